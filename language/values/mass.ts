import gammaCdf from '@stdlib/stats-base-dists-gamma-cdf';
import lognormalCdf from '@stdlib/stats-base-dists-lognormal-cdf';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import type { Distribution } from '../../engine/model/scenario.js';

/** Truncation below this probability is not reported. */
export const NOTICEABLE_MASS = 1e-4;

/** With less probability than this inside the bounds, redrawing would practically never end. */
export const LEAST_MASS = 1e-3;

/**
 * Probability of a value of at most `x`, as drawn before any bounds of its own apply, or, in a mixture, after the
 * bounds of its components.
 */
function cumulative(distribution: Distribution, x: number): number {
  switch (distribution.kind) {
    case 'constant':
      return x >= distribution.value ? 1 : 0;
    case 'uniform':
      return clampToUnit((x - distribution.lo) / (distribution.hi - distribution.lo));
    case 'normal':
      return distribution.sd === 0 ? Number(x >= distribution.mean) : normalCdf(x, distribution.mean, distribution.sd);
    case 'lognormal':
      return lognormal(x, distribution.mean, distribution.sd);
    case 'exponential':
      return x <= 0 ? 0 : -Math.expm1(-x / distribution.mean);
    case 'gamma':
      return x <= 0 ? 0 : gammaCdf(x, distribution.shape, distribution.shape / distribution.mean);
    case 'weibull':
      return x <= 0 ? 0 : -Math.expm1(-((x / distribution.scale) ** distribution.shape));
    case 'pareto':
      return x <= distribution.min ? 0 : 1 - (distribution.min / x) ** distribution.alpha;
    case 'triangular':
      return triangular(x, distribution.lo, distribution.mode, distribution.hi);
    case 'empirical':
      return distribution.values.filter((value) => value <= x).length / distribution.values.length;
    case 'mixture':
      return distribution.components.reduce(
        (sum, part) => sum + part.weight * probabilityBelow(part.distribution, x),
        0,
      );
  }
}

/** Probability of a value of at most `x`, all bounds respected. */
export function probabilityBelow(distribution: Distribution, x: number): number {
  const { within } = distribution;
  if (!within) return cumulative(distribution, x);
  const lo = within.lo ?? Number.NEGATIVE_INFINITY;
  const hi = within.hi ?? Number.POSITIVE_INFINITY;
  if (x < lo) return 0;
  if (x >= hi) return 1;
  const below = within.lo === undefined ? 0 : cumulative(distribution, lo);
  const inside = massWithin(distribution, within);
  return inside > 0 ? (cumulative(distribution, x) - below) / inside : 0;
}

/** Share of the values inside the bounds, ignoring other bounds of the distribution itself. */
export function massWithin(distribution: Distribution, within: { lo?: number; hi?: number }): number {
  const above = within.hi === undefined ? 1 : cumulative(distribution, within.hi);
  const below = within.lo === undefined ? 0 : cumulative(distribution, within.lo);
  // A constant on the lower bound is inside.
  if (distribution.kind === 'constant') {
    const inside =
      distribution.value >= (within.lo ?? distribution.value) &&
      distribution.value <= (within.hi ?? distribution.value);
    return inside ? 1 : 0;
  }
  return above - below;
}

function lognormal(x: number, mean: number, sd: number): number {
  if (x <= 0) return 0;
  if (sd === 0) return x >= mean ? 1 : 0;
  const variance = Math.log1p((sd / mean) ** 2);
  return lognormalCdf(x, Math.log(mean) - variance / 2, Math.sqrt(variance));
}

function triangular(x: number, lo: number, mode: number, hi: number): number {
  if (x <= lo) return 0;
  if (x >= hi) return 1;
  if (x < mode) return (x - lo) ** 2 / ((hi - lo) * (mode - lo));
  return 1 - (hi - x) ** 2 / ((hi - lo) * (hi - mode));
}

function clampToUnit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Whether values of zero and below can be drawn at all, bounds respected. */
export function canBeNegative(distribution: Distribution): boolean {
  if (distribution.within?.lo !== undefined && distribution.within.lo >= 0) return false;
  switch (distribution.kind) {
    case 'constant':
      return distribution.value <= 0;
    case 'uniform':
    case 'triangular':
      return distribution.lo <= 0;
    case 'normal':
      return true;
    case 'empirical':
      return distribution.values.some((value) => value <= 0);
    case 'mixture':
      return distribution.components.some((part) => canBeNegative(part.distribution));
    default:
      return false;
  }
}
