import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascending, quantile } from '../../../engine/measurement/quantile.js';
import { quantiles } from '../../../engine/measurement/selection.js';

const SHARES = [0, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

/** Values of every size and sign, many of them equal or nearly equal. */
const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1, 0.1, -0.1, Number.MIN_VALUE, -Number.MAX_VALUE),
  fc.integer({ min: 0, max: 3 }).map((steps) => 0.4 + steps * Number.EPSILON),
);
const pieces = fc.array(
  fc.array(value, { maxLength: 60 }).map((values) => Float64Array.from(values)),
  {
    maxLength: 5,
  },
);

describe('quantiles of a sample by selection instead of sorting', () => {
  test('are those of the sorted sample, bit for bit', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 0, max: 40 }), (samples, mostSorted) => {
        const sorted = ascending(Float64Array.from(samples.flatMap((piece) => Array.from(piece))));
        expect(quantiles(samples, SHARES, mostSorted)).toEqual(SHARES.map((p) => quantile(sorted, p)));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test('are also those of a hundred thousand values, a third of them equal', () => {
    const samples = [1, 2].map((piece) =>
      Float64Array.from({ length: 50_000 }, (_, i) => (i % 3 === 0 ? 0.5 : Math.sin(i * piece) ** 2)),
    );
    const sorted = ascending(Float64Array.from([...samples[0], ...samples[1]]));
    expect(quantiles(samples, SHARES)).toEqual(SHARES.map((p) => quantile(sorted, p)));
  });

  test('of an empty sample are undefined', () => {
    expect(quantiles([], [0.5])).toEqual([Number.NaN]);
  });
});
