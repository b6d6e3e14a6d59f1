import quantile from '@stdlib/stats-base-dists-t-quantile';
import { moments } from '../../engine/measurement/moments.js';
import { difference, withoutRoundingError } from '../../engine/measurement/resolution.js';

/**
 * Successive samples of one run are correlated, so the textbook interval `s / sqrt(n)` is far too narrow. The method of
 * batch means cuts the run into equal stretches whose means are close to independent (Schmeiser 1982 recommends 10 to
 * 30 of them) and applies Student's t to these.
 */
export const MAX_BATCHES = 20;
export const MIN_BATCHES = 8;

export const CONFIDENCE = 0.95;

/**
 * Means of equal stretches of consecutive samples; samples that do not fill the last stretch are spread over all.
 *
 * @param samples in time order; NaN is ignored
 * @returns between {@link MIN_BATCHES} and {@link MAX_BATCHES} means, or none if there are too few samples
 */
export function batchMeans(samples: Float64Array): number[] {
  const values = samples.filter((value) => !Number.isNaN(value));
  const batches = Math.min(MAX_BATCHES, values.length);
  if (batches < MIN_BATCHES) return [];
  return Array.from({ length: batches }, (_, batch) => {
    const from = Math.floor((batch * values.length) / batches);
    const to = Math.floor(((batch + 1) * values.length) / batches);
    return moments(values.subarray(from, to)).mean;
  });
}

/** Half width of the confidence interval of the mean of independent values; null if there are fewer than two. */
export function halfWidth(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const { n, sd } = moments(Float64Array.from(values));
  return studentQuantile(n - 1) * (sd / Math.sqrt(n));
}

export interface Interval {
  low: number;
  high: number;
}

/**
 * Confidence interval of `mean(b) - mean(a)` by Welch's t with the degrees of freedom of Welch and Satterthwaite: the
 * two samples may differ in size and in spread.
 *
 * @returns null if a sample has fewer than two values
 */
export function differenceInterval(a: readonly number[], b: readonly number[]): Interval | null {
  if (a.length < 2 || b.length < 2) return null;
  const first = moments(Float64Array.from(a));
  const second = moments(Float64Array.from(b));
  const between = difference(second.mean, first.mean);
  const errorA = first.sd ** 2 / first.n;
  const errorB = second.sd ** 2 / second.n;
  const error = errorA + errorB;
  if (withoutRoundingError(Math.sqrt(error), Math.abs(first.mean)) === 0) return { low: between, high: between };
  const freedom = error ** 2 / (errorA ** 2 / (first.n - 1) + errorB ** 2 / (second.n - 1));
  const half = studentQuantile(freedom) * Math.sqrt(error);
  return { low: between - half, high: between + half };
}

function studentQuantile(freedom: number): number {
  return quantile(1 - (1 - CONFIDENCE) / 2, freedom);
}
