import { quantile as d3Quantile, deviation, mean } from 'd3-array';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxStatistics } from '../../../engine/measurement/box.js';
import { ecdf } from '../../../engine/measurement/ecdf.js';
import { histogram } from '../../../engine/measurement/histogram.js';
import { moments } from '../../../engine/measurement/moments.js';
import { ascending, quantile } from '../../../engine/measurement/quantile.js';
import { summariseSamples } from '../../../engine/measurement/summary.js';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 });
const sample = values.map((array) => Float64Array.from(array));
const always = { seed: 1, numRuns: 300 };

/** Equality up to rounding, relative to the magnitude of the sample. */
function near(found: number, expected: number | undefined) {
  expect(Math.abs(found - (expected ?? Number.NaN))).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected ?? 0)));
}

describe('quantiles', () => {
  test('use the R-7 method, as d3-array does', () => {
    fc.assert(
      fc.property(sample, fc.double({ min: 0, max: 1, noNaN: true }), (drawn, p) => {
        near(quantile(ascending(drawn), p), d3Quantile(drawn, p));
      }),
      always,
    );
  });

  test('are those of R: quantile(c(1, 3, 4, 9, 12), c(0, .05, .25, .5, .9, 1), type = 7)', () => {
    const sorted = Float64Array.of(1, 3, 4, 9, 12);
    const found = [0, 0.05, 0.25, 0.5, 0.9, 1].map((p) => quantile(sorted, p));
    [1, 1.4, 3, 4, 10.8, 12].forEach((expected, i) => {
      expect(found[i]).toBeCloseTo(expected, 12);
    });
  });

  test('of nothing are undefined, and NaN is left out of an order', () => {
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
    expect(ascending(Float64Array.of(3, Number.NaN, -1))).toEqual(Float64Array.of(-1, 3));
  });
});

describe('mean and standard deviation', () => {
  test('are those of d3-array', () => {
    fc.assert(
      fc.property(
        values.filter((drawn) => drawn.length > 1),
        (drawn) => {
          const found = moments(Float64Array.from(drawn));
          near(found.mean, mean(drawn));
          expect(Math.abs(found.sd - (deviation(drawn) ?? 0))).toBeLessThan(1e-6 * Math.max(1, found.sd));
        },
      ),
      always,
    );
  });

  test('do not cancel: a spread of a nanosecond around an hour is kept', () => {
    const found = moments(Float64Array.of(3600, 3600 + 1e-9, 3600 + 2e-9));
    expect(found.sd / 1e-9).toBeCloseTo(1, 3);
  });

  test('of one value have no deviation, of none no mean', () => {
    expect(moments(Float64Array.of(7))).toEqual({ n: 1, mean: 7, sd: Number.NaN });
    expect(moments(new Float64Array(0)).mean).toBeNaN();
  });
});

describe('box statistics', () => {
  test('are those of Tukey: whiskers to the last value within 1.5 interquartile ranges, the rest outliers', () => {
    expect(boxStatistics([Float64Array.of(100, 1, 2, 3, 4, 5, 6, 7, 8, 9, -40)])).toEqual({
      n: 11,
      mean: expect.closeTo(105 / 11, 12),
      q1: 2.5,
      median: 5,
      q3: 7.5,
      whiskerLow: 1,
      whiskerHigh: 9,
      outliers: [-40, 100],
    });
  });

  test('lose no value: each is an outlier or between the whiskers', () => {
    fc.assert(
      fc.property(sample, (drawn) => {
        const box = boxStatistics([drawn]);
        const inside = drawn.filter((value) => value >= box.whiskerLow && value <= box.whiskerHigh).length;
        expect(inside + box.outliers.length).toBe(drawn.length);
        expect(box.whiskerLow).toBeLessThanOrEqual(box.median);
        expect(box.whiskerHigh).toBeGreaterThanOrEqual(box.median);
      }),
      always,
    );
  });
});

describe('a histogram', () => {
  test('counts every value once, in bins that span the sample', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 1, max: 80 }), (drawn, mostBins) => {
        const { start, width, counts } = histogram(drawn, mostBins);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(drawn.length);
        expect(counts.length).toBeLessThanOrEqual(mostBins);
        expect(start).toBe(Math.min(...drawn));
        expect(Math.abs(start + width * counts.length - Math.max(...drawn))).toBeLessThan(1e-6);
      }),
      always,
    );
  });

  test('has bins of the width of Freedman and Diaconis', () => {
    const drawn = Float64Array.from({ length: 1000 }, (_, i) => i / 999);
    // Interquartile range 0.5, so a width of 2 · 0.5 / 10 and ten bins.
    expect(histogram(drawn)).toMatchObject({ start: 0, width: 0.1 });
  });

  test('of equal values is one bin, of none has no bins', () => {
    expect(histogram(Float64Array.of(2, 2, 2)).counts).toEqual([3]);
    expect(histogram(new Float64Array(0)).counts).toEqual([]);
  });
});

describe('an empirical distribution function', () => {
  test('rises to one over the values, extremes included', () => {
    fc.assert(
      fc.property(sample, fc.integer({ min: 2, max: 50 }), (drawn, points) => {
        const { values: at, share } = ecdf(drawn, points);
        expect(at.length).toBe(Math.min(points, drawn.length));
        expect(at[at.length - 1]).toBe(Math.max(...drawn));
        if (at.length > 1) expect(at[0]).toBe(Math.min(...drawn));
        expect(share[share.length - 1]).toBe(1);
        expect(share).toEqual([...share].sort((a, b) => a - b));
      }),
      always,
    );
  });

  test('of few values has a point for each', () => {
    expect(ecdf(Float64Array.of(4, 1, 2, 3))).toEqual({ values: [1, 2, 3, 4], share: [0.25, 0.5, 0.75, 1] });
  });
});

describe('a summary', () => {
  test('gathers all statistics, with null where a figure is undefined', () => {
    expect(summariseSamples([Float64Array.of(2, 4)], 's')).toMatchObject({
      unit: 's',
      n: 2,
      mean: 3,
      sd: Math.SQRT2,
      min: 2,
      p25: 2.5,
      median: 3,
      p90: 3.8,
      max: 4,
    });
    expect(summariseSamples([Float64Array.of(2)], 's')).toMatchObject({ n: 1, mean: 2, sd: null, median: 2 });
    expect(summariseSamples([new Float64Array(0)], 's')).toMatchObject({ n: 0, mean: null, min: null, p99: null });
  });
});
