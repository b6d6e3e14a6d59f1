import { beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import type { Results } from '../../../engine/model/results.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { type NetworkEvent, Topic } from '../../../engine/network/message.js';
import { prepare } from '../../../engine/simulation.js';
import { constant, constantTopology } from '../network/open-network.js';
import { numbers, observe } from '../observed-run.js';
import {
  ALWAYS,
  acceptWhen,
  compare,
  managed,
  NEVER,
  number,
  observation,
  observing,
  policy,
  property,
  rule,
  statistic,
  times,
} from './policies.js';

beforeAll(prepare);

const MEMBERS = 7;
const INTERVAL = 5;
/**
 * Much longer than the interval, so that a member may still be in a cycle of the previous interval when the next one
 * ends.
 */
const CYCLE_TIMEOUT = 30;

/** How long Tendermint waits for agreeing prevotes, and again for agreeing precommits, s. */
const wait = (protocol: string) => (protocol === 'tendermint' ? CYCLE_TIMEOUT / 5 : 0);

/** Upper bound of a refused cycle, s: a few messages of about 50 ms, and these waits. */
const refused = (protocol: string) => 0.5 + 2 * wait(protocol);

const slower = [rule(ALWAYS, { blockInterval: times(property('primary.blockInterval'), 1.01) })];
const never = { ...policy(slower), ...acceptWhen(NEVER, 'never') };
const late = {
  ...policy(slower, observing(1e6, { blocks: statistic('count', 'primary.blockTime') })),
  ...acceptWhen(compare(observation('blocks'), '>', number(200)), 'blocks > 200'),
};

/** Four of seven members, more than f and fewer than a quorum, vote as instructed; the others accept everything. */
function divided(consensus: string, voters: typeof never, changes: Partial<Scenario['topology']> = {}): Scenario {
  const scenario = managed(policy(slower), {
    consensus,
    nodes: { kind: 'all' },
    interval: constant(INTERVAL),
    cycleTimeout: CYCLE_TIMEOUT,
    policyFor: [{ group: 'Cautious', policy: voters }],
  });
  const group = { places: [{ kind: 'worldwide' as const }], bandwidth: constant(10e6) };
  const groups = [
    { ...group, name: 'Cautious', nodes: 4 },
    { ...group, name: 'Eager', nodes: 3 },
  ];
  const jitter = { kind: 'exponential' as const, mean: 0.002 };
  const topology = constantTopology(MEMBERS, {
    groups,
    latency: { kind: 'distribution', distribution: constant(0.05) },
    jitter,
    ...changes,
  });
  return { ...scenario, topology, duration: voters === never ? 500 : 900 };
}

/** Proposal times of the cycles of the first configuration block, s. */
function proposals(results: Results): { cycle: number; time: number }[] {
  const heights = numbers(results, 'proposals', 'configuration');
  const moments = numbers(results, 'proposals', 'time');
  return numbers(results, 'proposals', 'cycle')
    .map((cycle, i) => ({ cycle, time: moments[i], height: heights[i] }))
    .filter(({ height }) => height === 1);
}

describe.each(PROTOCOLS.map(({ name }) => name))('%s, while twins refuse everything', (consensus) => {
  let results: Results;
  beforeAll(() => {
    results = observe(divided(consensus, never));
  });

  test('every cycle has its proposal, interval after interval', () => {
    const cycles = proposals(results).map(({ cycle }) => cycle);
    expect(cycles.length).toBeGreaterThan(4 * MEMBERS);
    expect(cycles).toEqual(cycles.map((_, i) => i + 1));
  });

  test('the last cycle of an interval takes as long as the others, and the next interval starts at its end', () => {
    proposals(results).forEach(({ cycle, time }, i, all) => {
      if (i === 0) return;
      const pause = cycle % MEMBERS === 1 ? INTERVAL : 0;
      const taken = time - all[i - 1].time - pause;
      expect(taken).toBeGreaterThan(0.1);
      expect(taken).toBeLessThan(refused(consensus));
    });
  });

  test('|MN| failed cycles are counted for each missed interval', () => {
    const missed = results.counters['management.intervalsMissed'];
    expect(missed).toBeGreaterThan(3);
    expect(Math.floor(results.counters['management.cyclesFailed'] / MEMBERS)).toBe(missed);
    expect(results.counters['management.blocks']).toBe(0);
  });
});

describe.each(PROTOCOLS.map(({ name }) => name))(
  '%s, when twins that refused everything change their minds',
  (consensus) => {
    test('the missed intervals stay missed, and every later interval has its block in its first cycle', () => {
      const results = observe(divided(consensus, late));
      const missed = results.counters['management.intervalsMissed'];
      const [first, ...others] = numbers(results, 'configurationBlocks', 'cycles');
      expect(missed).toBeGreaterThan(1);
      expect(results.counters['management.cyclesFailed']).toBe(missed * MEMBERS + first - 1);
      expect(others.length).toBeGreaterThan(50);
      expect(new Set(others)).toEqual(new Set([1]));
    });
  },
);

describe.each(PROTOCOLS.map(({ name }) => name))(
  '%s, where members hear nothing while others end an interval',
  (consensus) => {
    test('the interval is missed all the same, and all members take part in the next', () => {
      const scenario = divided(consensus, never);
      const [last] = proposals(observe({ ...scenario, duration: 120 })).filter(({ cycle }) => cycle === MEMBERS);
      // Three members, so that the others are no quorum, vote on the last proposal and receive nothing.
      const from = last.time + 0.08 + wait(consensus);
      const isDeaf = ({ topic, node }: NetworkEvent, now: number) =>
        topic === Topic.management && node < 3 && now > from * 1e9 && now < (last.time + 20) * 1e9;
      const results = observe(scenario, isDeaf);
      const cycles = proposals(results);
      expect(cycles[MEMBERS].cycle).toBe(MEMBERS + 1);
      expect(cycles[MEMBERS].time).toBeLessThan(last.time + 3 * CYCLE_TIMEOUT);
      expect(results.counters['management.intervalsMissed']).toBeGreaterThan(3);
    });
  },
);
