import type { Recording } from '../model/results.js';
import type { Scenario } from '../model/scenario.js';
import { metricsOf } from './metrics.js';
import { momentsOf } from './moments.js';
import { definedSamples, type Samples, toArray } from './samples.js';
import { quantiles } from './selection.js';

/** One metric of one run, in SI units; null if a figure is undefined. Quantiles are R-7. */
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
  /** Latency only: transactions without one, because they were dropped or still waiting when the run ended. */
  missing?: number;
}

const SHARES = [0, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

/** The summary of samples, for instance of a replication or of a comparison. */
export function summariseSamples(samples: Samples, unit: string): MetricSummary {
  const numbers = definedSamples(samples);
  const { n, mean, sd } = momentsOf(numbers);
  const [min, p5, p25, median, p75, p90, p95, p99, max] = quantiles(numbers, SHARES).map(orNull);
  return { unit, n, mean: orNull(mean), sd: orNull(sd), min, p5, p25, median, p75, p90, p95, p99, max };
}

/** Every metric that the scenario defines, under its name in the language. */
export function summarise(recording: Recording, scenario: Scenario): Record<string, MetricSummary> {
  const summaries: Record<string, MetricSummary> = {};
  for (const metric of metricsOf(scenario)) {
    const samples = metric.samples(recording);
    const summary = summariseSamples(samples, metric.unit);
    summaries[metric.name] = metric.kind === 'counter' ? { ...summary, total: toArray(samples)[0] } : summary;
    if (metric.name === 'primary.latency') summaries[metric.name].missing = withoutLatency(recording);
  }
  return summaries;
}

/** Transactions that were submitted and have no latency. */
function withoutLatency({ tables, counters }: Recording): number {
  return tables.waiting.rows + counters['primary.dropped'];
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
