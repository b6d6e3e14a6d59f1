import { ecdf } from '../../engine/measurement/ecdf.js';
import { histogram } from '../../engine/measurement/histogram.js';
import { METRICS } from '../../engine/measurement/metrics.js';
import type { Results } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { DistributionView } from '../protocol/run-view.js';
import { roundedAll } from './rounding.js';

/** Metrics whose distribution the panel offers, in the order of its list. */
const SHOWN = [
  'delay.total',
  'delay.agreement',
  'delay.propagation',
  'delay.update',
  'blockTime.normal',
  'blockTime.switch',
  'primary.latency',
];

const MOST_BINS = 40;
const MOST_POINTS = 120;

/** Histogram and empirical distribution function of every shown metric that has samples. */
export function distributions(results: Results, scenario: Scenario): Record<string, DistributionView> {
  const views: Record<string, DistributionView> = {};
  for (const name of SHOWN) {
    const metric = METRICS.find((candidate) => candidate.name === name);
    if (!metric || (metric.needsWorkload && !scenario.primary.workload)) continue;
    const samples = metric.samples(results);
    if (samples.length === 0) continue;
    const steps = ecdf(samples, MOST_POINTS);
    views[name] = {
      unit: metric.unit,
      n: samples.length,
      histogram: histogram(samples, MOST_BINS),
      ecdf: { values: roundedAll(steps.values), share: roundedAll(steps.share) },
    };
  }
  return views;
}
