import { beforeAll, describe, expect, test } from 'vitest';
import { shortTimeouts } from '../../../engine/limits/short-timeouts.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { prepare } from '../../../engine/simulation.js';
import { apart } from '../consensus/equal-links.js';
import { constant, constantTopology } from '../network/open-network.js';
import { numbers, observe } from '../observed-run.js';
import { baseline } from '../scenarios.js';

beforeAll(prepare);

interface Case {
  consensus?: string;
  uplink?: boolean;
  dissemination?: 'direct' | 'gossip';
  /** Times in s. */
  latency?: number;
  timeout: number;
}

const NODES = 13;

/** A pause or an interval longer than a run, s. */
const NEVER = 1e6;

/** Blocks of 1 MB on both chains at 10 MB/s: a copy takes 0.1 s, and a quorum is 9 of 13. One of the chains is idle. */
function scenario(
  { consensus = 'pbft', uplink = false, dissemination = 'direct', latency = 0, timeout }: Case,
  rests?: 'primary' | 'management',
): Scenario {
  const { primary, management } = baseline();
  const chain = { consensus, dissemination, headerSize: 0, voteSize: 0 };
  return baseline({
    duration: 130,
    topology: constantTopology(NODES, { ...apart(latency), sharing: uplink ? 'uplink' : 'none' }),
    primary: { ...primary, ...chain, blockInterval: rests === 'primary' ? NEVER : 4, roundTimeout: timeout },
    management: {
      ...management,
      ...chain,
      nodes: { kind: 'all' },
      configurationBlockSize: 1e6,
      interval: constant(rests === 'management' ? NEVER : 20),
      cycleTimeout: timeout,
    },
  });
}

/** Views in which blocks of the primary were decided, and cycles of agreements. */
const views = (test: Case) => numbers(observe(scenario(test, 'management')), 'blocks', 'view');
const cycles = (test: Case) => numbers(observe(scenario(test, 'primary')), 'configurationBlocks', 'cycles');

describe.each<[string, Omit<Case, 'timeout'>, number, 'first' | 'all']>([
  ['the copies of a quorum on a shared uplink', { uplink: true }, 0.8, 'all'],
  ['a transfer', {}, 0.1, 'all'],
  ['three messages of PBFT', { latency: 0.5 }, 1.6, 'first'],
  ['seven messages of HotStuff, two on the primary', { consensus: 'hotstuff', latency: 0.5 }, 0, 'first'],
  [
    'a proposal of Tendermint, in three fifths of its timeout',
    { consensus: 'tendermint', uplink: true },
    0.8 / 0.6,
    'all',
  ],
])('%s', (_, test_, least, fails) => {
  const found = shortTimeouts(scenario({ ...test_, timeout: 1e-3 }));
  const [primary, management] = found.map(({ decided, heard, timeout, proposeTimeout }) =>
    Math.max(decided, (heard * timeout) / proposeTimeout),
  );

  test('is the wait that nodes need', () => {
    if (least > 0) for (const time of [primary, management]) expect(time).toBeCloseTo(least, 9);
    const just = { ...test_, timeout: 0.99 * management };
    expect(shortTimeouts(scenario(just)).find(({ chain }) => chain === 'management')?.fails).toBe(fails);
    expect(shortTimeouts(scenario({ ...test_, timeout: 1.01 * management }))).toEqual([]);
  });

  test('takes a second view on the primary if the timeout is shorter', () => {
    // At the first height all rounds begin at the same time; later, the last node to decide waits longest. In a chain
    // with overlapping heights the next view fails, because its leader lacks the votes.
    const heights = test_.consensus === 'hotstuff' ? 2 : 1;
    expect(Math.max(...views({ ...test_, timeout: 0.9 * primary }).slice(0, heights))).toBeGreaterThan(0);
    expect(Math.max(...views({ ...test_, timeout: 2 * primary + 1 }))).toBe(0);
  });

  test('takes a second cycle on the management chain if it is shorter, or never succeeds', () => {
    const short = cycles({ ...test_, timeout: 0.9 * management });
    if (fails === 'all') expect(short).toEqual([]);
    else expect(Math.min(...short)).toBeGreaterThan(1);
    expect(new Set(cycles({ ...test_, timeout: 2 * management + 1 }))).toEqual(new Set([1]));
  });
});
