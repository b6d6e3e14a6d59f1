import { durationText } from '../../../engine/model/duration-text.js';
import type { Experiment, Plot } from '../../../engine/model/experiment.js';
import {
  type ExperimentSummary,
  type Figure,
  type Outcome,
  type PointSummary,
  undecidedText,
} from '../../experiments/index.js';
import { terminalText } from '../../protocol/plain-text.js';
import { columnFormat } from '../../protocol/quantities.js';
import type { Problem, ProblemPlace } from '../problem.js';
import { countText, figureText, timeScale } from '../quantity-text.js';
import { textTable } from '../results/text-table.js';
import type { Output } from '../terminal.js';
import { boxPlotsText } from './box-plots-text.js';
import { choiceText } from './choice-text.js';
import { decidingText } from './deciding-text.js';

const PHASES = ['agreement', 'propagation', 'update', 'total'] as const;
const BLOCK_TIMES = ['normal', 'switch'] as const;

/** The tables of an experiment: what it plots, point by point, and the outcome of its expectations. */
export function sweepText(summary: ExperimentSummary, experiment: Experiment, output: Output): string {
  const plots: Plot[] = experiment.plots.length > 0 ? experiment.plots : [{ kind: 'delays' }];
  const sections = plots.map((plot) => plotTable(plot, summary, output));
  const lines = [
    '',
    head(summary, experiment, output),
    ...precisionText(summary, experiment, output),
    '',
    ...sections.flatMap((section) => [...section, '']),
  ];
  if (summary.expectations.length > 0) lines.push(...expectationText(summary, output), '');
  lines.push(...choiceText(summary, experiment, output));
  return `${lines.join('\n')}\n`;
}

function plotTable(plot: Plot, summary: ExperimentSummary, output: Output): string[] {
  switch (plot.kind) {
    case 'delays':
      return [
        ...table('Management delays by phase, mean', summary, timeColumns(PHASES, 'delay', 'mean'), output),
        ...boxPlotsText(summary, ['delay.total'], ['total'], output),
      ];
    case 'overhead':
      return [
        ...table('Block times, median', summary, timeColumns(BLOCK_TIMES, 'blockTime', 'median'), output),
        ...boxPlotsText(
          summary,
          BLOCK_TIMES.map((kind) => `blockTime.${kind}`),
          BLOCK_TIMES,
          output,
        ),
      ];
    case 'metric':
      return [
        ...table(`${plot.metric}, ${plot.statistic}`, summary, metricColumn(plot), output),
        ...boxPlotsText(summary, [plot.metric], [plot.metric], output),
      ];
  }
}

function head(
  { experiment: name, points }: ExperimentSummary,
  { points: given, scenario }: Experiment,
  output: Output,
) {
  const { colours } = output;
  const counts = points.map(({ replications }) => replications);
  const least = Math.min(...counts);
  const most = Math.max(...counts);
  const each = least === most ? countText(least) : `${countText(least)} to ${countText(most)}`;
  const duration = durationText(given[0].scenario.duration);
  return `${colours.bold(name)}  ${colours.dim(
    `${countText(points.length)} point${points.length === 1 ? '' : 's'} of ${scenario}, ${duration} simulated, ${each} replication${most === 1 ? '' : 's'} each`,
  )}`;
}

/** A note if replications ended at their maximum rather than because the interval was narrow enough. */
function precisionText({ points }: ExperimentSummary, { replications }: Experiment, { colours }: Output): string[] {
  if (replications.kind === 'fixed') return [];
  const imprecise = points.filter(({ precise }) => precise === false);
  const wide = imprecise.filter(({ unseen }) => unseen === undefined);
  const alike = imprecise.flatMap(({ unseen }) => unseen ?? []);
  const after = `${countText(replications.most)} replications`;
  const where = (some: readonly unknown[]) =>
    `${countText(some.length)} of ${countText(points.length)} point${points.length === 1 ? '' : 's'}`;
  const percent = (share: number) => `${figureText(share * 100)} %`;
  return [
    ...(wide.length > 0
      ? [`At ${where(wide)} the interval is still wider than ${percent(replications.tolerance)} after ${after}.`]
      : []),
    ...(alike.length > 0
      ? [
          `At ${where(alike)} all ${after} gave the same value, so up to ${percent(Math.max(...alike))} of all replications may give another one.`,
        ]
      : []),
  ].map(colours.yellow);
}

/** A column of a table: its title, the number of samples behind it, and its text at a point. */
interface Column {
  title: string;
  cell: (point: PointSummary) => string;
  samples: (point: PointSummary) => number;
}

function timeColumns(
  names: readonly string[],
  family: 'delay' | 'blockTime',
  statistic: 'mean' | 'median',
): (points: readonly PointSummary[]) => Column[] {
  return (points) => {
    const largest = Math.max(...points.flatMap(({ metrics }) => names.map((name) => at(metrics, `${family}.${name}`))));
    const scale = timeScale(largest);
    return names.map((name, index) => ({
      title: index === 0 ? `${name}, ${scale.unit}` : name,
      cell: ({ metrics }) => figureCell(metrics[`${family}.${name}`]?.[statistic], scale.text),
      samples: ({ metrics }) => metrics[`${family}.${name}`]?.samples ?? 0,
    }));
  };

  function at(metrics: PointSummary['metrics'], name: string): number {
    return metrics[name]?.[statistic].value ?? 0;
  }
}

function metricColumn({
  metric,
  statistic,
}: Extract<Plot, { kind: 'metric' }>): (points: readonly PointSummary[]) => Column[] {
  return (points) => {
    const figures = points.flatMap(({ metrics }) => metrics[metric] ?? []);
    const scale = columnFormat(
      figures.map((figure) => figure[statistic]?.value),
      figures[0]?.unit ?? '',
    );
    return [
      {
        title: scale.unit ? `${metric}, ${scale.unit}` : metric,
        cell: ({ metrics }) => figureCell(metrics[metric]?.[statistic], scale.format),
        samples: ({ metrics }) => metrics[metric]?.samples ?? 0,
      },
    ];
  };
}

/** `0.110 [0.109, 0.113]`: an interval reaches farther to the side of the longer tail. */
function figureCell(figure: Figure | undefined, text: (value: number | null) => string): string {
  if (!figure || figure.value === null) return '–';
  if (figure.low === null || figure.high === null) return text(figure.value);
  return `${text(figure.value)} [${text(figure.low)}, ${text(figure.high)}]`;
}

function table(
  title: string,
  { axes, points }: ExperimentSummary,
  columns: readonly Column[] | ((points: readonly PointSummary[]) => Column[]),
  { colours }: Output,
): string[] {
  const shown = typeof columns === 'function' ? columns(points) : columns;
  const titles = [...axes.map(({ path }) => path.split('.').slice(-2).join('.')), 'n', 'samples'];
  const rows = points.map((point) => [
    ...point.values.map(({ text }) => terminalText(text)),
    countText(point.replications),
    countText(Math.max(...shown.map(({ samples }) => samples(point)))),
    ...shown.map(({ cell }) => cell(point)),
  ]);
  return [
    `${colours.bold(title)}  ${colours.dim('[95 % confidence interval over n replications]')}`,
    ...textTable(
      [[...titles, ...shown.map((column) => column.title)].map((cell) => colours.dim(cell)), ...rows],
      [...axes.map(() => 'left' as const), 'right', 'right', ...shown.map(() => 'right' as const)],
    ),
  ];
}

const MARKS: Readonly<Record<Outcome, string>> = { passed: '✓', failed: '✗', undecided: '?' };

function expectationText({ expectations }: ExperimentSummary, { colours }: Output): string[] {
  const paint = { passed: colours.green, failed: colours.red, undecided: colours.yellow };
  return [
    colours.bold('Expectations'),
    ...expectations.flatMap((expectation) => [
      `  ${paint[expectation.outcome](`${MARKS[expectation.outcome]} ${expectation.outcome}`)}  ${terminalText(expectation.text)}  ${colours.dim(terminalText(expectation.source))}`,
      ...decidingText(expectation).map((line) => `      ${colours.dim(terminalText(line))}`),
    ]),
  ];
}

/** Expectations that failed or are undecided, as problems at their lines. */
export function brokenExpectations(
  { expectations }: ExperimentSummary,
  places: readonly (ProblemPlace | undefined)[],
): Problem[] {
  return expectations.flatMap((expectation, index): Problem[] => {
    if (expectation.outcome === 'passed') return [];
    const isFailed = expectation.outcome === 'failed';
    const [decisive] = decidingText({
      ...expectation,
      deciding: expectation.deciding.filter(({ outcome }) => outcome === expectation.outcome),
    });
    const numbers = decisive === undefined ? '' : ` ${decisive}.`;
    return [
      {
        severity: isFailed ? 'error' : 'warning',
        code: isFailed ? 'expectation/failed' : 'expectation/undecided',
        message: `“${expectation.text}” ${isFailed ? 'does not hold' : 'is undecided'}.${numbers}`,
        place: places[index],
        hint: expectation.why && undecidedText(expectation.why),
      },
    ];
  });
}
