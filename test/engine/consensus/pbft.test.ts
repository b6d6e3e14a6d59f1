import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Topology } from '../../../engine/model/scenario.js';
import { KINDS } from '../../../engine/network/message.js';
import { constant, constantTopology } from '../network/open-network.js';
import { apart, chainsOf, expectDecisionAfter } from './equal-links.js';
import { NumberChain } from './number-chain.js';

describe('without faults and with constant delays', () => {
  test('every node decides exactly three messages, their validation and that of the block after the proposal', () => {
    expectDecisionAfter(3, chainsOf({ protocol: 'pbft' }));
  });

  test('a digest in the votes removes the block from the second and third phase', () => {
    const settings = { topology: constantTopology(7), blockSize: 1e6, headerSize: 1e5, voteSize: 2e4 };
    expect(new NumberChain({ ...settings, votes: 'digest' }).run(1000, 1).latency(1, 7)).toBeCloseTo(0.11 + 0.004, 9);
    expect(new NumberChain({ ...settings, votes: 'block' }).run(1000, 1).latency(1, 7)).toBeCloseTo(0.33, 9);
  });

  test('over shared uplinks a block leaves copy by copy, and the vote of its proposer waits behind it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 40 }), (nodes) => {
        const topology = constantTopology(nodes, { sharing: 'uplink' });
        const chain = new NumberChain({ topology, blockSize: 1e6 }).run(1000, 3);
        const transfer = 0.1;
        for (let height = 1; height <= 3; height++) {
          // So a quorum of other nodes must have the block. The last node may get it earlier from one of them.
          const { quorum } = chain.faults;
          expect(chain.latency(height, quorum)).toBeCloseTo(quorum * transfer, 9);
          expect(chain.latency(height, nodes)).toBeLessThanOrEqual((nodes - 1) * transfer);
        }
      }),
      { seed: 3, numRuns: 30 },
    );
  });

  test('thousands of heights are decided one after another', () => {
    const chain = new NumberChain({ topology: constantTopology(4, apart(0.1)) }).run(1e5, 3000);
    const agreed = chain.decisions.filter(({ contents, content }) => contents.every((decided) => decided === content));
    expect(agreed.length).toBeGreaterThanOrEqual(3000);
  });

  test.each([4, 16, 32, 64])('%i nodes send (n - 1) + (n - 1)² + n (n - 1) messages for a decision', (n) => {
    const chain = new NumberChain({ topology: constantTopology(n, apart(0.1)) }).run(1000, 5);
    // The last prepares may still be in transit when all nodes have decided.
    const [prePrepare, prepare, commit] = chain.network.traffic.messages;
    expect([prePrepare, prepare, commit]).toEqual([5 * (n - 1), 5 * (n - 1) ** 2, 5 * n * (n - 1)]);
    expect(chain.network.traffic.messages.subarray(3, KINDS).every((count) => count === 0)).toBe(true);
  });

  test('proposers take turns, and each proposes its pause after its own decision', () => {
    const chain = new NumberChain({ topology: constantTopology(4, apart(0.1)), interval: 2 }).run(100, 9);
    expect(chain.proposals.map(({ node }) => node).slice(0, 9)).toEqual([0, 1, 2, 3, 0, 1, 2, 3, 0]);
    for (let height = 2; height <= 9; height++) {
      const { node, time } = chain.proposals[height - 1];
      expect(time - chain.decisions[height - 2].times[node]).toBe(2e9);
    }
  });
});

describe('with different latencies', () => {
  /** Latency in s from `from` to `to`, as cities of a matrix. */
  const between = (seconds: (from: number, to: number) => number): Topology => {
    const cities = ['Rome', 'Oslo', 'Cairo', 'Delhi', 'Tokyo', 'Lima', 'Perth'];
    const entries = cities.flatMap((from, i) =>
      cities.flatMap((to, j) => (i === j ? [] : [{ from, to, seconds: seconds(i, j) }])),
    );
    const places = cities.map((name) => ({ kind: 'city' as const, name }));
    const groups = [{ name: 'nodes', nodes: 7, places, bandwidth: constant(10e6) }];
    return { ...constantTopology(7), groups, latency: { kind: 'matrix', entries } };
  };

  test('each phase ends with the fifth-fastest of seven nodes', () => {
    const draws = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 49, maxLength: 49 });
    fc.assert(
      fc.property(draws, (ms) => {
        const latency = (from: number, to: number) => (from === to ? 0 : ms[from * 7 + to]);
        const chain = new NumberChain({ topology: between((from, to) => latency(from, to) / 1000) }).run(100, 1);
        const all = [0, 1, 2, 3, 4, 5, 6];
        const rank = (values: number[], k: number) => values.sort((a, b) => a - b)[k - 1];
        const proposal = all.map((node) => latency(0, node));
        // The proposal counts as its sender's prepare: 2f = 4 prepares of backups, including a node's own.
        const prepared = all.map((node) => {
          const prepares = all.slice(1).map((from) => proposal[from] + latency(from, node));
          return Math.max(proposal[node], rank(prepares, 4));
        });
        const committed = all.map((node) =>
          rank(
            all.map((from) => prepared[from] + latency(from, node)),
            5,
          ),
        );
        const decided = all.map((node) => Math.max(proposal[node], committed[node]));
        const found = Array.from(chain.decisions[0].times, (time) => (time - chain.decisions[0].proposed) / 1e6);
        expect(found).toEqual(decided);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});
