import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../engine/model/scenario.js';
import { changedProperties } from '../../server/view/changed-properties.js';
import { baselineScenario } from './synthetic-results.js';

/** The reported changes, with plain spaces. */
function told(change: (scenario: Scenario) => void): [property: string, ...values: string[]][] {
  const other = structuredClone(baselineScenario());
  change(other);
  return changedProperties([baselineScenario(), other]).map(({ property, values }) => [
    property,
    ...values.map((value) => value.replaceAll('\u00a0', ' ')),
  ]);
}

describe('the changes between runs', () => {
  test('are empty if only the name differs', () => {
    expect(told((scenario) => (scenario.name = 'Another'))).toEqual([]);
  });

  test('are given by property, with units: settings, seeds, intervals and links', () => {
    const { blockSize } = baselineScenario().primary;
    expect(blockSize).toBe(1e6);
    expect(
      told((scenario) => {
        scenario.seed = 430473;
        scenario.primary.blockSize = 2e6;
        scenario.management.interval = { kind: 'normal', mean: 60, sd: 5, within: { lo: 0 } };
        scenario.topology.groups[0].bandwidth = { kind: 'constant', value: 5e6 };
        scenario.topology.peers = { kind: 'full' };
      }),
    ).toEqual([
      ['seed', '1', '430473'],
      [expect.stringMatching(/^topology\.groups\[.+\]\.bandwidth$/), expect.stringMatching(/MB\/s/), '5 MB/s'],
      ['topology.peers', expect.any(String), 'full'],
      ['primary.blockSize', '1 MB', '2 MB'],
      ['management.interval', expect.stringMatching(/ s/), 'normal(60 s, 5 s)'],
    ]);
  });

  test('distinguish policies by their conditions, as written', () => {
    const [[property, , after]] = told((scenario) => {
      scenario.management.policy = { name: 'Careful', decision: { kind: 'current' }, accept: undefined };
      scenario.management.policy.decision = {
        kind: 'rules',
        rules: [
          {
            source: 'queue > 100tx',
            condition: { kind: 'always', invariant: 'agreement' } as never,
            intervals: 1,
            changes: [],
          },
        ],
      };
    });
    expect([property, after]).toEqual(['management.policy', 'Careful: when queue > 100tx']);
  });
});
