import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { moments } from '../../../engine/measurement/moments.js';
import { withoutRoundingError } from '../../../engine/measurement/resolution.js';

/** The estimate of the mean from a sample of replications. */
export interface Estimate {
  /** Replications. */
  n: number;
  mean: number;
  /** Confidence interval; infinite if there are too few replications for one. */
  low: number;
  high: number;
}

export const CONFIDENCE = 0.95;

/** Fewer replications than this have no interval. */
export const MIN_FOR_INTERVAL = 2;

/**
 * Confidence interval of the mean of one value for each replication. Replications are independent, samples within one
 * are not, so every interval is computed from replications.
 *
 * Student's interval misses the mean of skewed values too often: with five values of an exponential distribution it
 * covers the mean in 88 of 100 cases, not 95. It misses on the side of the longer tail, of which few samples contain a
 * value. The end on that side is therefore moved outwards by the first term of the Edgeworth expansion of Student's
 * statistic, the skewness term (Hall 1992, *The Bootstrap and Edgeworth Expansion*, section 2.6; Johnson 1978,
 * "Modified t Tests and Confidence Intervals for Asymmetrical Populations", *JASA* 73). The other end is not moved
 * inwards by the same amount, because the skewness of few values is too uncertain. Values that differ only by rounding
 * have an interval of zero width.
 *
 * @param confidence in (0, 1), of both sides together
 */
export function estimate(values: readonly number[], confidence = CONFIDENCE): Estimate {
  const { n, mean, sd } = moments(Float64Array.from(values));
  if (n < MIN_FOR_INTERVAL || !Number.isFinite(mean))
    return { n, mean, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  if (withoutRoundingError(sd, Math.abs(mean)) === 0) return { n, mean, low: mean, high: mean };
  const error = sd / Math.sqrt(n);
  const student = studentQuantile((1 + confidence) / 2, n - 1);
  const outwards = (skewnessOf(values, mean) * (1 + 2 * student ** 2)) / (6 * Math.sqrt(n));
  return {
    n,
    mean,
    low: mean - (student + Math.max(0, -outwards)) * error,
    high: mean + (student + Math.max(0, outwards)) * error,
  };
}

/** The adjusted Fisher-Pearson coefficient of values that are not all equal; 0 for two values. */
function skewnessOf(values: readonly number[], mean: number): number {
  const n = values.length;
  if (n < 3) return 0;
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    squares += (value - mean) ** 2;
    cubes += (value - mean) ** 3;
  }
  return ((Math.sqrt(n * (n - 1)) / (n - 2)) * (cubes / n)) / (squares / n) ** 1.5;
}
