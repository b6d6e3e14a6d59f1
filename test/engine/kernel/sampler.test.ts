import gammaCdf from '@stdlib/stats-base-dists-gamma-cdf';
import lognormalCdf from '@stdlib/stats-base-dists-lognormal-cdf';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { describe, expect, test } from 'vitest';
import { standardNormal } from '../../../engine/kernel/normal.js';
import { sampler } from '../../../engine/kernel/sampler.js';
import { WordSource } from '../../../engine/kernel/word-source.js';
import { moments } from '../../../engine/measurement/moments.js';
import type { Distribution } from '../../../engine/model/scenario.js';
import { chiSquareTail, kolmogorovSmirnovTail } from './goodness-of-fit.js';

const DRAWS = 100_000;
/** Significance level. A fixed seed with a smaller probability is rejected. */
const SUSPICIOUS = 1e-3;

function draws(distribution: Distribution, positive = false, count = DRAWS): Float64Array {
  const samples = sampler(distribution, positive);
  const source = new WordSource().at(2026, 23);
  return Float64Array.from({ length: count }, () => samples.draw(source));
}

/** A distribution with its theory: distribution function, mean and standard deviation. */
interface Theory {
  distribution: Distribution;
  cdf: (x: number) => number;
  mean: number;
  sd: number;
}

const uniform = (x: number, lo: number, hi: number) => Math.min(1, Math.max(0, (x - lo) / (hi - lo)));

const CONTINUOUS: Record<string, Theory> = {
  'uniform(2, 8)': {
    distribution: { kind: 'uniform', lo: 2, hi: 8 },
    cdf: (x) => uniform(x, 2, 8),
    mean: 5,
    sd: Math.sqrt(3),
  },
  'normal(10, 0.5)': {
    distribution: { kind: 'normal', mean: 10, sd: 0.5 },
    cdf: (x) => normalCdf(x, 10, 0.5),
    mean: 10,
    sd: 0.5,
  },
  // Mean and standard deviation of the value, not of its logarithm: variance of the logarithm ln(1 + 0.16).
  'lognormal(10, 4)': {
    distribution: { kind: 'lognormal', mean: 10, sd: 4 },
    cdf: (x) => lognormalCdf(x, Math.log(10) - Math.log(1.16) / 2, Math.sqrt(Math.log(1.16))),
    mean: 10,
    sd: 4,
  },
  'exponential(60)': {
    distribution: { kind: 'exponential', mean: 60 },
    cdf: (x) => 1 - Math.exp(-x / 60),
    mean: 60,
    sd: 60,
  },
  'gamma(3, 2.5)': {
    distribution: { kind: 'gamma', mean: 3, shape: 2.5 },
    cdf: (x) => gammaCdf(x, 2.5, 2.5 / 3),
    mean: 3,
    sd: 3 / Math.sqrt(2.5),
  },
  'gamma(1, 0.4), below shape 1': {
    distribution: { kind: 'gamma', mean: 1, shape: 0.4 },
    cdf: (x) => gammaCdf(x, 0.4, 0.4),
    mean: 1,
    sd: 1 / Math.sqrt(0.4),
  },
  // Γ(1.5) = √π / 2 and Γ(2) = 1.
  'weibull(2, 2)': {
    distribution: { kind: 'weibull', scale: 2, shape: 2 },
    cdf: (x) => 1 - Math.exp(-((x / 2) ** 2)),
    mean: Math.sqrt(Math.PI),
    sd: Math.sqrt(4 - Math.PI),
  },
  // Mean α m / (α - 1), variance m² α / ((α - 1)² (α - 2)).
  'pareto(1, 5)': {
    distribution: { kind: 'pareto', min: 1, alpha: 5 },
    cdf: (x) => 1 - x ** -5,
    mean: 5 / 4,
    sd: Math.sqrt(5 / 48),
  },
  'triangular(1, 2, 5)': {
    distribution: { kind: 'triangular', lo: 1, mode: 2, hi: 5 },
    cdf: (x) => (x < 2 ? (x - 1) ** 2 / 4 : 1 - (5 - x) ** 2 / 12),
    mean: 8 / 3,
    sd: Math.sqrt((1 + 4 + 25 - 2 - 5 - 10) / 18),
  },
  'triangular(1, 1, 3), its mode at the edge': {
    distribution: { kind: 'triangular', lo: 1, mode: 1, hi: 3 },
    cdf: (x) => 1 - (3 - x) ** 2 / 4,
    mean: 5 / 3,
    sd: Math.sqrt(2) / 3,
  },
  // Means 20 and 60, second moments 404 and 7200.
  'mixture(0.8: normal(20, 2), 0.2: exponential(60))': {
    distribution: {
      kind: 'mixture',
      components: [
        { weight: 0.8, distribution: { kind: 'normal', mean: 20, sd: 2 } },
        { weight: 0.2, distribution: { kind: 'exponential', mean: 60 } },
      ],
    },
    cdf: (x) => 0.8 * normalCdf(x, 20, 2) + (x > 0 ? 0.2 * (1 - Math.exp(-x / 60)) : 0),
    mean: 28,
    sd: Math.sqrt(0.8 * 404 + 0.2 * 7200 - 28 ** 2),
  },
  // A half-normal: mean √(2/π), variance 1 - 2/π.
  'normal(0, 1) clamped to [0, ∞)': {
    distribution: { kind: 'normal', mean: 0, sd: 1, within: { lo: 0 } },
    cdf: (x) => 2 * normalCdf(x, 0, 1) - 1,
    mean: Math.sqrt(2 / Math.PI),
    sd: Math.sqrt(1 - 2 / Math.PI),
  },
  // By symmetry the mean is 0; its variance is 1 - 2 φ(1) / (2 Φ(1) - 1).
  'normal(0, 1) clamped to [-1, 1]': {
    distribution: { kind: 'normal', mean: 0, sd: 1, within: { lo: -1, hi: 1 } },
    cdf: (x) => (normalCdf(x, 0, 1) - normalCdf(-1, 0, 1)) / (normalCdf(1, 0, 1) - normalCdf(-1, 0, 1)),
    mean: 0,
    sd: Math.sqrt(1 - (2 * Math.exp(-0.5)) / Math.sqrt(2 * Math.PI) / (2 * normalCdf(1, 0, 1) - 1)),
  },
  // The exponential distribution is memoryless: beyond 1 it is 1 + exponential(1).
  'exponential(1) clamped to [1, ∞)': {
    distribution: { kind: 'exponential', mean: 1, within: { lo: 1 } },
    cdf: (x) => 1 - Math.exp(1 - x),
    mean: 2,
    sd: 1,
  },
};

describe.each(Object.entries(CONTINUOUS))('%s', (_, { distribution, cdf, mean, sd }) => {
  const sample = draws(distribution);
  const found = moments(sample);

  test('fits its distribution function', () => {
    expect(kolmogorovSmirnovTail(sample, cdf)).toBeGreaterThan(SUSPICIOUS);
  });

  test('has its mean and standard deviation', () => {
    expect(Math.abs(found.mean - mean) / (sd / Math.sqrt(DRAWS))).toBeLessThan(4);
    // The standard error of a standard deviation depends on the fourth moment, which is estimated from the sample.
    let fourth = 0;
    for (const value of sample) fourth += (value - found.mean) ** 4 / DRAWS;
    const error = Math.sqrt((fourth - sd ** 4) / DRAWS) / (2 * sd);
    expect(Math.abs(found.sd - sd) / error).toBeLessThan(4);
  });
});

describe('the standard normal distribution', () => {
  const source = new WordSource().at(5, 6);
  const sample = Float64Array.from({ length: 5_000_000 }, () => standardNormal(source));

  test('fits in cells of equal probability, tails included', () => {
    const cells = 400;
    const counts = new Float64Array(cells);
    for (const value of sample) counts[Math.min(cells - 1, Math.floor(normalCdf(value, 0, 1) * cells))]++;
    expect(chiSquareTail(counts, new Float64Array(cells).fill(sample.length / cells))).toBeGreaterThan(SUSPICIOUS);
  });

  test('has no skew and a kurtosis of 3', () => {
    let third = 0;
    let fourth = 0;
    for (const value of sample) {
      third += value ** 3 / sample.length;
      fourth += value ** 4 / sample.length;
    }
    // Standard errors √(15 / n) and √(96 / n).
    expect(Math.abs(third) / Math.sqrt(15 / sample.length)).toBeLessThan(4);
    expect(Math.abs(fourth - 3) / Math.sqrt(96 / sample.length)).toBeLessThan(4);
  });

  test('reaches beyond the last layer of the ziggurat as often as it should', () => {
    const edge = 3.654152885361009;
    const expected = 2 * normalCdf(-edge, 0, 1) * sample.length;
    const beyond = sample.filter((value) => Math.abs(value) > edge).length;
    expect(Math.abs(beyond - expected) / Math.sqrt(expected)).toBeLessThan(4);
  });
});

describe('discrete distributions', () => {
  test('a constant is one', () => {
    expect(new Set(draws({ kind: 'constant', value: 0.1 }, false, 100))).toEqual(new Set([0.1]));
  });

  test('empirical yields its values equally often, repeated values as often as they are listed', () => {
    const values = [1, 2, 2, 3, 5];
    const counts = new Map<number, number>();
    for (const value of draws({ kind: 'empirical', values })) counts.set(value, (counts.get(value) ?? 0) + 1);
    const observed = [1, 2, 3, 5].map((value) => counts.get(value) ?? 0);
    const expected = [1, 2, 1, 1].map((weight) => (weight * DRAWS) / values.length);
    expect(counts.size).toBe(4);
    expect(chiSquareTail(observed, expected)).toBeGreaterThan(SUSPICIOUS);
  });

  test('a mixture of constants yields them by their weights, which need not sum to one', () => {
    const components = [3, 1].map((weight, value) => ({ weight, distribution: { kind: 'constant', value } as const }));
    const ones = draws({ kind: 'mixture', components }).reduce((sum, value) => sum + value, 0);
    expect(chiSquareTail([DRAWS - ones, ones], [0.75 * DRAWS, 0.25 * DRAWS])).toBeGreaterThan(SUSPICIOUS);
  });
});

describe('truncation', () => {
  test('redraws until inside: nothing lies outside, and no mass at the bounds', () => {
    const mixture: Distribution = {
      ...(CONTINUOUS['mixture(0.8: normal(20, 2), 0.2: exponential(60))'].distribution as Distribution),
      within: { lo: 18, hi: 40 },
    };
    const sample = draws(mixture);
    expect(Math.min(...sample)).toBeGreaterThan(18);
    expect(Math.max(...sample)).toBeLessThan(40);
  });

  test('of a component of a mixture holds for that component only', () => {
    const sample = draws({
      kind: 'mixture',
      components: [
        { weight: 1, distribution: { kind: 'normal', mean: 0, sd: 1, within: { hi: 0 } } },
        { weight: 1, distribution: { kind: 'constant', value: 9 } },
      ],
    });
    expect(sample.every((value) => value <= 0 || value === 9)).toBe(true);
    expect(sample.includes(9)).toBe(true);
  });

  test('at zero, where a value must be positive, also drops zero', () => {
    const sample = draws({ kind: 'empirical', values: [-1, 0, 4] }, true, 1000);
    expect(new Set(sample)).toEqual(new Set([4]));
  });

  test.each<Distribution>([
    { kind: 'normal', mean: 0, sd: 1, within: { lo: 60 } },
    { kind: 'uniform', lo: 0, hi: 1, within: { lo: 2 } },
  ])('that leaves no room is refused instead of drawn for ever: %o', (distribution) => {
    expect(() => draws(distribution, false, 1)).toThrow(RangeError);
  });
});
