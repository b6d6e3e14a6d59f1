import type { DecidedExpectation, Deciding, ExperimentSummary } from '../experiments/index.js';
import type { Panel } from './claims.js';
import { DIFFERENCES } from './differences.js';
import type { Extent } from './extent.js';
import type { FailedRounds } from './failed-rounds.js';
import type { Setting } from './settings.js';

export interface PanelResult {
  panel: Panel;
  summary: ExperimentSummary;
  /** One for each point. */
  failedRounds: FailedRounds[];
  /** Paths of the plots, from the page. */
  plots: { means: string; delays: string; overhead: string };
}

export interface SettingResult {
  setting: Setting;
  panels: PanelResult[];
}

/**
 * The page about the figures: `docs/paper.md`, or the page in the editor. A page of short simulations says so, and
 * omits the texts about the long ones.
 *
 * @param manual path of `docs/experiments.md` from the page, if available
 */
export function paperPage(results: readonly SettingResult[], extent: Extent, manual?: string): string {
  const sections = [
    introduction(extent, manual),
    ...extentText(extent),
    overview(results),
    ...(extent.duration === undefined ? [DIFFERENCES] : []),
    ...results.map(settingSection),
  ];
  return `${sections.join('\n\n')}\n`;
}

const introduction = (
  { duration }: Extent,
  manual?: string,
) => `# The figures of the paper${duration === undefined ? '' : ': a quick look'}

<!-- Written by ${manual ? '`npm run paper`' : 'Twinchain'}. Do not edit. -->

This page reproduces every panel of Figures 4 and 5, from \`examples/figures.twin\` and
\`examples/figures-of-the-simulator.twin\`: one parameter varies, the rest is the baseline of Section 3, and every point is
repeated in simulations of ${duration === undefined ? 'one hour' : `${duration / 60} minutes`}. The claims are those of Sections 3.1 and 3.2, in our words. Each is decided by a
${manual ? `[stated test](${manual}#how-expectations-are-decided)` : 'stated test'}: *borne out*, *contradicted*, or *undecided* where the intervals
are too wide for either. All intervals have 95 % confidence over the replications; the
same replication has the same random numbers at every point. Delays are those of the fastest 2f+1 nodes, as in the paper: agreement,
update and total on those that apply a configuration block first, propagation on those that receive it first. In the
plots, boxes hold the quartiles and the median of the samples of all replications together, whiskers reach from the 5th to the
95th percentile, and diamonds are means.

The paper shows its figures as pictures, without numbers, so this page compares its statements and not its values.`;

/** The number of replications and the duration, if they are less than the experiments specify. */
function extentText({ replications, duration }: Extent): string[] {
  if (replications === undefined)
    return [
      `Every point is repeated ten times, as in the paper. For the number of management nodes ten are
not enough: its points are repeated until the mean total delay is known within 2 %, at most forty times, but ten times if refused
rounds wait for their timeout.`,
    ];
  if (duration === undefined)
    return [
      `This page was made by \`npm run paper -- --replications ${replications}\`. Without that option every point is repeated ten
times, and the number of management nodes until the mean total delay is known within 2 %, at most forty times.`,
    ];
  return [
    `**This is a quick look**: ${replications} replications of ${duration / 60} minutes each, where the paper has ten of one hour. Expect wide
intervals and undecided claims; outcomes may even be the opposite of those of the full reproduction.`,
  ];
}

const WORDS = { passed: 'borne out', failed: 'contradicted', undecided: 'undecided' } as const;

function overview(results: readonly SettingResult[]): string {
  const [first] = results;
  const rows = first.panels.flatMap(({ panel }, index) =>
    [...panel.delays, ...panel.overhead].map((claim, which) => {
      const outcomes = results.map(({ panels }) => WORDS[panels[index].summary.expectations[which].outcome]);
      return `| ${panel.title} | ${which < panel.delays.length ? '4' : '5'} | ${claim.text} | ${outcomes.join(' | ')} |`;
    }),
  );
  return [
    '## Outcomes of the claims',
    '',
    `| varies | figure | claim | ${results.map(({ setting }) => setting.short).join(' | ')} |`,
    `| --- | --- | --- | ${results.map(() => '---').join(' | ')} |`,
    ...rows,
  ].join('\n');
}

function settingSection({ setting, panels }: SettingResult): string {
  const head = `## ${setting.title}\n\n${setting.about} The file is \`examples/${setting.file}\`.`;
  return [head, ...panels.map((result) => panelSection(setting, result))].join('\n\n');
}

function panelSection(setting: Setting, { panel, summary, failedRounds, plots }: PanelResult): string {
  const delays = summary.expectations.slice(0, panel.delays.length);
  const overhead = summary.expectations.slice(panel.delays.length);
  const alt = `${panel.title}, ${setting.title.toLowerCase()}`;
  return [
    `### ${panel.title}`,
    delayTable(summary, failedRounds, setting),
    ...precisionText(summary),
    `![Mean delays by phase: ${alt}](${plots.means})\n![Total delays: ${alt}](${plots.delays})`,
    ...delays.map((claim) => claimText(claim, 'Figure 4')),
    overheadTable(summary),
    `![Block times, normal and switch: ${alt}](${plots.overhead})`,
    ...overhead.map((claim) => claimText(claim, 'Figure 5')),
  ].join('\n\n');
}

function delayTable(
  { axes, points }: ExperimentSummary,
  failedRounds: readonly FailedRounds[],
  { refusal }: Setting,
): string {
  const waits = refusal === 'timeout';
  const rows = points.map(({ values, replications, metrics }, point) => {
    const figures = ['agreement', 'propagation', 'update', 'total'].map((phase) => {
      const { value, low, high } = metrics[`delay.${phase}`].mean;
      return interval(value, low, high);
    });
    const label = values.map(({ text }) => text).join(', ');
    return `| ${label} | ${replications} | ${metrics['delay.total'].samples} | ${figures.join(' | ')} | ${failedRoundsText(failedRounds[point], waits)} |`;
  });
  const path = axes.map((axis) => `\`${axis.path}\``).join(', ');
  return [
    `| ${path} | replications | samples | agreement, s | propagation, s | update, s | total, s | failed rounds, a switch |${waits ? ' switches that waited for a timeout | update without them, s |' : ''}`,
    `| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |${waits ? ' ---: | ---: |' : ''}`,
    ...rows,
  ].join('\n');
}

/** A note if replications ended at their maximum rather than because the interval was narrow enough. */
function precisionText({ points }: ExperimentSummary): string[] {
  const ended = points.filter(({ precise }) => precise === false);
  if (ended.length === 0) return [];
  const most = Math.max(...ended.map(({ replications }) => replications));
  return [
    `Replications ended at ${most} at ${ended.length} of ${points.length} points, with an interval that is wider than requested.`,
  ];
}

function failedRoundsText({ lost, share, otherUpdate }: FailedRounds, waits: boolean): string {
  const rounds = interval(lost.mean, lost.low, lost.high, 2);
  if (!waits) return rounds;
  const percent = (ratio: number) => (ratio * 100).toFixed(1);
  return `${rounds} | ${percent(share.mean)} % [${percent(share.low)}, ${percent(share.high)}] | ${interval(otherUpdate.mean, otherUpdate.low, otherUpdate.high)}`;
}

function overheadTable({ axes, points }: ExperimentSummary): string {
  const rows = points.map(({ values, metrics }) => {
    const normal = metrics['blockTime.normal'];
    const switched = metrics['blockTime.switch'];
    const figures = [normal.median, normal.mean, switched.median, switched.mean].map(({ value, low, high }) =>
      interval(value, low, high),
    );
    return `| ${values.map(({ text }) => text).join(', ')} | ${normal.samples} | ${switched.samples} | ${figures.join(' | ')} |`;
  });
  const path = axes.map((axis) => `\`${axis.path}\``).join(', ');
  return [
    `| ${path} | normal blocks | switch blocks | normal median, s | normal mean, s | switch median, s | switch mean, s |`,
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

/** Both ends of an interval rather than its half width, because intervals of skewed data are not symmetric. */
function interval(value: number | null, low: number | null, high: number | null, digits = 3): string {
  if (value === null) return '–';
  if (low === null || high === null) return value.toFixed(digits);
  return `${value.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
}

function claimText({ text, source, outcome, deciding }: DecidedExpectation, figure: string): string {
  const isFlat = source.startsWith('flat');
  const told = deciding.map((numbers) => `${numbers.about}: ${isFlat ? deviation(numbers) : value(numbers)}`);
  return `**${figure}.** ${text} **${capitalised(WORDS[outcome])}.** \`${source}\`  \n${told.join('; ')}.`;
}

function value({ value: found, low, high, bound, outcome }: Deciding): string {
  const against = bound === 0 ? '' : ` against ${bound.toFixed(3)}`;
  return `${found.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]${against}${marked(outcome)}`;
}

function deviation({ value: found, low, high, outcome }: Deciding): string {
  const percent = (ratio: number) => `${(ratio * 100).toFixed(1)} %`;
  return `${percent(found)} [${percent(low)}, ${percent(high)}]${marked(outcome)}`;
}

/** Only outcomes other than passed get a word. */
function marked(outcome: Deciding['outcome']): string {
  return outcome === 'passed' ? '' : ` (${WORDS[outcome]})`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
