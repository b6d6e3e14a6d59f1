import type { ExperimentView, PointMetricView, PointView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { count, quantity } from '../../../server/protocol/quantities.js';
import { type BoxPaint, boxLooks } from '../charts/box-looks.js';
import { baseOptions, categoryAxis, legend, logarithmicAxis, quantityAxis, tooltip } from '../charts/options.js';
import type { DataTable } from '../dom/data-table.js';
import { type AnyChart, asChart } from '../figures/figure.js';
import { translucent } from '../theme/palettes.js';
import type { Theme } from '../theme/theme.js';
import { t } from '../words/texts.js';
import { metricAt, valueCells, valueColumns } from './figure-content.js';
import { dimensionAlong, labelAlong, replicationsText, titleAlong } from './grid.js';
import { logarithmicRange, steadyTop } from './range.js';

/** One of the boxes side by side at every point. */
export interface BoxKind {
  metric: string;
  title: string;
  paint: (theme: Theme) => BoxPaint;
}

export const HOW_TO_READ =
  t(
    'Samples of all replications together. Bar: median; box: middle half; whiskers: 5th to 95th percentile; diamond: ',
  ) + t('mean; dots: minimum and maximum.');

/** Boxes of several metrics of one unit at every point, side by side. */
export function quantileBoxes(
  view: ExperimentView,
  points: readonly PointView[],
  kinds: readonly BoxKind[],
  axisName: string,
  choices: ExperimentChoices,
  theme: Theme,
): AnyChart {
  const along = dimensionAlong(view, choices.along);
  const boxes = points.flatMap((point) => kinds.flatMap(({ metric }) => metricAt(point, metric) ?? []));
  const unit = boxes[0]?.unit ?? 's';
  const range = rangeOf(boxes);
  return asChart({
    type: 'boxplot',
    data: {
      labels: points.map((point) => [labelAlong(view, point, along), replicationsText([point])]),
      datasets: kinds.map(({ metric, title, paint }) => {
        const painted = paint(theme);
        return {
          label: title,
          data: points.map((point) => boxItem(metricAt(point, metric))),
          categoryPercentage: 0.7,
          ...boxLooks([painted], [translucent(painted.colour, 0.55)], theme),
          maxBarThickness: 40,
        };
      }),
    },
    options: {
      ...baseOptions(theme),
      scales: {
        x: categoryAxis(theme, titleAlong(view, along)),
        y:
          range.kind === 'logarithmic'
            ? logarithmicAxis(theme, range, unit, { title: axisName })
            : { ...quantityAxis(theme, [range.max], unit, { title: axisName }), min: 0, max: range.max },
      },
      plugins: {
        legend: legend(theme, true),
        tooltip: {
          ...tooltip(theme),
          callbacks: {
            label: ({ datasetIndex, dataIndex }: { datasetIndex: number; dataIndex: number }) =>
              boxLines(kinds[datasetIndex], metricAt(points[dataIndex], kinds[datasetIndex].metric)),
          },
        },
      },
    },
  });
}

/** Beyond this multiple of a typical median, far samples would flatten all boxes on a linear axis. */
const FAR = 8;

function rangeOf(boxes: readonly PointMetricView[]): { kind: 'linear' | 'logarithmic'; min: number; max: number } {
  const known = (name: 'min' | 'p5' | 'p25' | 'median' | 'p95' | 'max') =>
    boxes.flatMap(({ box }) => box[name] ?? []).sort((a, b) => a - b);
  const medians = known('median');
  const all = [...known('p95'), ...known('max')];
  const isFar = Math.max(0, ...all) > FAR * (medians[Math.floor(medians.length / 2)] ?? 1);
  if (!isFar) return { kind: 'linear', min: 0, max: steadyTop(all) };
  const top = Math.max(...all);
  const means = boxes.flatMap(({ mean }) => mean.value ?? []);
  const low = [...known('min'), ...known('p5'), ...known('p25'), ...medians, ...means].filter(
    (value) => value > top / DECADES,
  );
  return { kind: 'logarithmic', ...logarithmicRange([...low, top]) };
}

/** A logarithmic axis covers at most this ratio; smaller values, above all zero, lie at its foot. */
const DECADES = 1e5;

/** The text where samples lie beyond the foot of a logarithmic axis. */
export function footText(points: readonly PointView[], kinds: readonly BoxKind[]): string {
  const boxes = points.flatMap((point) => kinds.flatMap(({ metric }) => metricAt(point, metric) ?? []));
  const { kind, min } = rangeOf(boxes);
  const isBelow = kind === 'logarithmic' && boxes.some(({ box }) => box.min !== null && box.min < min);
  return isBelow ? t(' Boxes on the axis include zero (log scale).') : '';
}

/** A box in the form of the plugin; a point without samples has no box. */
function boxItem(metric: PointMetricView | undefined) {
  const number = (value: number | null | undefined) => value ?? Number.NaN;
  const { box, mean } = metric ?? {};
  return {
    min: number(box?.min ?? box?.p5),
    max: number(box?.max ?? box?.p95),
    q1: number(box?.p25),
    median: number(box?.median),
    q3: number(box?.p75),
    whiskerMin: number(box?.p5),
    whiskerMax: number(box?.p95),
    mean: number(mean?.value),
    items: [],
    outliers: [box?.min, box?.max].flatMap((value) => value ?? []),
  };
}

function boxLines({ title }: BoxKind, metric: PointMetricView | undefined): string[] {
  if (!metric) return [t`${title}: nothing yet`];
  const { box, mean, samples, unit } = metric;
  return [
    t`${title}: median ${quantity(box.median, unit)}, mean ${quantity(mean.value, unit)}`,
    t`Middle half ${quantity(box.p25, unit)} – ${quantity(box.p75, unit)}, 5th to 95th percentile ${quantity(box.p5, unit)} – ${quantity(box.p95, unit)}`,
    t`${count(samples)} samples from ${quantity(box.min, unit)} to ${quantity(box.max, unit)}`,
  ];
}

export function boxTable(view: ExperimentView, kinds: readonly BoxKind[], caption: string, what: string): DataTable {
  const names = ['min', 'p5', 'p25', 'median', 'p75', 'p95', 'max'] as const;
  const titles = [t('Min'), 'P5', 'Q1', t('Median'), 'Q3', 'P95', t('Max')];
  const unit = view.points.flatMap((point) => metricAt(point, kinds[0].metric)?.unit ?? [])[0] ?? 's';
  return {
    caption,
    columns: [
      ...valueColumns(view),
      { title: what },
      { title: t('Mean'), unit },
      ...titles.map((title) => ({ title, unit })),
      { title: 'n', unit: '' },
      { title: t('Samples'), unit: '' },
    ],
    rows: view.points.flatMap((point) =>
      kinds.map(({ metric, title }) => {
        const found = metricAt(point, metric);
        return [
          ...valueCells(point),
          title,
          found?.mean.value ?? null,
          ...names.map((name) => found?.box[name] ?? null),
          point.replications,
          found?.samples ?? 0,
        ];
      }),
    ),
  };
}
