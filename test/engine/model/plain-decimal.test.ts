import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainDecimal } from '../../../engine/model/plain-decimal.js';

test.each([
  [1e6, '1000000'],
  [0.1, '0.1'],
  [-0.02, '-0.02'],
  [1e-7, '0.0000001'],
  [-1.5e-9, '-0.0000000015'],
  [1e21, '1000000000000000000000'],
  [1.25e22, '12500000000000000000000'],
  [0, '0'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
])('%d is written as %s', (value, text) => {
  expect(plainDecimal(value)).toBe(text);
});

test('every number reads back as the same number, without an exponent', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = plainDecimal(value);
      expect(text).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Number(text)).toBe(value === 0 ? 0 : value);
    }),
    { seed: 20250607, numRuns: 1000 },
  );
});
