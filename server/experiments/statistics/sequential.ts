import { estimate, type IntervalMethod } from './interval.js';

/** Before so many replications no interval is trusted. */
export const FEWEST_REPLICATIONS = 5;

/**
 * Whether replications may stop: the half width of the confidence interval is within `tolerance` of the true mean. The
 * mean itself is estimated, so the half width is held against `tolerance / (1 + tolerance)` of it (Law 2015,
 * *Simulation Modeling and Analysis*, section 9.4.1): `|estimate - mean| <= tolerance · |mean|` then follows.
 *
 * Looking after every replication makes the interval a little too narrow, as every sequential procedure does (Chow and
 * Robbins 1965: it is exact in the limit of small tolerances); the floor of five replications keeps that small.
 *
 * @param values one for each replication so far
 */
export function isPreciseEnough(
  values: readonly number[],
  { confidence, tolerance }: { confidence: number; tolerance: number },
  method: IntervalMethod,
): boolean {
  if (values.length < FEWEST_REPLICATIONS) return false;
  const { mean, low, high } = estimate(values, method, confidence);
  return (high - low) / 2 <= (tolerance / (1 + tolerance)) * Math.abs(mean);
}
