import type {
  EstimateView,
  ExperimentView,
  PointMetricView,
  PointView,
} from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { quantity, quantityRange } from '../../../server/protocol/quantities.js';
import type { DataColumn } from '../dom/data-table.js';
import type { FrameContent } from '../figures/plot.js';
import { t } from '../words/texts.js';
import { dimensionAlong, type Line, linesAlong } from './grid.js';

/** The content of a figure of an experiment; the page adds the common parts. */
export type FigureContent = Omit<FrameContent, 'growing' | 'reveal' | 'basis'>;

/** The points of bars and boxes, from left to right. */
export function shownLine(view: ExperimentView, choices: ExperimentChoices): Line {
  const lines = linesAlong(view, dimensionAlong(view, choices.along));
  return lines.find(({ rest }) => rest === choices.elsewhere) ?? lines[0];
}

/** Whether the categories need more than half the page. */
export function isWide(categories: number): boolean {
  return categories > 6;
}

/**
 * Whether an interval may extend an axis. The first few replications have very wide intervals, which are cut off at the
 * axis, so that the picture does not jump while it settles.
 */
export function isSettled(view: ExperimentView, { replications }: PointView): boolean {
  return view.state !== 'running' || replications >= FEW;
}

const FEW = 5;

/** `482 ms (470 – 494 ms)`, the latter the 95 % interval. */
export function estimateText({ value, low, high }: EstimateView, unit: string): string {
  if (value === null) return '–';
  return low === null || high === null
    ? t`${quantity(value, unit)} (no interval yet)`
    : `${quantity(value, unit)} (${quantityRange(low, high, unit)})`;
}

/** A metric at a point; undefined before its first replication, and where the scenario does not define it. */
export function metricAt({ metrics }: PointView, name: string): PointMetricView | undefined {
  return metrics[name];
}

/** The first columns of every table: the varied properties, as in the text. */
export function valueColumns({ axes }: ExperimentView): DataColumn[] {
  return axes.length > 0 ? axes.map(({ path }) => ({ title: path })) : [{ title: t('Point') }];
}

export function valueCells({ values }: PointView): string[] {
  return values.length > 0 ? values.map(({ text }) => text) : [t('as it is')];
}
