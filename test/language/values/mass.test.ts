import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../../engine/model/scenario.js';
import { canBeNegative, massWithin, probabilityBelow } from '../../../language/values/mass.js';

describe('the probability of at most x', () => {
  const cases: [string, Distribution, number, number][] = [
    ['normal, one deviation below the mean', { kind: 'normal', mean: 10, sd: 2 }, 8, 0.158655],
    ['uniform, a quarter of the way', { kind: 'uniform', lo: 2, hi: 6 }, 3, 0.25],
    ['exponential, at its mean', { kind: 'exponential', mean: 5 }, 5, 1 - Math.exp(-1)],
    [
      'lognormal by mean and deviation of the value, at its median',
      { kind: 'lognormal', mean: 10, sd: 4 },
      10 / Math.sqrt(1.16),
      0.5,
    ],
    ['gamma of shape 1, which is exponential', { kind: 'gamma', mean: 5, shape: 1 }, 5, 1 - Math.exp(-1)],
    ['weibull, at its scale', { kind: 'weibull', scale: 3, shape: 2 }, 3, 1 - Math.exp(-1)],
    ['pareto, at twice its minimum', { kind: 'pareto', min: 1, alpha: 2 }, 2, 0.75],
    ['triangular, at its mode', { kind: 'triangular', lo: 0, mode: 1, hi: 4 }, 1, 0.25],
    ['measurements', { kind: 'empirical', values: [1, 2, 3, 4] }, 2.5, 0.5],
    ['a constant', { kind: 'constant', value: 3 }, 3, 1],
    [
      'a mixture, by its weights',
      {
        kind: 'mixture',
        components: [
          { weight: 0.3, distribution: { kind: 'constant', value: 1 } },
          { weight: 0.7, distribution: { kind: 'constant', value: 2 } },
        ],
      },
      1.5,
      0.3,
    ],
    ['a normal one cut at its mean', { kind: 'normal', mean: 10, sd: 2, within: { lo: 10 } }, 10, 0],
    ['a uniform one cut to its upper half', { kind: 'uniform', lo: 0, hi: 4, within: { lo: 2, hi: 4 } }, 3, 0.5],
  ];

  it.each(cases)('%s', (_name, distribution, x, expected) => {
    expect(probabilityBelow(distribution, x)).toBeCloseTo(expected, 5);
  });
});

describe('bounds', () => {
  it('leave a share of the values', () => {
    expect(massWithin({ kind: 'normal', mean: 0, sd: 1 }, { lo: -1.96, hi: 1.96 })).toBeCloseTo(0.95, 4);
  });

  it('a constant on a bound is inside', () => {
    expect(massWithin({ kind: 'constant', value: 3 }, { lo: 3, hi: 5 })).toBe(1);
  });
});

describe('distributions that may be negative', () => {
  it('include a normal distribution, unless it is cut', () => {
    expect(canBeNegative({ kind: 'normal', mean: 1e9, sd: 1 })).toBe(true);
    expect(canBeNegative({ kind: 'normal', mean: 0, sd: 1, within: { lo: 0 } })).toBe(false);
  });

  it('exclude a positive one', () => {
    expect(canBeNegative({ kind: 'lognormal', mean: 1, sd: 5 })).toBe(false);
  });
});
