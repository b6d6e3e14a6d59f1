import { percent, quantity } from '../../../server/protocol/quantities.js';
import type { MetricView, RunView } from '../../../server/protocol/run-view.js';
import { type BarMark, barIntervals } from '../charts/bar-intervals.js';
import { baseOptions, categoryAxis, legend, quantityAxis, tooltip } from '../charts/options.js';
import { fill, PHASE_TEXTURES, TEXTURES } from '../charts/textures.js';
import { translucent } from '../theme/palettes.js';
import type { Theme } from '../theme/theme.js';
import { PHASE_NODES, PHASES, phaseTitle, runLabels } from '../words/metric-names.js';
import { countedText } from '../words/node-names.js';
import { t } from '../words/texts.js';
import { asChart, type ChartFigure } from './figure.js';
import { lateSwitchesText } from './late-switches.js';

const KINDS = [...PHASES, 'total'] as const;
type Kind = (typeof KINDS)[number];

/** The statistic of a bar: the median or the mean. */
const FIGURES = ['median', 'mean'] as const;
type Figure = (typeof FIGURES)[number];

/** px */
const BAR = 19;
/** Between the bars of one phase and those of the next. */
const GAP = 12;
/** Height of the axis with its title, and of the legend of several runs. */
const AXIS = 56;
const LEGEND = 30;
/** Room for the figures after the longest bar. */
const TEXT_ALONE = 170;
const TEXT = 66;

const READING = t(
  'On medians the whiskers span the middle half of the samples; on means, the 95 % confidence interval.',
);

/**
 * Median and mean of each phase side by side, each with its interval, as in Figure 4 of the paper, which has the means.
 */
export const delayPhases: ChartFigure = {
  id: 'delay-phases',
  kind: 'chart',
  title: () => t('Management delay by phase'),
  paper: t('Figure 4'),
  height: (runs) => KINDS.length * (2 * runs.length * BAR + GAP) + AXIS + (runs.length > 1 ? LEGEND * runs.length : 0),
  origin: () => 'management',
  hasData: (runs) => runs.some((run) => typeof delayOf(run, 'agreement')?.mean === 'number'),
  configuration(runs, theme) {
    const alone = runs.length === 1;
    const bars = runs.flatMap((run, place) => FIGURES.map((figure) => ({ run, place, figure })));
    const ends = bars.flatMap(({ run, figure }) => KINDS.map((kind) => endOf(run, kind, figure)));
    return asChart({
      type: 'bar',
      data: {
        labels: KINDS.map(kindTitle),
        datasets: bars.map(({ run, place, figure }) => ({
          label: alone ? figure : `${runLabels(runs)[place]}, ${figure}`,
          data: KINDS.map((kind) => delayOf(run, kind)?.[figure] ?? 0),
          ...looks(
            KINDS.map((kind) => (alone ? kindPaint(kind, theme) : runPaint(place, theme))),
            figure,
            theme,
          ),
          barThickness: BAR - 5,
          categoryPercentage: 0.84,
        })),
      },
      options: {
        ...baseOptions(theme),
        indexAxis: 'y',
        layout: { padding: { top: 4, right: alone ? TEXT_ALONE : TEXT } },
        scales: {
          x: {
            ...quantityAxis(theme, ends, 's', { title: t('Delay'), beginAtZero: true }),
            max: Math.max(...ends) || 1,
          },
          y: {
            ...categoryAxis(theme),
            ticks: { ...categoryAxis(theme).ticks, autoSkip: false, color: theme.foreground },
          },
        },
        plugins: {
          legend: legend(theme, !alone),
          tooltip: {
            ...tooltip(theme),
            callbacks: {
              label: ({ datasetIndex, dataIndex }) => {
                const { run, figure } = bars[datasetIndex];
                return longText(delayOf(run, KINDS[dataIndex]), figure);
              },
            },
          },
        },
      },
      plugins: [
        barIntervals(
          bars.map(({ run, figure }) =>
            KINDS.map((kind): BarMark => {
              const delay = delayOf(run, kind);
              const text = alone ? shortText(delay, figure) : quantity(delay?.[figure], 's');
              return { ...intervalOf(delay, figure), text };
            }),
          ),
          theme,
        ),
      ],
    });
  },
  sentence(runs) {
    const [first] = runs;
    const late = runs.map(lateSwitchesText).filter(Boolean);
    if (runs.length > 1) {
      const labels = runLabels(runs);
      const totals = runs.map((run, i) => `${labels[i]} ${totalText(run)}`);
      const causes = runs.flatMap((run, i) =>
        lateSwitchesText(run) ? [`${labels[i]}: ${lateSwitchesText(run)}`] : [],
      );
      return [
        t`Interval’s end to the new configuration in force: ${totals.join('; ')}.`,
        ...causes,
        PHASE_NODES,
        READING,
      ].join(' ');
    }
    const means = PHASES.map((phase) => ({ phase, mean: delayOf(first, phase)?.mean ?? 0 }));
    const [largest] = [...means].sort((a, b) => b.mean - a.mean);
    const share = percent(largest.mean / means.reduce((sum, { mean }) => sum + mean, 0));
    return [
      t`A new configuration is in force ${totalText(first)} after the interval ends, on the fastest ${countedText(first)};`,
      t`${share} of the mean is ${largest.phase}.`,
      ...late,
      PHASE_NODES,
      READING,
    ].join(' ');
  },
  numbers: (runs) => ({
    caption: t('Management delay by phase'),
    columns: [
      ...(runs.length > 1 ? [{ title: t('Run') }] : []),
      { title: t('Phase') },
      { title: t('Median'), unit: 's' },
      { title: 'P25', unit: 's' },
      { title: 'P75', unit: 's' },
      { title: t('Mean'), unit: 's' },
      { title: '± 95 %', unit: 's' },
      { title: 'SD', unit: 's' },
      { title: 'P5', unit: 's' },
      { title: 'P95', unit: 's' },
      { title: t('Largest'), unit: 's' },
      { title: t('Samples'), unit: '' },
    ],
    rows: runs.flatMap((run, i) =>
      KINDS.map((kind) => {
        const delay = delayOf(run, kind);
        const figure = (name: 'median' | 'p25' | 'p75' | 'mean' | 'halfWidth' | 'sd' | 'p5' | 'p95' | 'max') =>
          delay?.[name] ?? null;
        return [
          ...(runs.length > 1 ? [runLabels(runs)[i]] : []),
          kindTitle(kind),
          ...(['median', 'p25', 'p75', 'mean', 'halfWidth', 'sd', 'p5', 'p95', 'max'] as const).map(figure),
          delay?.n ?? 0,
        ];
      }),
    ),
  }),
};

function delayOf(run: RunView, kind: Kind): MetricView | undefined {
  return run.metrics[`delay.${kind}`];
}

function kindTitle(kind: Kind): string {
  return kind === 'total' ? t('All phases') : phaseTitle(kind);
}

/** The interval of the statistic of the bar, so that it always contains the bar's end. */
function intervalOf(delay: MetricView | undefined, figure: Figure): Pick<BarMark, 'low' | 'high'> {
  if (!delay) return { low: null, high: null };
  const { mean, halfWidth, p25, p75 } = delay;
  if (figure === 'median') return { low: p25, high: p75 };
  return mean === null || halfWidth === null
    ? { low: null, high: null }
    : { low: mean - halfWidth, high: mean + halfWidth };
}

function endOf(run: RunView, kind: Kind, figure: Figure): number {
  const delay = delayOf(run, kind);
  return Math.max(delay?.[figure] ?? 0, intervalOf(delay, figure).high ?? 0);
}

function totalText(run: RunView): string {
  const total = delayOf(run, 'total');
  return t`${quantity(total?.mean, 's')} (mean; median ${quantity(total?.median, 's')})`;
}

function shortText(delay: MetricView | undefined, figure: Figure): string {
  const value = quantity(delay?.[figure], 's');
  const half = figure === 'mean' && delay?.halfWidth != null ? ` ± ${quantity(delay.halfWidth, 's')}` : '';
  return `${figure} ${value}${half}`;
}

function longText(delay: MetricView | undefined, figure: Figure): string {
  const { low, high } = intervalOf(delay, figure);
  const interval = figure === 'median' ? t('middle half') : '95 % CI';
  const ends = low === null ? '' : ` (${interval} ${quantity(low, 's')} to ${quantity(high, 's')})`;
  return `${figure === 'median' ? t('Median') : t('Mean')} ${quantity(delay?.[figure], 's')}${ends}`;
}

interface Paint {
  colour: string;
  texture: (typeof TEXTURES)[number];
}

function kindPaint(kind: Kind, { palette }: Theme): Paint {
  return kind === 'total'
    ? { colour: palette.ordinary, texture: 'horizontal' }
    : { colour: palette[kind], texture: PHASE_TEXTURES[kind] };
}

function runPaint(place: number, { palette }: Theme): Paint {
  return { colour: palette.runs[place % palette.runs.length], texture: TEXTURES[place % TEXTURES.length] };
}

/** Medians are filled, means pale; in high contrast, where pale would be faint, means are empty. */
function looks(paints: readonly Paint[], figure: Figure, theme: Theme) {
  const pale = (colour: string) => (theme.textured ? theme.background : translucent(colour, 0.4));
  return {
    backgroundColor: paints.map(({ colour, texture }) =>
      figure === 'median' ? fill(theme, colour, texture) : pale(colour),
    ),
    borderColor: paints.map(({ colour }) => colour),
    borderWidth: theme.textured ? 1.5 : 1,
  };
}
