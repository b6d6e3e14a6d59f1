import { LARGEST_NUMBER } from '../model/magnitudes.js';
import type { Distribution } from '../model/scenario.js';
import { exp, log, power } from './elementary.js';
import { MAX_DEVIATIONS, standardNormal } from './normal.js';
import type { WordSource } from './word-source.js';

/** Cap on draws from heavy tails, so that sums of draws and of their squares stay finite. */
const LARGEST_DRAW = LARGEST_NUMBER;

/** Draws from one distribution. The word source determines the draw. */
export interface Sampler {
  draw(source: WordSource): number;
}

/** Maximum number of redraws: a truncation that keeps almost nothing is refused rather than drawn for ever. */
const MAX_REDRAWS = 100_000;

/**
 * A sampler of a distribution, within its bounds.
 *
 * @param positive also redraw values at or below zero: for intervals, bandwidths and sizes
 * @throws RangeError from a draw if the bounds leave no room
 */
export function sampler(distribution: Distribution, positive = false): Sampler {
  const free = untruncated(distribution);
  const low = distribution.within?.lo ?? Number.NEGATIVE_INFINITY;
  const high = distribution.within?.hi ?? Number.POSITIVE_INFINITY;
  if (!positive && low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY) return free;
  if (distribution.kind === 'normal')
    return new TruncatedNormal(distribution.mean, distribution.sd, low, high, positive);
  return new Truncated(free, low, high, positive);
}

/**
 * Strict bounds of all draws; infinite if there is no bound.
 *
 * @param positive as for {@link sampler}
 */
export function rangeOf(distribution: Distribution, positive = false): { least: number; most: number } {
  const free = untruncatedRange(distribution);
  const least = Math.max(free.least, distribution.within?.lo ?? Number.NEGATIVE_INFINITY);
  const most = Math.min(free.most, distribution.within?.hi ?? Number.POSITIVE_INFINITY);
  return { least: positive ? Math.max(0, least) : least, most };
}

function untruncatedRange(distribution: Distribution): { least: number; most: number } {
  switch (distribution.kind) {
    case 'constant':
      return { least: distribution.value, most: distribution.value };
    case 'uniform':
      return { least: distribution.lo, most: distribution.hi };
    case 'triangular':
      return { least: distribution.lo, most: distribution.hi };
    case 'normal': {
      const { mean, sd } = distribution;
      return { least: mean - MAX_DEVIATIONS * sd, most: mean + MAX_DEVIATIONS * sd };
    }
    case 'empirical':
      return { least: Math.min(...distribution.values), most: Math.max(...distribution.values) };
    default:
      return { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
  }
}

function untruncated(distribution: Distribution): Sampler {
  switch (distribution.kind) {
    case 'constant':
      return { draw: () => distribution.value };
    case 'uniform': {
      const { lo, hi } = distribution;
      return { draw: (source) => lo + source.uniform() * (hi - lo) };
    }
    case 'normal': {
      const { mean, sd } = distribution;
      return { draw: (source) => mean + sd * standardNormal(source) };
    }
    case 'lognormal': {
      const { mean, sd } = distribution;
      const variance = log(1 + (sd / mean) * (sd / mean));
      const location = log(mean) - variance / 2;
      const scale = Math.sqrt(variance);
      return { draw: (source) => Math.min(LARGEST_DRAW, exp(location + scale * standardNormal(source))) };
    }
    case 'exponential': {
      const { mean } = distribution;
      return { draw: (source) => -mean * log(source.uniform()) };
    }
    case 'gamma': {
      const scale = distribution.mean / distribution.shape;
      const { shape } = distribution;
      return { draw: (source) => scale * standardGamma(source, shape) };
    }
    case 'weibull': {
      const { scale, shape } = distribution;
      return { draw: (source) => Math.min(LARGEST_DRAW, scale * power(-log(source.uniform()), 1 / shape)) };
    }
    case 'pareto': {
      const { min, alpha } = distribution;
      return { draw: (source) => Math.min(LARGEST_DRAW, min * exp(-log(source.uniform()) / alpha)) };
    }
    case 'triangular':
      return triangular(distribution.lo, distribution.mode, distribution.hi);
    case 'empirical': {
      const { values } = distribution;
      return { draw: (source) => values[source.below(values.length)] };
    }
    case 'mixture':
      return mixture(distribution.components);
  }
}

/** Marsaglia and Tsang (2000); below shape 1 by their boost with a power of a uniform. */
function standardGamma(source: WordSource, shape: number): number {
  if (shape < 1) {
    const boost = power(source.uniform(), 1 / shape);
    return boost * standardGamma(source, shape + 1);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = standardNormal(source);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (log(source.uniform()) < 0.5 * x * x + d - d * v + d * log(v)) return d * v;
  }
}

function triangular(lo: number, mode: number, hi: number): Sampler {
  const range = hi - lo;
  const rising = range > 0 ? (mode - lo) / range : 0;
  return {
    draw: (source) => {
      const u = source.uniform();
      return u < rising ? lo + Math.sqrt(u * range * (mode - lo)) : hi - Math.sqrt((1 - u) * range * (hi - mode));
    },
  };
}

function mixture(components: { weight: number; distribution: Distribution }[]): Sampler {
  const samplers = components.map((component) => sampler(component.distribution));
  const total = components.reduce((sum, component) => sum + component.weight, 0);
  return {
    draw: (source) => {
      let rest = source.uniform() * total;
      for (let i = 0; i < components.length; i++) {
        rest -= components[i].weight;
        if (rest < 0) return samplers[i].draw(source);
      }
      return samplers[samplers.length - 1].draw(source);
    },
  };
}

class Truncated implements Sampler {
  constructor(
    readonly free: Sampler,
    readonly low: number,
    readonly high: number,
    readonly positive: boolean,
  ) {}

  draw(source: WordSource): number {
    for (let attempt = 0; attempt < MAX_REDRAWS; attempt++) {
      const value = this.free.draw(source);
      if (value >= this.low && value <= this.high && (value > 0 || !this.positive)) return value;
    }
    throw new RangeError(`a distribution yields practically nothing between ${this.low} and ${this.high}`);
  }
}

/** The hot case, a bandwidth drawn for every message, without a call through an interface. */
class TruncatedNormal implements Sampler {
  constructor(
    readonly mean: number,
    readonly sd: number,
    readonly low: number,
    readonly high: number,
    readonly positive: boolean,
  ) {}

  draw(source: WordSource): number {
    for (let attempt = 0; attempt < MAX_REDRAWS; attempt++) {
      const value = this.mean + this.sd * standardNormal(source);
      if (value >= this.low && value <= this.high && (value > 0 || !this.positive)) return value;
    }
    throw new RangeError(`normal(${this.mean}, ${this.sd}) yields practically nothing where it is allowed to`);
  }
}
