import { countedColumn, type DelayPhase, type Metric, metricsOf, samplesOf } from '../../engine/measurement/metrics.js';
import { moments } from '../../engine/measurement/moments.js';
import { summarise } from '../../engine/measurement/summary.js';
import { type Results, recordingOf } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { MetricView } from '../protocol/run-view.js';
import { batchMeans, halfWidth } from './batch-means.js';
import { numbersOf, rowsBy } from './columns.js';
import { rounded, roundedAll, roundedOrNull } from './rounding.js';

/** Every metric that the scenario defines, with its summary and the batch means for intervals. */
export function metricViews(results: Results, scenario: Scenario): Record<string, MetricView> {
  const summaries = summarise(recordingOf(results), scenario);
  const views: Record<string, MetricView> = {};
  for (const metric of metricsOf(scenario)) {
    const summary = summaries[metric.name];
    if (!summary) continue;
    const batches = metric.kind === 'samples' ? batchMeans(inTimeOrder(metric, results)) : [];
    views[metric.name] = {
      unit: summary.unit,
      n: summary.n,
      mean: roundedOrNull(summary.mean),
      sd: roundedOrNull(summary.sd),
      min: roundedOrNull(summary.min),
      p5: roundedOrNull(summary.p5),
      p25: roundedOrNull(summary.p25),
      median: roundedOrNull(summary.median),
      p75: roundedOrNull(summary.p75),
      p95: roundedOrNull(summary.p95),
      max: roundedOrNull(summary.max),
      ...(summary.total === undefined ? {} : { total: rounded(summary.total) }),
      ...(summary.missing === undefined ? {} : { missing: summary.missing }),
      batchMeans: roundedAll(batches),
      halfWidth: roundedOrNull(halfWidth(batches)),
    };
  }
  return views;
}

/**
 * Samples for batches. The delays of one configuration block on its 2f+1 nodes share one agreement, so their mean
 * counts as one observation.
 */
function inTimeOrder(metric: Metric, results: Results): Float64Array {
  const phase = /^delay\.(\w+)$/.exec(metric.name)?.[1] as DelayPhase | undefined;
  if (!phase) return samplesOf(metric, results);
  const delays = numbersOf(results, 'delays', phase);
  const counted = numbersOf(results, 'delays', countedColumn(phase));
  const means = [...rowsBy(results, 'delays', 'configuration').values()].map((rows) => {
    const values = rows.filter((row) => counted[row] === 1).map((row) => delays[row]);
    return moments(Float64Array.from(values)).mean;
  });
  return Float64Array.from(means);
}
