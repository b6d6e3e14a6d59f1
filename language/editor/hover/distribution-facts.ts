import type { Distribution } from '../../../engine/model/scenario.js';
import { massWithin, probabilityBelow } from '../../values/mass.js';

/** Key figures of a distribution, in its SI unit. Means and deviations can be infinite. */
export interface DistributionFacts {
  readonly mean: number;
  readonly sd: number;
  readonly p5: number;
  readonly median: number;
  readonly p95: number;
  /** Share of the values outside the bounds, 0..1. */
  readonly cut: number;
}

/** Numerical integration ignores the values below and above these quantiles. */
const TAIL = 1e-6;
const SLICES = 2000;

/** Mean, spread and quantiles, bounds respected. */
export function factsOf(distribution: Distribution): DistributionFacts {
  const cut = distribution.within ? Math.max(0, 1 - massWithin(distribution, distribution.within)) : 0;
  const { mean, sd } = cut < TAIL ? exactMoments(distribution) : slicedMoments(distribution);
  return {
    mean,
    sd,
    p5: quantileOf(distribution, 0.05),
    median: quantileOf(distribution, 0.5),
    p95: quantileOf(distribution, 0.95),
    cut,
  };
}

interface Moments {
  readonly mean: number;
  readonly sd: number;
}

/** Moments of the distribution without bounds, by their closed forms. */
function exactMoments(distribution: Distribution): Moments {
  switch (distribution.kind) {
    case 'constant':
      return { mean: distribution.value, sd: 0 };
    case 'uniform':
      return { mean: (distribution.lo + distribution.hi) / 2, sd: (distribution.hi - distribution.lo) / Math.sqrt(12) };
    case 'normal':
    case 'lognormal':
      return { mean: distribution.mean, sd: distribution.sd };
    case 'exponential':
      return { mean: distribution.mean, sd: distribution.mean };
    case 'gamma':
      return { mean: distribution.mean, sd: distribution.mean / Math.sqrt(distribution.shape) };
    case 'weibull':
      return slicedMoments(distribution);
    case 'pareto':
      return pareto(distribution.min, distribution.alpha);
    case 'triangular': {
      const { lo, mode, hi } = distribution;
      return {
        mean: (lo + mode + hi) / 3,
        sd: Math.sqrt((lo * lo + mode * mode + hi * hi - lo * mode - lo * hi - mode * hi) / 18),
      };
    }
    case 'empirical':
      return ofValues(distribution.values);
    case 'mixture': {
      const parts = distribution.components.map(({ weight, distribution: part }) => ({ weight, ...factsOf(part) }));
      const mean = parts.reduce((sum, part) => sum + part.weight * part.mean, 0);
      const square = parts.reduce((sum, part) => sum + part.weight * (part.sd ** 2 + part.mean ** 2), 0);
      return { mean, sd: Math.sqrt(Math.max(0, square - mean * mean)) };
    }
  }
}

function pareto(min: number, alpha: number): Moments {
  const mean = alpha > 1 ? (alpha * min) / (alpha - 1) : Number.POSITIVE_INFINITY;
  const sd = alpha > 2 ? (min / (alpha - 1)) * Math.sqrt(alpha / (alpha - 2)) : Number.POSITIVE_INFINITY;
  return { mean, sd };
}

function ofValues(values: readonly number[]): Moments {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, sd: Math.sqrt(square) };
}

/** Moments of the distribution with its bounds, by numerical integration. */
function slicedMoments(distribution: Distribution): Moments {
  const lo = quantileOf(distribution, TAIL);
  const hi = quantileOf(distribution, 1 - TAIL);
  const width = (hi - lo) / SLICES;
  if (!(width > 0)) return { mean: lo, sd: 0 };
  let below = probabilityBelow(distribution, lo);
  let total = 0;
  let mean = 0;
  let square = 0;
  for (let slice = 0; slice < SLICES; slice++) {
    const middle = lo + (slice + 0.5) * width;
    const above = probabilityBelow(distribution, lo + (slice + 1) * width);
    const mass = above - below;
    below = above;
    total += mass;
    mean += mass * middle;
    square += mass * middle * middle;
  }
  if (!(total > 0)) return { mean: lo, sd: 0 };
  mean /= total;
  return { mean, sd: Math.sqrt(Math.max(0, square / total - mean * mean)) };
}

/** The quantile of a share, 0 < share < 1, by bisection. */
export function quantileOf(distribution: Distribution, share: number): number {
  let [lo, hi] = bracket(distribution, share);
  for (let step = 0; step < 60 && hi - lo > 1e-9 * Math.max(Math.abs(lo), Math.abs(hi)); step++) {
    const middle = (lo + hi) / 2;
    if (probabilityBelow(distribution, middle) < share) lo = middle;
    else hi = middle;
  }
  return (lo + hi) / 2;
}

function bracket(distribution: Distribution, share: number): [number, number] {
  let hi = 1e-9;
  while (probabilityBelow(distribution, hi) < share && hi < 1e30) hi *= 4;
  let lo = -1e-9;
  while (probabilityBelow(distribution, lo) >= share && lo > -1e30) lo *= 4;
  return [lo, hi];
}
