import type { Distribution } from '../../engine/model/scenario.js';
import { LARGEST_SHAPE, SMALLEST_SHAPE } from '../properties/distributions.js';
import { probabilityBelow } from './mass.js';

/** Families that can be fitted to measurements, by their names in `fitted`. */
export const FAMILIES = ['normal', 'lognormal', 'exponential', 'gamma', 'weibull', 'pareto', 'uniform'] as const;

export type Family = (typeof FAMILIES)[number];

/** How well a distribution fits measurements. */
export interface Goodness {
  readonly n: number;
  /** The Kolmogorov-Smirnov distance: the largest difference of the two distribution functions, from 0 to 1. */
  readonly distance: number;
}

/** More values than this would not change the result noticeably. */
const FEWEST = 2;

/**
 * The maximum likelihood fit of a family to measurements, rounded to nine digits so that it is the same on every
 * machine; or why there is none, as the rest of a sentence.
 */
export function fitted(family: Family, values: readonly number[]): Distribution | { readonly obstacle: string } {
  if (new Set(values).size < FEWEST) return { obstacle: 'it needs at least two values that differ' };
  const least = values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  if (family !== 'normal' && family !== 'uniform' && (least < 0 || (family !== 'exponential' && least === 0)))
    return {
      obstacle: `it has no values ${family === 'exponential' ? 'below 0' : 'of 0 and below'}, and the least is ${least}`,
    };
  const found = mostLikely(family, values, least);
  const shape = 'shape' in found ? found.shape : 'alpha' in found ? found.alpha : 1;
  if (!(shape >= SMALLEST_SHAPE && shape <= LARGEST_SHAPE))
    return {
      obstacle: `its shape would be ${Number(shape.toPrecision(3))}, which is outside ${SMALLEST_SHAPE} to ${LARGEST_SHAPE}`,
    };
  return rounded(found);
}

function mostLikely(family: Family, values: readonly number[], least: number): Distribution {
  const mean = meanOf(values);
  switch (family) {
    case 'normal':
      return { kind: family, mean, sd: Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2))) };
    case 'exponential':
      return { kind: family, mean };
    case 'uniform':
      return { kind: family, lo: least, hi: values.reduce((high, value) => Math.max(high, value), least) };
    case 'pareto':
      return { kind: family, min: least, alpha: 1 / meanOf(values.map((value) => Math.log(value / least))) };
    case 'lognormal': {
      const logs = values.map(Math.log);
      const centre = meanOf(logs);
      const variance = meanOf(logs.map((value) => (value - centre) ** 2));
      const middle = Math.exp(centre + variance / 2);
      return { kind: family, mean: middle, sd: middle * Math.sqrt(Math.expm1(variance)) };
    }
    case 'gamma': {
      const spread = Math.log(mean) - meanOf(values.map(Math.log));
      // Minka 2002, "Estimating a Gamma distribution": log k - digamma(k) falls from infinity to 0.
      return { kind: family, mean, shape: root((shape) => spread - Math.log(shape) + digamma(shape)) };
    }
    case 'weibull': {
      const most = values.reduce((high, value) => Math.max(high, value), 0);
      const logs = values.map((value) => Math.log(value / most));
      const centre = meanOf(logs);
      const shape = root((tried) => {
        const powers = logs.map((value) => Math.exp(tried * value));
        const weighted = powers.reduce((sum, power, index) => sum + power * logs[index], 0);
        return weighted / powers.reduce((sum, power) => sum + power, 0) - 1 / tried - centre;
      });
      return { kind: family, scale: most * meanOf(logs.map((value) => Math.exp(shape * value))) ** (1 / shape), shape };
    }
  }
}

/** The zero of an increasing function by bisection; an end of the range if it has none. */
function root(rising: (shape: number) => number): number {
  let [low, high] = [SMALLEST_SHAPE / 10, LARGEST_SHAPE * 10];
  for (let step = 0; step < 80; step++) {
    const middle = Math.sqrt(low * high);
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

/** The digamma function: by its recurrence, and by its asymptotic series from 8 on. */
function digamma(argument: number): number {
  let [x, below] = [argument, 0];
  for (; x < 8; x++) below -= 1 / x;
  const square = 1 / (x * x);
  return below + Math.log(x) - 1 / (2 * x) - square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square / 240)));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rounded(distribution: Distribution): Distribution {
  const entries = Object.entries(distribution).map(([name, value]) => [
    name,
    typeof value === 'number' ? Number(value.toPrecision(9)) : value,
  ]);
  return Object.fromEntries(entries) as Distribution;
}

/** How well a distribution fits measurements. */
export function goodnessOf(distribution: Distribution, values: readonly number[]): Goodness {
  const n = values.length;
  const sorted = Float64Array.from(values).sort();
  let distance = 0;
  sorted.forEach((value, index) => {
    const below = probabilityBelow(distribution, value);
    distance = Math.max(distance, (index + 1) / n - below, below - index / n);
  });
  return { n, distance };
}
