import { expect, it } from 'vitest';
import { durationText } from '../../../engine/model/duration-text.js';

it.each([
  [0, '0 s'],
  [0.417, '0.417 s'],
  [12.34, '12.3 s'],
  [59.99, '1 min'],
  [60, '1 min'],
  [723, '12 min 3 s'],
  [3600, '1 h'],
  [3601, '1 h'],
  [90_000, '25 h'],
])('a length of time of %d s is written %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
