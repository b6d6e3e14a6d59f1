import type { Results } from '../model/results.js';
import type { Scenario } from '../model/scenario.js';
import { METRICS } from './metrics.js';
import { moments } from './moments.js';
import { ascending, quantile } from './quantile.js';

/** One metric of one run, in SI units; null where a figure is undefined. Quantiles are R-7. */
export interface MetricSummary {
  unit: string;
  n: number;
  mean: number | null;
  sd: number | null;
  min: number | null;
  p5: number | null;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
  max: number | null;
  /** Counters only: the total over the measured time, which is also their one sample. */
  total?: number;
}

/** Summary of any sample, for instance of a replication or of a comparison. */
export function summariseSample(values: Float64Array, unit: string): MetricSummary {
  const sorted = ascending(values);
  const { n, mean, sd } = moments(sorted);
  const at = (p: number) => defined(quantile(sorted, p));
  return {
    unit,
    n,
    mean: defined(mean),
    sd: defined(sd),
    min: at(0),
    p5: at(0.05),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  };
}

/** Every metric that the scenario defines, under its name in the language. */
export function summarise(results: Results, scenario: Scenario): Record<string, MetricSummary> {
  const summaries: Record<string, MetricSummary> = {};
  for (const metric of METRICS) {
    if (metric.needsWorkload && !scenario.primary.workload) continue;
    const samples = metric.samples(results);
    const summary = summariseSample(samples, metric.unit);
    summaries[metric.name] = metric.kind === 'counter' ? { ...summary, total: samples[0] } : summary;
  }
  return summaries;
}

function defined(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
