import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { moments } from '../../../engine/measurement/moments.js';
import { bootstrapInterval, FEWEST_FOR_BOOTSTRAP } from './bootstrap.js';

/** What a sample of replications says of its mean. */
export interface Estimate {
  /** Replications. */
  n: number;
  mean: number;
  /** Confidence interval; infinite where there are too few replications for one. */
  low: number;
  high: number;
}

/**
 * `student`: of the mean of independent values. `bootstrap`: of the mean of medians or other quantiles, whose
 * distribution over replications may be far from normal.
 */
export type IntervalMethod = 'student' | 'bootstrap';

export const CONFIDENCE = 0.95;

/**
 * Confidence interval of the mean of one value for each replication. Replications are independent, samples within one
 * are not: so the replication is the unit of every interval here.
 *
 * @param confidence in (0, 1), of both sides together
 */
export function estimate(values: readonly number[], method: IntervalMethod, confidence = CONFIDENCE): Estimate {
  const { n, mean, sd } = moments(Float64Array.from(values));
  if (n < fewestFor(method) || !Number.isFinite(mean))
    return { n, mean, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  if (method === 'bootstrap') return { n, mean, ...bootstrapInterval(values, confidence) };
  const half = sd === 0 ? 0 : studentQuantile((1 + confidence) / 2, n - 1) * (sd / Math.sqrt(n));
  return { n, mean, low: mean - half, high: mean + half };
}

/** Fewer replications than this have no interval. */
export function fewestFor(method: IntervalMethod): number {
  return method === 'student' ? 2 : FEWEST_FOR_BOOTSTRAP;
}
