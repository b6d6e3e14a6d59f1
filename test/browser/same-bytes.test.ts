import { expect, test } from 'vitest';
import { digestOf } from '../engine/digest.js';
import { GOLDEN_CASES } from '../engine/golden/cases.js';
import { runInChromium } from './run-module.js';

test.each(Object.entries(GOLDEN_CASES))(
  'a run leaves the same bytes in Node and in Chromium: %s',
  async (_, scenario) => {
    const inChromium = await runInChromium<string>('test/engine/digest.ts', 'digestOf', scenario);
    expect(inChromium).toBe(await digestOf(scenario));
  },
);
