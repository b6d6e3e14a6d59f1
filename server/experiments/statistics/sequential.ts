import { estimate } from './interval.js';

/** With fewer replications than this no interval is trusted. */
export const MIN_REPLICATIONS = 5;

export interface Precision {
  /** Confidence of the interval, in (0, 1). */
  confidence: number;
  /** Tolerance relative to the true mean. */
  tolerance: number;
}

/**
 * Whether replications may stop: both ends of the confidence interval are within `tolerance` times the true mean of the
 * estimate. The mean itself is estimated, so the wider side of the interval is compared with `tolerance / (1 +
 * tolerance)` of it (Law 2015, *Simulation Modeling and Analysis*, section 9.4.1): `|estimate - mean| <= tolerance ·
 * |mean|` then follows.
 *
 * Testing after every replication makes the interval slightly too narrow, as in every sequential procedure (Chow and
 * Robbins 1965: it is exact in the limit of small tolerances). The minimum of five replications keeps that effect
 * small.
 *
 * Equal values do not prove that there is no spread: a rare event may not have occurred yet. Replications stop once
 * those that may give another value are too few to move the mean by more than the tolerance, if that value has the same
 * magnitude. If all values are zero, there is no magnitude to compare with, so replications continue.
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
 * Upper confidence bound of the share of replications that give a value which none of `n` replications has given. At 95
 * % it is close to 3 / n, the rule of three (Hanley and Lippman-Hand 1983, "If Nothing Goes Wrong, Is Everything All
 * Right?", *JAMA* 249(13)).
 *
 * @param n at least 1
 */
export function shareUnseen(n: number, confidence: number): number {
  return 1 - (1 - confidence) ** (1 / n);
}

/** Whether several replications gave the same value, up to rounding. */
export function withoutSpread(values: readonly number[]): boolean {
  const { n, low, high } = estimate(values);
  return n > 1 && low === high;
}
