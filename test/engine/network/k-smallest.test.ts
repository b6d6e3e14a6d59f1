import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kthSmallest } from '../../../engine/network/quorums/k-smallest.js';

const numbers = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 40 });

test('the k-th smallest of some numbers is the k-th in sorted order, whatever the floor', () => {
  fc.assert(
    fc.property(numbers, fc.nat(), fc.integer({ min: -25, max: 25 }), (values, turn, below) => {
      const sorted = [...values].sort((a, b) => a - b);
      const k = 1 + (turn % values.length);
      const floor = Math.min(below, sorted[k - 1]);
      const found = kthSmallest(Float64Array.from(values), values.length, k, floor, new Float64Array(values.length));
      expect(found).toBe(sorted[k - 1]);
    }),
    { numRuns: 2000, seed: 20261130 },
  );
});

test('a floor above the k-th is ignored', () => {
  const values = Float64Array.from([5, 1, 4, 2, 3]);
  expect(kthSmallest(values, 5, 2, 4.5, new Float64Array(5))).toBe(2);
});

test('only the given count of numbers is considered', () => {
  const values = Float64Array.from([9, 7, 8, 0, 0]);
  expect(kthSmallest(values, 3, 1, Number.NEGATIVE_INFINITY, new Float64Array(5))).toBe(7);
});
