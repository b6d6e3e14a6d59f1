import { estimate } from './interval.js';

/** With fewer replications than this no interval is trusted. */
export const MIN_REPLICATIONS = 5;

export interface Precision {
  /** Of the interval, in (0, 1). */
  confidence: number;
  /** Of the true mean, a ratio. */
  tolerance: number;
}

/**
 * Whether replications may stop: the confidence interval reaches no farther than `tolerance` of the true mean from the
 * estimate. The mean itself is estimated, so the wider side of the interval is held against `tolerance / (1 +
 * tolerance)` of it (Law 2015, *Simulation Modeling and Analysis*, section 9.4.1): `|estimate - mean| <= tolerance ·
 * |mean|` then follows.
 *
 * Looking after every replication makes the interval a little too narrow, as every sequential procedure does (Chow and
 * Robbins 1965: it is exact in the limit of small tolerances); the floor of five replications keeps that small.
 *
 * Replications that all gave the same show no spread, but not that there is none: something rare may not have happened
 * yet. They stop when those that may give something else are too few to move the mean by more than the tolerance, if
 * what they give is of the same magnitude. Zero has no magnitude: nothing is within a share of it, so replications that
 * all gave zero continue.
 *
 * @param values one for each replication so far
 */
export function isPreciseEnough(values: readonly number[], { confidence, tolerance }: Precision): boolean {
  if (values.length < MIN_REPLICATIONS) return false;
  const { mean, low, high } = estimate(values, confidence);
  const unseen = low === high ? Math.abs(mean) * shareUnseen(values.length, confidence) : 0;
  const reach = Math.max(high - mean, mean - low, unseen);
  return mean !== 0 && reach <= (tolerance / (1 + tolerance)) * Math.abs(mean);
}

/**
 * Share of all replications that may give something which none of `n` has given: the upper end of its confidence
 * interval. At 95 % that is close to 3 / n, the rule of three (Hanley and Lippman-Hand 1983, "If Nothing Goes Wrong, Is
 * Everything All Right?", *JAMA* 249(13)).
 *
 * @param n at least 1
 */
export function shareUnseen(n: number, confidence: number): number {
  return 1 - (1 - confidence) ** (1 / n);
}

/** Whether several replications all gave the same, but for rounding. */
export function withoutSpread(values: readonly number[]): boolean {
  const { n, low, high } = estimate(values);
  return n > 1 && low === high;
}
