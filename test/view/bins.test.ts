import { expect, test } from 'vitest';
import { binWidth } from '../../server/protocol/bins.js';

test('bins are as narrow as their maximum number allows, with a round width', () => {
  expect(binWidth(3600, { most: 240 })).toBe(15);
  expect(binWidth(3600, { most: 1200 })).toBe(4);
  expect(binWidth(100, { most: 240 })).toBe(1);
  expect(binWidth(0, { most: 240 })).toBe(1);
});

test('bins contain the required minimum, unless too few bins would remain', () => {
  expect(binWidth(3600, { least: 4.8, most: 1200 })).toBe(5);
  expect(binWidth(3600, { least: 100, most: 1200 })).toBe(120);
  expect(binWidth(600, { least: 100, most: 1200 })).toBe(30);
});

test('bins are multiples of the bins that they combine', () => {
  expect(binWidth(3600, { unit: 5, most: 300 })).toBe(15);
  expect(binWidth(700, { unit: 7, most: 10 }) % 7).toBe(0);
});
