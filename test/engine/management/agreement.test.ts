import { beforeAll, describe, expect, test } from 'vitest';
import { hashModulo, toHex } from '../../../engine/kernel/hash.js';
import { streamKey } from '../../../engine/kernel/streams.js';
import { genesisBlock } from '../../../engine/management/configuration-block.js';
import { Intervals } from '../../../engine/management/interval.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { type NetworkEvent, Topic } from '../../../engine/network/message.js';
import { prepare } from '../../../engine/simulation.js';
import { constant, constantTopology } from '../network/open-network.js';
import { numbers, observe, texts } from '../observed-run.js';
import { baseline } from '../scenarios.js';

beforeAll(prepare);

const LATENCY = 0.05;
/** Duration of an agreement: three messages without bytes, so only latency counts. */
const AGREEMENT = 3 * LATENCY;

/** Ten nodes, seven of which are managers; an agreement takes three messages of 50 ms. */
function scenario(interval: Scenario['management']['interval'], changes: Partial<Scenario['management']> = {}) {
  const { primary, management } = baseline();
  return baseline({
    duration: 400,
    topology: constantTopology(10, { latency: { kind: 'distribution', distribution: constant(LATENCY) } }),
    primary: { ...primary, blockSize: 1000, headerSize: 0, voteSize: 0, blockInterval: 1 },
    management: {
      ...management,
      nodes: { kind: 'random', count: 7 },
      headerSize: 0,
      voteSize: 0,
      configurationBlockSize: 0,
      cycleTimeout: 4,
      interval,
      ...changes,
    },
  });
}

const managersOf = (results: ReturnType<typeof observe>) => {
  const isManager = numbers(results, 'nodes', 'management');
  return numbers(results, 'nodes', 'node').filter((node) => isManager[node] === 1);
};

/** `h mod n`, computed with integers of any size. */
const modulo = (hash: string, n: number) => Number(BigInt(`0x${hash}`) % BigInt(n));

test('a hash modulo n is that of its number of 256 bits', () => {
  for (const n of [1, 2, 3, 16, 97, 4096]) {
    const { hash } = genesisBlock({
      consensus: 'pbft',
      blockSize: n,
      blockInterval: 1,
      roundTimeout: 1,
      dissemination: 'gossip',
      validators: { kind: 'all' },
    });
    expect(hashModulo(hash, n)).toBe(modulo(toHex(hash), n));
  }
});

describe('without faults', () => {
  const plan = scenario({ kind: 'normal', mean: 20, sd: 5, within: { lo: 0 } });
  let results: ReturnType<typeof observe>;
  beforeAll(() => {
    results = observe(plan);
  });

  test('every agreement takes one cycle of three messages', () => {
    expect(results.counters).toMatchObject({ 'management.cyclesFailed': 0, 'management.intervalsMissed': 0 });
    expect(new Set(numbers(results, 'configurationBlocks', 'cycles'))).toEqual(new Set([1]));
    for (const agreement of numbers(results, 'configurationBlocks', 'agreement')) {
      expect(agreement).toBeCloseTo(AGREEMENT, 9);
    }
  });

  test('the interval is a minimum distance: each starts when the last block is agreed', () => {
    const intervals = new Intervals(plan.management.interval, streamKey(plan.seed, 0, 'cbi'));
    const due = numbers(results, 'configurationBlocks', 'due');
    const decided = numbers(results, 'configurationBlocks', 'decided');
    expect(due.length).toBeGreaterThan(15);
    due.forEach((time, i) => {
      expect(time - (i > 0 ? decided[i - 1] : 0)).toBeCloseTo(intervals.at(i) / 1e9, 8);
    });
  });

  test('the proposer is (h_l + FC) mod |MN|, h_l the hash of the previous block', () => {
    const managers = managersOf(results);
    const hashes = [results.genesis, ...texts(results, 'configurationBlocks', 'hash')];
    const proposers = numbers(results, 'configurationBlocks', 'proposer');
    expect(managers).toHaveLength(7);
    proposers.forEach((proposer, i) => {
      expect(proposer).toBe(managers[modulo(hashes[i], 7)]);
    });
    expect(new Set(proposers).size).toBeGreaterThan(3);
  });

  test('the management nodes are drawn among all nodes, and differ with the seed', () => {
    expect(managersOf(observe({ ...plan, seed: 2, duration: 1 }))).not.toEqual(managersOf(results));
  });
});

describe('a slow member', () => {
  const cities = ['Rome', 'Oslo', 'Cairo', 'Perth'];
  const fast = 0.05;
  const slow = 0.4;
  const entries = cities.flatMap((from) =>
    cities.map((to) => ({ from, to, seconds: from === 'Perth' || to === 'Perth' ? slow : fast })),
  );
  const plan = scenario(constant(0.3), { nodes: { kind: 'all' } });
  const places = cities.map((name) => ({ kind: 'city' as const, name }));
  const groups = [{ name: 'nodes', nodes: 4, places, bandwidth: constant(10e6) }];
  const topology = { ...plan.topology, groups, latency: { kind: 'matrix' as const, entries } };

  test('that decides when the next agreement has begun joins it, and proposes in its turn', () => {
    const results = observe({ ...plan, topology, duration: 100 });
    expect(new Set(numbers(results, 'configurationBlocks', 'proposer'))).toEqual(new Set([0, 1, 2, 3]));
    expect(results.counters).toMatchObject({ 'management.cyclesFailed': 0, 'management.intervalsMissed': 0 });
  });
});

describe('with management nodes whose messages never arrive', () => {
  const managers = managersOf(observe({ ...scenario(constant(1000)), duration: 1 }));
  const silent =
    (...members: number[]) =>
    (event: NetworkEvent) =>
      event.topic === Topic.management && members.includes(managers.indexOf(event.sender));

  test('a proposer among them costs a cycle, and the next member proposes', () => {
    const results = observe(scenario(constant(20)), silent(1, 2));
    const hashes = texts(results, 'configurationBlocks', 'hash');
    const proposers = numbers(results, 'configurationBlocks', 'proposer').map((node) => managers.indexOf(node));
    const cycles = numbers(results, 'configurationBlocks', 'cycles');
    const agreements = numbers(results, 'configurationBlocks', 'agreement');
    expect(Math.max(...cycles)).toBeGreaterThan(1);
    for (let i = 1; i < proposers.length; i++) {
      const failed = cycles[i] - 1;
      expect([1, 2]).not.toContain(proposers[i]);
      expect(proposers[i]).toBe((modulo(hashes[i - 1], 7) + failed) % 7);
      // Each failed cycle lasts its timeout; then follow a view change, a new view, and prepares and commits.
      const expected = failed === 0 ? AGREEMENT : failed * 4 + LATENCY + AGREEMENT;
      expect(agreements[i]).toBeCloseTo(expected, 9);
    }
    const all = cycles.reduce((sum, count) => sum + count - 1, 0);
    expect(results.counters['management.cyclesFailed']).toBe(all);
    expect(results.counters['management.intervalsMissed']).toBe(0);
  });

  test('votes that never reach one member do not delay it: it has the block from gossip, and recovers nothing', () => {
    const COMMIT = 2;
    const results = observe(
      scenario(constant(20)),
      ({ topic, kind, node }) => topic === Topic.management && kind === COMMIT && managers.indexOf(node) === 3,
    );
    expect(numbers(results, 'configurationBlocks', 'proposer')).toContain(managers[3]);
    expect(results.counters['management.cyclesFailed']).toBe(0);
    expect(texts(results, 'traffic', 'chain')).not.toContain('recovery');
  });

  test('too many of them: |MN| cycles fail, the interval is missed, and the next one starts', () => {
    const results = observe({ ...scenario(constant(20)), duration: 200 }, silent(0, 1, 2));
    // An interval of 20 s and seven cycles of 4 s each: due at 20, 68, 116, 164 s.
    expect(results.counters).toMatchObject({
      'management.blocks': 0,
      'management.intervalsMissed': 4,
      'management.cyclesFailed': 28,
    });
  });

  test('for a while only: the chain continues with the next interval', () => {
    const cut = silent(0, 1, 2);
    const results = observe(scenario(constant(20)), (event, now) => now < 100e9 && cut(event));
    expect(results.counters['management.intervalsMissed']).toBe(2);
    const due = numbers(results, 'configurationBlocks', 'due');
    expect(numbers(results, 'configurationBlocks', 'height')).toEqual(due.map((_, i) => i + 1));
    expect(due.length).toBeGreaterThan(10);
    expect(results.violations).toEqual([]);
  });
});
