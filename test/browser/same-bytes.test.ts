import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestOf } from '../engine/digest.js';
import { GOLDEN_CASES } from '../engine/golden/cases.js';
import { type ModuleInChromium, openInChromium } from './run-module.js';

let digests: ModuleInChromium;
beforeAll(async () => {
  digests = await openInChromium('test/engine/digest.ts');
});
afterAll(() => digests.close());

test.each(Object.entries(GOLDEN_CASES))(
  'a run leaves the same bytes in Node and in Chromium: %s',
  async (_, scenario) => {
    const inChromium = await digests.run<string>('digestOf', scenario);
    expect(inChromium).toBe(await digestOf(scenario));
  },
);
