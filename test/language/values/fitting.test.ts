import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../../engine/model/scenario.js';
import { type Family, fitted, goodnessOf } from '../../../language/values/fitting.js';
import { probabilityBelow } from '../../../language/values/mass.js';

/** Quantiles at equally spaced probabilities, from which a fit must recover the distribution. */
function quantiles(distribution: Distribution, n: number, lo: number, hi: number): number[] {
  return Array.from({ length: n }, (_, index) => {
    let [low, high] = [lo, hi];
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2;
      if (probabilityBelow(distribution, middle) < (index + 0.5) / n) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  });
}

describe('a fit by maximum likelihood', () => {
  it.each<Distribution>([
    { kind: 'normal', mean: 30, sd: 5 },
    { kind: 'lognormal', mean: 1000, sd: 500 },
    { kind: 'exponential', mean: 60 },
    { kind: 'gamma', mean: 30, shape: 4 },
    { kind: 'weibull', scale: 20, shape: 1.5 },
    { kind: 'pareto', min: 1000, alpha: 2.5 },
    { kind: 'uniform', lo: 2, hi: 8 },
  ])('finds $kind again, and fits it well', (distribution) => {
    const values = quantiles(distribution, 2000, -1e3, 1e6);
    const found = fitted(distribution.kind as Family, values);
    if ('obstacle' in found) throw new Error(found.obstacle);
    for (const [name, value] of Object.entries(distribution))
      if (typeof value === 'number')
        expect(Math.abs(Number(Reflect.get(found, name)) / value - 1), name).toBeLessThan(0.02);
    const { n, distance } = goodnessOf(found, values);
    expect(n).toBe(2000);
    expect(distance).toBeLessThan(0.02);
  });

  it('of the wrong family fits badly', () => {
    const found = fitted('normal', quantiles({ kind: 'pareto', min: 1, alpha: 1.5 }, 500, 0, 1e6));
    if ('obstacle' in found) throw new Error(found.obstacle);
    expect(goodnessOf(found, quantiles({ kind: 'pareto', min: 1, alpha: 1.5 }, 500, 0, 1e6)).distance).toBeGreaterThan(
      0.2,
    );
  });

  it.each<[Family, number[], RegExp]>([
    ['lognormal', [0, 1, 2], /of 0 and below, and the least is 0/],
    ['exponential', [-1, 1, 2], /below 0, and the least is -1/],
    ['normal', [3, 3, 3], /two values that differ/],
    ['pareto', [1, 1e300], /shape would be/],
  ])('is refused where there is none: %s of %j', (family, values, obstacle) => {
    expect(fitted(family, values)).toEqual({ obstacle: expect.stringMatching(obstacle) });
  });
});
