import { expect, test } from 'vitest';
import { quartiles } from './quartiles.js';
import { runInChromium } from './run-module.js';

const QUARTILES = 'test/browser/quartiles.ts';

test('a module gives the same numbers in Chromium and in Node', async () => {
  const values = [0.1, 0.7, 1 / 3, 12, 1e9];
  const inChromium = await runInChromium<number[]>(QUARTILES, 'quartiles', values);
  expect(inChromium).toEqual(quartiles(values));
});

test('an error inside the browser fails the call', async () => {
  await expect(runInChromium(QUARTILES, 'noSuchFunction', 0)).rejects.toThrow('not a function');
});

test('a module that needs Node does not bundle', async () => {
  await expect(runInChromium('test/browser/chromium.ts', 'launchChromium', 0)).rejects.toThrow('Could not resolve');
});
