import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantileOfDurations } from '../../../engine/measurement/durations.js';
import { ascending, quantile } from '../../../engine/measurement/quantile.js';

const list = (most: number) =>
  fc.record({
    end: fc.integer({ min: 1000, max: 2000 }).map((end) => end * most),
    starts: fc
      .array(fc.integer({ min: 0, max: 1000 * most }), { maxLength: 60 })
      .map((starts) => Float64Array.from(starts).sort()),
  });

describe('a quantile of durations', () => {
  test.each([1, 1e9])('is that of the sorted list (values up to %s)', (most) => {
    fc.assert(
      fc.property(fc.array(list(most), { maxLength: 12 }), fc.double({ min: 0, max: 1, noNaN: true }), (lists, p) => {
        const all = lists.flatMap(({ end, starts }) => Array.from(starts, (start) => end - start));
        const expected = quantile(ascending(Float64Array.from(all)), p);
        const found = quantileOfDurations(lists, p);
        if (all.length === 0) expect(found).toBeNaN();
        else expect(found).toBe(expected);
      }),
      { numRuns: 500, seed: 20250607 },
    );
  });

  test('of equal durations is that duration', () => {
    const lists = [{ end: 10, starts: new Float64Array(100).fill(4) }];
    expect([0, 0.3, 1].map((p) => quantileOfDurations(lists, p))).toEqual([6, 6, 6]);
  });
});
