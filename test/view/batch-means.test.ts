import seedrandom from 'seedrandom';
import { describe, expect, test } from 'vitest';
import { batchMeans, differenceInterval, halfWidth, MAX_BATCHES, MIN_BATCHES } from '../../server/view/batch-means.js';

describe('batch means', () => {
  test('cut a run into equal stretches', () => {
    const samples = Float64Array.from({ length: 60 }, (_, i) => i);
    const means = batchMeans(samples);
    expect(means).toHaveLength(MAX_BATCHES);
    expect(means[0]).toBe(1);
    expect(means[19]).toBe(58);
  });

  test('use every sample, even if the stretches cannot be equal', () => {
    const samples = Float64Array.from({ length: 47 }, () => 3);
    expect(batchMeans(samples)).toEqual(new Array(MAX_BATCHES).fill(3));
  });

  test('are not computed from too few samples', () => {
    expect(batchMeans(new Float64Array(MIN_BATCHES - 1))).toEqual([]);
    expect(batchMeans(new Float64Array(MIN_BATCHES))).toHaveLength(MIN_BATCHES);
  });

  test('ignore undefined samples', () => {
    const samples = Float64Array.from({ length: 41 }, (_, i) => (i === 0 ? Number.NaN : 5));
    expect(batchMeans(samples)).toEqual(new Array(MAX_BATCHES).fill(5));
  });
});

describe('intervals', () => {
  test('half width is Student’s t times the standard error', () => {
    // Mean 3, standard deviation sqrt(2.5), t(0.975, 4) = 2.776445.
    expect(halfWidth([1, 2, 3, 4, 5])).toBeCloseTo((2.776445 * Math.sqrt(2.5)) / Math.sqrt(5), 5);
    expect(halfWidth([1])).toBeNull();
  });

  test('a difference has Welch’s interval, as R prints it for its data set `sleep`', () => {
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    const interval = differenceInterval(first, second);
    expect(interval?.low).toBeCloseTo(-0.2054832, 6);
    expect(interval?.high).toBeCloseTo(3.3654832, 6);
  });

  test('two constant samples differ exactly', () => {
    expect(differenceInterval([1, 1, 1], [3, 3])).toEqual({ low: 2, high: 2 });
    expect(differenceInterval([0.3, 0.3], [0.1 + 0.2, 0.1 + 0.2, 0.3])).toEqual({ low: 0, high: 0 });
  });

  test('cover the mean of correlated samples, which the textbook interval does not', () => {
    const runs = 200;
    let covered = 0;
    let coveredByTextbook = 0;
    for (let run = 0; run < runs; run++) {
      const samples = autocorrelated(2000, 0.8, `run ${run}`);
      const means = batchMeans(samples);
      const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
      if (Math.abs(mean) <= (halfWidth(means) ?? 0)) covered++;
      if (Math.abs(mean) <= (halfWidth(Array.from(samples)) ?? 0)) coveredByTextbook++;
    }
    expect(covered / runs).toBeGreaterThan(0.9);
    expect(coveredByTextbook / runs).toBeLessThan(0.6);
  });
});

/** A sequence with mean 0 and this first-order autocorrelation. */
function autocorrelated(length: number, share: number, seed: string): Float64Array {
  const random = seedrandom(seed);
  const values = new Float64Array(length);
  let last = 0;
  for (let i = 0; i < length; i++) {
    last = share * last + (random() - 0.5);
    values[i] = last;
  }
  return values;
}
