import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../digest.js';
import { GOLDEN_CASES } from './cases.js';

/**
 * When results are meant to change, raise ENGINE_VERSION, tell users in the CHANGELOG, and write the digests anew:
 * `UPDATE_GOLDEN=1 npx vitest run test/engine/golden`.
 */
const FILE = new URL('digests.json', import.meta.url);

if (process.env.UPDATE_GOLDEN) {
  const digests = await Promise.all(
    Object.entries(GOLDEN_CASES).map(async ([name, scenario]) => [name, await digestOf(scenario)]),
  );
  writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(digests), null, 2)}\n`);
}

describe('the same scenario and seed give the same bytes as ever', () => {
  const digests = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, string>;

  it.each(Object.entries(GOLDEN_CASES))('%s', async (name, scenario) => {
    expect(await digestOf(scenario)).toBe(digests[name]);
  });
});
