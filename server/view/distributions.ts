import { ecdf } from '../../engine/measurement/ecdf.js';
import { histogram } from '../../engine/measurement/histogram.js';
import { METRICS, samplesOf } from '../../engine/measurement/metrics.js';
import { ascending, quantile } from '../../engine/measurement/quantile.js';
import type { Results } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { DistributionView } from '../protocol/run-view.js';
import { roundedAll } from './rounding.js';

/** Metrics with a distribution in the panel, in the order of its list. */
const SHOWN = [
  'delay.total',
  'delay.agreement',
  'delay.propagation',
  'delay.update',
  'blockTime.normal',
  'blockTime.switch',
  'primary.latency',
];

const MAX_BINS = 40;
const MAX_POINTS = 120;

/** Histogram and empirical distribution function of every shown metric that has samples. */
export function distributions(results: Results, scenario: Scenario): Record<string, DistributionView> {
  const views: Record<string, DistributionView> = {};
  for (const name of SHOWN) {
    const metric = METRICS.find((candidate) => candidate.name === name);
    if (!metric || (metric.needsWorkload && !scenario.primary.workload)) continue;
    const samples = samplesOf(metric, results);
    if (samples.length === 0) continue;
    const steps = ecdf(samples, MAX_POINTS);
    const near = withoutFarValues(samples);
    views[name] = {
      unit: metric.unit,
      n: samples.length,
      histogram: histogram(near, MAX_BINS),
      beyond: samples.length - near.length,
      ecdf: { values: roundedAll(steps.values), share: roundedAll(steps.share) },
    };
  }
  return views;
}

/** Distance beyond the 90th percentile, as a multiple of the distance from the 10th to the 90th. */
const FAR = 2;

/**
 * Omits the few values far above the rest, because one round that waits for its timeout would squeeze all other values
 * into one bin.
 */
function withoutFarValues(samples: Float64Array): Float64Array {
  const sorted = ascending(samples);
  const high = quantile(sorted, 0.9);
  const limit = high + FAR * (high - quantile(sorted, 0.1));
  return samples.filter((value) => value <= limit);
}
