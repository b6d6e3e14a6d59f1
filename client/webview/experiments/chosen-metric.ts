import type { EstimateView, ExperimentView, PointView } from '../../../server/protocol/experiment-view.js';
import type { ExperimentChoices } from '../../../server/protocol/panel.js';
import { metricTitle } from '../words/metric-names.js';
import { t } from '../words/texts.js';
import { metricAt } from './figure-content.js';

/** A metric with the statistic of it that is drawn. */
export interface ChosenMetric {
  metric: string;
  statistic: string;
  unit: string;
  /** `Throughput, median`; a counter has totals only. */
  title: string;
}

/** Metrics that can be drawn: those with figures at some point, the plotted metrics of the experiment first. */
export function chooseableMetrics({ points, plots }: ExperimentView): string[] {
  const plotted = plots.flatMap((plot) => (plot.kind === 'metric' ? [plot.metric] : []));
  const known = new Set(points.flatMap(({ metrics }) => Object.keys(metrics)));
  return [...new Set([...plotted.filter((metric) => known.has(metric)), ...known])];
}

export function isCounter({ points }: ExperimentView, metric: string): boolean {
  return points.some((point) => metricAt(point, metric)?.counter);
}

/** Statistics of a metric that can be drawn, those that the experiment plots first. */
export function statisticsOf({ plots }: ExperimentView, metric: string): string[] {
  const plotted = plots.flatMap((plot) => (plot.kind === 'metric' && plot.metric === metric ? [plot.statistic] : []));
  return [...new Set([...plotted, 'mean', 'median'])];
}

/** Undefined before the first replication. */
export function chosenMetric(view: ExperimentView, choices: ExperimentChoices): ChosenMetric | undefined {
  const offered = chooseableMetrics(view);
  const first = view.plots.some(({ kind }) => kind === 'metric') ? offered[0] : 'delay.total';
  const metric = [choices.metric, first, ...offered].find((name) => name !== null && offered.includes(name));
  if (metric === undefined || metric === null) return undefined;
  const counter = isCounter(view, metric);
  const statistics = statisticsOf(view, metric);
  const statistic = counter ? 'mean' : (statistics.find((name) => name === choices.statistic) ?? statistics[0]);
  const unit = view.points.flatMap((point) => metricAt(point, metric)?.unit ?? [])[0] ?? '';
  return { metric, statistic, unit, title: `${metricTitle(metric)}, ${counter ? t('mean total') : statistic}` };
}

const UNKNOWN: EstimateView = { value: null, low: null, high: null };

export function estimateAt(point: PointView, { metric, statistic }: ChosenMetric): EstimateView {
  const found = metricAt(point, metric);
  if (statistic === 'mean' || statistic === 'median') return found?.[statistic] ?? UNKNOWN;
  return found?.plotted[statistic] ?? UNKNOWN;
}
