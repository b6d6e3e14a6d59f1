// Declares the type of chart.

import type {} from '@sgratzl/chartjs-chart-boxplot';
import { count, percent, quantity } from '../../../server/protocol/quantities.js';
import type { BoxView, RunView } from '../../../server/protocol/run-view.js';
import { hiddenSwitchCost, hidesSwitchCost } from '../../../server/protocol/switch-cost.js';
import { type BeyondMark, beyondMarks } from '../charts/beyond-marks.js';
import { type BoxPaint, boxLooks } from '../charts/box-looks.js';
import { baseOptions, categoryAxis, legend, quantityAxis, tooltip } from '../charts/options.js';
import { translucent } from '../theme/palettes.js';
import type { Theme } from '../theme/theme.js';
import { labelLines, runLabels } from '../words/metric-names.js';
import { t } from '../words/texts.js';
import { asChart, type ChartFigure } from './figure.js';
import { lateSwitchesText } from './late-switches.js';

const KINDS = ['normal', 'switch'] as const;
const TITLES = { normal: t('Normal blocks'), switch: t('Switch blocks') };

/** Block times under one configuration against those across a change of configuration, as Figure 5 of the paper. */
export const blockTimes: ChartFigure = {
  id: 'block-times',
  kind: 'chart',
  title: () => t('Block times, normal vs. switch'),
  paper: t('Figure 5'),
  height: 300,
  origin: () => 'primary.blockInterval',
  hasData: (runs) => runs.some((run) => run.blockTimes.normal.n > 0),
  configuration(runs, theme) {
    const alone = runs.length === 1;
    const range = axisRange(runs);
    return asChart({
      type: 'boxplot',
      data: alone
        ? {
            labels: KINDS.map((kind) => [TITLES[kind]]),
            datasets: [
              {
                label: t('Block time'),
                data: KINDS.map((kind) => boxItem(runs[0].blockTimes[kind])),
                categoryPercentage: 0.8,
                ...looks(KINDS, theme),
              },
            ],
          }
        : {
            labels: runLabels(runs).map(labelLines),
            datasets: KINDS.map((kind) => ({
              label: TITLES[kind],
              data: runs.map((run) => boxItem(run.blockTimes[kind])),
              categoryPercentage: 0.7,
              ...looks([kind], theme),
            })),
          },
      options: {
        ...baseOptions(theme),
        scales: {
          x: { ...categoryAxis(theme), ticks: { ...categoryAxis(theme).ticks, autoSkip: false } },
          y: quantityAxis(theme, [range.max], 's', { title: t('Block time'), ...range }),
        },
        plugins: {
          legend: legend(theme, !alone),
          tooltip: {
            ...tooltip(theme),
            callbacks: {
              label: ({ datasetIndex, dataIndex }: { datasetIndex: number; dataIndex: number }) =>
                alone
                  ? boxLines(runs[0].blockTimes[KINDS[dataIndex]])
                  : boxLines(runs[dataIndex].blockTimes[KINDS[datasetIndex]]),
            },
          },
        },
      },
      plugins: [beyondMarks(marksBeyond(runs, range.max), theme)],
    });
  },
  sentence(runs) {
    const reading = t(
      'Bar: median; diamond: mean; box: middle half; whiskers: within 1.5 box lengths; dots: outliers; arrows: outliers off the chart.',
    );
    if (runs.length > 1) {
      const labels = runLabels(runs);
      const each = runs.map((run, i) => `${labels[i]} ${percent(overhead(run, 'median'), true)}`);
      const hidden = runs.some(({ blockTimes }) => hidesSwitchCost(blockTimes.switch)) ? `${hiddenSwitchCost()} ` : '';
      return t`Median block time at a switch: ${each.join(', ')}. ${hidden}${reading}`;
    }
    const [run] = runs;
    const { normal, switch: switched } = run.blockTimes;
    if (switched.n === 0) return t`A block takes ${quantity(normal.median, 's')} at the median. ${reading}`;
    if (hidesSwitchCost(switched)) {
      const figures = (['median', 'mean'] as const).map(
        (figure) => `${figure} ${quantity(switched[figure], 's')} vs. ${quantity(normal[figure], 's')}`,
      );
      return t`Switch blocks vs. normal blocks: ${figures.join(', ')}. ${hiddenSwitchCost()} ${reading}`;
    }
    const compared = (figure: 'median' | 'mean') =>
      `${quantity(switched[figure], 's')} vs. ${quantity(normal[figure], 's')} (${percent(overhead(run, figure), true)})`;
    return [
      t`Switch blocks vs. normal blocks: median ${compared('median')}, mean ${compared('mean')}.`,
      lateSwitchesText(run),
      reading,
    ]
      .filter(Boolean)
      .join(' ');
  },
  numbers: (runs) => ({
    caption: t('Block times'),
    columns: [
      ...(runs.length > 1 ? [{ title: t('Run') }] : []),
      { title: t('Blocks') },
      { title: t('Mean'), unit: 's' },
      { title: t('Low whisker'), unit: 's' },
      { title: 'Q1', unit: 's' },
      { title: t('Median'), unit: 's' },
      { title: 'Q3', unit: 's' },
      { title: t('High whisker'), unit: 's' },
      { title: t('Outliers'), unit: '' },
      { title: t('Largest'), unit: 's' },
      { title: t('Samples'), unit: '' },
    ],
    rows: runs.flatMap((run, i) =>
      KINDS.map((kind) => {
        const box = run.blockTimes[kind];
        return [
          ...(runs.length > 1 ? [runLabels(runs)[i]] : []),
          TITLES[kind],
          box.mean,
          box.whiskerLow,
          box.q1,
          box.median,
          box.q3,
          box.whiskerHigh,
          box.outlierCount,
          highest(box),
          box.n,
        ];
      }),
    ),
  }),
};

/** How much longer a switch block takes, as a share of a normal block; null where the block time does not show it. */
export function overhead(run: RunView, figure: 'mean' | 'median'): number | null {
  if (hidesSwitchCost(run.blockTimes.switch)) return null;
  const normal = run.blockTimes.normal[figure];
  const switched = run.blockTimes.switch[figure];
  return normal === null || switched === null || normal === 0 ? null : (switched - normal) / normal;
}

/** The styles of boxes of `kinds` in turn. In high contrast, normal boxes are empty and switch boxes filled. */
function looks(kinds: readonly ('normal' | 'switch')[], theme: Theme) {
  const colours = kinds.map((kind) => theme.palette[kind === 'normal' ? 'ordinary' : 'switch']);
  return boxLooks(
    kinds.map((kind, i) => blockTimePaint(kind, theme, colours[i])),
    colours.map((colour) => translucent(colour, 0.55)),
    theme,
  );
}

/** The fill of a box, and the colour of its median. */
export function blockTimePaint(kind: 'normal' | 'switch', theme: Theme, colour: string): BoxPaint {
  if (!theme.textured) return { colour, fill: translucent(colour, 0.35), median: theme.foreground };
  return kind === 'normal'
    ? { colour, fill: theme.background, median: theme.foreground }
    : { colour, fill: colour, median: theme.background };
}

/** A box in the form of the plugin; one without samples is not drawn. */
function boxItem(box: BoxView) {
  const number = (value: number | null | undefined) => value ?? Number.NaN;
  return {
    min: number(box.outliers[0] ?? box.whiskerLow),
    max: number(highest(box)),
    q1: number(box.q1),
    median: number(box.median),
    q3: number(box.q3),
    whiskerMin: number(box.whiskerLow),
    whiskerMax: number(box.whiskerHigh),
    mean: number(box.mean),
    items: [],
    outliers: box.outliers,
  };
}

function highest(box: BoxView): number | null {
  return box.median === null ? null : Math.max(box.outliers.at(-1) ?? 0, box.whiskerHigh ?? 0);
}

/** Distance beyond the whiskers, in lengths between the extreme whiskers: outliers further away are left out. */
const FAR = 2;
const ROOM = 0.6;

/**
 * A range that contains every box and whisker, and outliers unless they are so far that the boxes would become lines.
 */
function axisRange(runs: readonly RunView[]): { min: number; max: number } {
  const boxes = runs.flatMap(({ blockTimes }) => [blockTimes.normal, blockTimes.switch]).filter((box) => box.n > 0);
  const top = Math.max(...boxes.map((box) => box.whiskerHigh ?? 0));
  const bottom = Math.min(...boxes.map((box) => Math.min(box.whiskerLow ?? 0, box.outliers[0] ?? Infinity)));
  const span = top - bottom || top * 0.1;
  const farthest = Math.max(...boxes.map((box) => highest(box) ?? 0));
  const room = 0.08 * span;
  return { min: Math.max(0, bottom - room), max: farthest > top + FAR * span ? top + ROOM * span : farthest + room };
}

function marksBeyond(runs: readonly RunView[], max: number): BeyondMark[] {
  return runs.flatMap((run, place) =>
    KINDS.flatMap((kind, i) => {
      const box = run.blockTimes[kind];
      const far = box.outliers.filter((value) => value > max).length;
      if (far === 0) return [];
      const lines = [t`${count(far)} up to ${quantity(highest(box), 's')}`];
      if ((box.mean ?? 0) > max) lines.push(t`mean ${quantity(box.mean, 's')}`);
      return [runs.length === 1 ? { dataset: 0, index: i, lines } : { dataset: i, index: place, lines }];
    }),
  );
}

function boxLines(box: BoxView): string[] {
  return [
    t`Median ${quantity(box.median, 's')}, mean ${quantity(box.mean, 's')}`,
    t`Middle half ${quantity(box.q1, 's')} – ${quantity(box.q3, 's')}`,
    t`${count(box.n)} blocks, ${count(box.outlierCount)} outliers`,
  ];
}
