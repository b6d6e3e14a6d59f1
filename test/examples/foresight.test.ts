import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { URI } from 'langium';
import { beforeAll, describe, expect, test } from 'vitest';
import { summarise } from '../../engine/measurement/summary.js';
import { recordingOf } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import type { SimulationOptions } from '../../engine/simulation-options.js';
import { nameOf } from '../../engine/twins/lookahead/candidates.js';
import { createNodeLanguage } from '../../language/node.js';

const ROOT = join(import.meta.dirname, '../..');
const language = createNodeLanguage(ROOT);

beforeAll(prepare);

async function example(file: string, name: string, duration: number): Promise<Scenario> {
  const lowered = language.lower(await language.load(URI.file(join(ROOT, 'examples', file))), name);
  if (!lowered.ok) throw new Error(lowered.diagnostics[0].message);
  return { ...lowered.scenario, duration };
}

/** Mean latency of a transaction, s, including the warm-up, which these scenarios do not have. */
function latency(scenario: Scenario, options: SimulationOptions = {}): number {
  const simulation = new Simulation(scenario, options);
  simulation.advance(scenario.duration);
  return summarise(recordingOf(simulation.results()), scenario)['primary.latency']?.mean ?? Number.NaN;
}

/** The rush begins after three minutes of low demand. Twins with a view of 20 s have seen enough after one. */
const LULL = 60;
const INTO_THE_RUSH = LULL + 35;
const DEEP_INTO_THE_RUSH = 240;

/** The same scenario with a shorter lull before the rush. */
function afterShortLull(scenario: Scenario): Scenario {
  const { workload } = scenario.primary;
  if (workload?.arrivals.kind !== 'steps') throw new Error('the demand has no steps');
  const [first, ...rest] = workload.arrivals.steps;
  const arrivals = { ...workload.arrivals, steps: [{ ...first, duration: LULL }, ...rest] };
  return { ...scenario, primary: { ...scenario.primary, workload: { ...workload, arrivals } } };
}

/**
 * docs/examples.md gives the size of the effects, from longer and more runs. These tests check their direction in one
 * short run each.
 */
describe('the examples of twins that look ahead', () => {
  test('looking ahead handles a load that no rule foresaw', async () => {
    const rules = latency(afterShortLull(await example('look-ahead.twin', 'FollowingRules', INTO_THE_RUSH)));
    const ahead = latency(afterShortLull(await example('look-ahead.twin', 'LookingAhead', INTO_THE_RUSH)));
    expect(rules).toBeGreaterThan(5 * ahead);
  });

  test('a stale model loses where the best choice depends on the load; a fresh one chooses nearly as well as the truth', async () => {
    const choices: boolean[] = [];
    const compareChoices: SimulationOptions['compareChoices'] = ({ chosen, exact }) =>
      choices.push(nameOf(chosen) === nameOf(exact));
    const fresh = latency(await example('look-ahead.twin', 'Fresh', DEEP_INTO_THE_RUSH), { compareChoices });
    const stale = latency(await example('look-ahead.twin', 'Stale', DEEP_INTO_THE_RUSH));
    expect(stale).toBeGreaterThan(1.5 * fresh);
    expect(choices.length).toBeGreaterThan(10);
    // Close to the share on the page, as far as so few choices can show.
    const stated = /\| `Frugal` \| (\d+) of (\d+) \|/.exec(readFileSync(join(ROOT, 'docs/twins.md'), 'utf8'));
    const share = Number(stated?.[1]) / Number(stated?.[2]);
    const deviation = Math.sqrt((share * (1 - share)) / choices.length);
    expect(Math.abs(choices.filter(Boolean).length / choices.length - share)).toBeLessThan(3 * deviation);
  });
});

describe('the examples of twins that learn', () => {
  test('learning becomes better than the initial choice', async () => {
    const started = latency(await example('learn.twin', 'Small', 1200));
    const learning = latency(await example('learn.twin', 'Learning', 1200));
    expect(started).toBeGreaterThan(2 * learning);
  });

  test('simulating untried actions saves the trials', async () => {
    const trying = latency(await example('learn.twin', 'Trying', 400));
    const simulating = latency(await example('learn.twin', 'Simulating', 400));
    expect(trying).toBeGreaterThan(3 * simulating);
  });
});
