import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Results } from '../../../engine/model/results.js';
import { type NetworkEvent, Topic } from '../../../engine/network/message.js';
import { prepare } from '../../../engine/simulation.js';
import { numbers, observe, texts } from '../observed-run.js';
import { baseline, worldwide } from '../scenarios.js';

beforeAll(prepare);

const NODES = 10;

function scenario(duration: number, seed = 1) {
  const { primary, management } = baseline();
  return baseline({
    seed,
    duration,
    topology: worldwide({ nodes: NODES, peers: { kind: 'random', dials: 4 } }),
    primary: { ...primary, roundTimeout: 2 },
    management: {
      ...management,
      nodes: { kind: 'random', count: 7 },
      interval: { kind: 'uniform', lo: 5, hi: 15 },
      cycleTimeout: 2,
    },
  });
}

/** Number of nodes that have applied the configuration block at each height from 1 on. */
function appliers(results: Results): number[] {
  const counts: number[] = [];
  for (const height of numbers(results, 'delays', 'configuration')) counts[height - 1] = (counts[height - 1] ?? 0) + 1;
  return counts;
}

const messages = (results: Results, kind: string) => {
  const row = texts(results, 'traffic', 'kind').indexOf(kind);
  return row < 0 ? 0 : numbers(results, 'traffic', 'messages')[row];
};

describe('a node that configuration blocks never reach by gossip', () => {
  let results: Results;
  beforeAll(() => {
    const isManager = numbers(observe(scenario(1)), 'nodes', 'management');
    const outsider = isManager.indexOf(0);
    results = observe(scenario(200), (event) => event.topic === Topic.configuration && event.node === outsider);
  });

  test('fetches each of them when a proposal names it, and applies all', () => {
    expect(messages(results, 'configurationRequest')).toBeGreaterThan(10);
    const complete = appliers(results).slice(0, -1);
    expect(complete.length).toBeGreaterThan(10);
    expect(complete).toEqual(complete.map(() => NODES));
  });

  test('violates nothing: both chains verify, and the primary continues', () => {
    expect(results.violations).toEqual([]);
    expect(results.tables.blocks.rows).toBeGreaterThan(150);
  });
});

interface Outage {
  node: number;
  from: number;
  seconds: number;
}

const cutOff = (outages: Outage[]) => (event: NetworkEvent, now: number) => {
  const out = ({ node, from, seconds }: Outage) =>
    (node === event.node || node === event.sender) && now >= from * 1e9 && now < (from + seconds) * 1e9;
  return outages.some(out);
};

test('nodes that were cut off for a while: both chains verify, and everyone catches up with both', () => {
  const outage = fc.record({
    node: fc.nat(NODES - 1),
    from: fc.integer({ min: 0, max: 60 }),
    seconds: fc.integer({ min: 1, max: 40 }),
  });
  fc.assert(
    fc.property(fc.array(outage, { maxLength: 8 }), fc.integer({ min: 1, max: 1e6 }), (outages, seed) => {
      const results = observe(scenario(260, seed), cutOff(outages));
      expect(results.violations).toEqual([]);
      // Outages end after 100 s; doubled timeouts may last a while longer.
      const late = numbers(results, 'blocks', 'time').filter((time) => time > 220);
      expect(late.length).toBeGreaterThan(20);
      const decided = numbers(results, 'configurationBlocks', 'decided');
      expect(decided[decided.length - 1]).toBeGreaterThan(220);
      const before = decided.filter((time) => time < 240).length;
      expect(appliers(results).slice(0, before)).toEqual(new Array(before).fill(NODES));
    }),
    { seed: 1, numRuns: 25 },
  );
});
