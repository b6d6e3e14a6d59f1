import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../engine/model/scenario.js';
import { prepare, Simulation } from '../../../engine/simulation.js';
import { digest } from '../digest.js';
import { GOLDEN_CASES } from './cases.js';
import { headline } from './headline.js';

/**
 * If results are meant to change, raise ENGINE_VERSION, describe the change in the CHANGELOG, and update the digests:
 * `UPDATE_GOLDEN=1 npx vitest run test/engine/golden`. The figures beside a digest show how the run has changed.
 */
const FILE = new URL('digests.json', import.meta.url);

interface Golden {
  digest: string;
  headline: Record<string, number | null>;
}

async function goldenOf(scenario: Scenario): Promise<Golden> {
  await prepare();
  const simulation = new Simulation(scenario);
  simulation.advance(scenario.duration);
  const results = simulation.results();
  return { digest: digest(results), headline: headline(results) };
}

if (process.env.UPDATE_GOLDEN) {
  const found: Record<string, Golden> = {};
  for (const [name, scenario] of Object.entries(GOLDEN_CASES)) found[name] = await goldenOf(scenario);
  writeFileSync(FILE, `${JSON.stringify(found, null, 2)}\n`);
}

describe('the same scenario and seed give the same bytes as ever', () => {
  const golden = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Golden>;

  it.each(Object.entries(GOLDEN_CASES))('%s', async (name, scenario) => {
    const found = await goldenOf(scenario);
    // First figures that a person can judge, then every bit.
    expect(found.headline).toEqual(golden[name].headline);
    expect(found.digest).toBe(golden[name].digest);
  });
});
