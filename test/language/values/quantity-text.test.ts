import { expect, it } from 'vitest';
import { DATA, NUMBER, TIME, TRANSACTION_RATE } from '../../../language/dimensions/dimension.js';
import { quantityText } from '../../../language/values/quantity-text.js';

it.each([
  [0.7, TIME, '700 ms'],
  [2.5, TIME, '2.5 s'],
  [248.8, TIME, '4 min 9 s'],
  [99_999, TIME, '27 h 46 min'],
  [1_000_200, DATA, '1 MB'],
  [0.00432, TRANSACTION_RATE, '0.00432 tx/s'],
  [1.5, NUMBER, '1.5'],
  [Number.POSITIVE_INFINITY, TIME, 'infinite'],
])('%d is told as a person would say it', (value, dimension, text) => {
  expect(quantityText(value, dimension)).toBe(text);
});
