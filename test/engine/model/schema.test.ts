import fc from 'fast-check';
import { safeParse } from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../engine/model/scenario.js';
import { scenarioSchema } from '../../../engine/schema/scenario-schema.js';
import { randomScenario } from '../random-scenarios.js';
import { baseline } from '../scenarios.js';

const fits = (value: unknown) => safeParse(scenarioSchema, value).success;

describe('the schema of a scenario', () => {
  it('accepts whatever the engine simulates, and changes nothing in it', () => {
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        const written: Scenario = JSON.parse(JSON.stringify(scenario));
        const result = safeParse(scenarioSchema, written);
        expect(result.issues).toBeUndefined();
        expect(result.output).toEqual(written);
      }),
      { seed: 13, numRuns: 200 },
    );
  });

  const scenario = baseline();
  const { primary, management, topology } = scenario;
  it.each<[string, object]>([
    ['a seed that is a path', { seed: '/../../escaped' }],
    ['a seed between two whole numbers', { seed: 1.5 }],
    ['a duration before the start', { duration: -1 }],
    ['a duration that is no number', { duration: Number.POSITIVE_INFINITY }],
    ['a pause of less than nothing', { primary: { ...primary, blockInterval: -1 } }],
    ['a protocol that is none', { primary: { ...primary, consensus: 'constructor' } }],
    ['a loss beyond certainty', { topology: { ...topology, loss: 1.01 } }],
    ['no groups', { topology: { ...topology, groups: [] } }],
    ['half a node', { management: { ...management, nodes: { kind: 'random', count: 0.5 } } }],
    ['a property that nobody knows', { topology: { ...topology, colour: 'blue' } }],
    [
      'a rule without a condition',
      { management: { ...management, policy: { name: 'P', decision: { kind: 'rules', rules: [{}] } } } },
    ],
    ['a distribution that contains itself', { topology: { ...topology, jitter: { kind: 'mixture', components: [] } } }],
  ])('refuses %s', (_, change) => {
    expect(fits({ ...scenario, ...change })).toBe(false);
  });

  it('refuses a scenario that lacks any of its properties', () => {
    for (const name of Object.keys(scenario))
      expect(fits(Object.fromEntries(Object.entries(scenario).filter(([key]) => key !== name)))).toBe(false);
  });
});
