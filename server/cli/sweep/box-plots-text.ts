import type { BoxStatistics } from '../../../engine/measurement/box.js';
import type { ExperimentSummary, PointMetric, PointSummary } from '../../experiments/index.js';
import { figureText, scaledText, timeScale } from '../quantity-text.js';
import { axisFor, boxPlotText } from '../results/box-plot-text.js';
import { textTable } from '../results/text-table.js';
import type { Output } from '../terminal.js';

/** Narrowest and widest useful box plots, in characters. */
const NARROWEST = 16;
const WIDEST = 72;
/** Characters of a column of figures, with the gap before it. */
const FIGURE = 10;

/** One metric at one point, as a row. */
interface Row {
  labels: string[];
  metric: PointMetric;
}

/**
 * Box plots of metrics at every point, below each other on one axis: of the samples of all replications together, with
 * whiskers from the 5th to the 95th percentile. Nothing if there are no samples.
 *
 * @param kinds what the metrics are called where there are several
 */
export function boxPlotsText(
  { axes, points }: ExperimentSummary,
  names: readonly string[],
  kinds: readonly string[],
  { colours, width }: Output,
): string[] {
  const severalKinds = kinds.length > 1;
  const rows = points.flatMap((point) =>
    names.flatMap((name, kind) => rowOf(point, name, severalKinds ? kinds[kind] : '')),
  );
  if (rows.length === 0) return [];
  const labels = [...axes.map(({ path }) => path.split('.').slice(-2).join('.')), ...(severalKinds ? [''] : [])];
  const labelWidth = (column: number) =>
    Math.max(labels[column].length, ...rows.map((row) => row.labels[column].length));
  const left = labels.reduce((sum, _, column) => sum + labelWidth(column) + 3, 2) + 3 * FIGURE;
  const boxes = rows.map(({ metric }) => boxOf(metric));
  const axis = axisFor(boxes, Math.min(WIDEST, Math.max(NARROWEST, width - left)));
  const { unit, text } = scaleOf(rows[0].metric.unit, axis.to);
  const high = `${text(axis.to)} ${unit}`.trimEnd();
  const head = [
    ...labels,
    unit === '' ? 'p25' : `p25, ${unit}`,
    'median',
    'p75',
    text(axis.from) + high.padStart(axis.width - text(axis.from).length),
  ];
  return [
    colours.dim('  All samples together: ├ p5 and p95 ┤  ▒ between the quartiles  ┃ median  ◆ mean'),
    ...textTable(
      [
        head.map((cell) => colours.dim(cell)),
        ...rows.map(({ labels: at }, i) => {
          const { q1, median, q3 } = boxes[i];
          return [...at, text(q1), text(median), text(q3), boxPlotText(boxes[i], axis)];
        }),
      ],
      [...labels.map(() => 'left' as const), 'right', 'right', 'right', 'left'],
    ),
  ];
}

function rowOf({ values, metrics }: PointSummary, name: string, kind: string): Row[] {
  const metric = metrics[name];
  if (!metric || metric.samples === 0) return [];
  return [{ labels: [...values.map(({ text }) => text), ...(kind === '' ? [] : [kind])], metric }];
}

function boxOf({ samples, mean, box }: PointMetric): BoxStatistics {
  const at = (value: number | null) => value ?? Number.NaN;
  return {
    n: samples,
    mean: at(mean.value),
    q1: at(box.p25),
    median: at(box.median),
    q3: at(box.p75),
    whiskerLow: at(box.p5),
    whiskerHigh: at(box.p95),
    outliers: [],
  };
}

/** Quantiles have three digits: more would exceed the precision of a sketch. */
const LARGE = 1e5;

function scaleOf(unit: string, largest: number): { unit: string; text: (value: number) => string } {
  if (unit === 's') return timeScale(largest);
  if (unit === 'share') return { unit: '%', text: (value) => figureText(value * 100) };
  return { unit, text: (value) => (Math.abs(value) < LARGE ? figureText(value) : scaledText(value, '')) };
}
