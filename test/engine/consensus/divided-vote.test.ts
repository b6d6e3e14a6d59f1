import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byzantineFaults } from '../../../engine/consensus/fault-model.js';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import type { Topology } from '../../../engine/model/scenario.js';
import { constant, constantTopology } from '../network/open-network.js';
import { NumberChain, type NumberChainSettings } from './number-chain.js';

/** Timeout of every view, s: hundreds of message delays, and equal for all views, as on the management chain. */
const TIMEOUT = 10;

const jittery: Partial<Topology> = {
  latency: { kind: 'distribution', distribution: constant(0.02) },
  jitter: { kind: 'exponential', mean: 0.01 },
};

/** Nodes 0 to k - 1 reject the proposals of the others; all nodes accept theirs. The others propose first. */
function divided(protocol: string, n: number, objectors: number, settings: Partial<NumberChainSettings> = {}) {
  const chain: NumberChain = new NumberChain({
    protocol,
    topology: constantTopology(n, jittery),
    timeout: TIMEOUT,
    doubling: false,
    rejectionEndsRound: true,
    proposer: (_, view) => (objectors + view) % n,
    validate: (node, content) => (node < objectors && chain.proposals[content].node >= objectors ? 'reject' : 'accept'),
    ...settings,
  });
  return chain;
}

/** Time from the first proposal of a height to the decision of its last node, s. */
function lasted(chain: NumberChain, height: number): number {
  const first = chain.proposals.find((proposal) => proposal.height === height)?.time ?? Number.NaN;
  return (Math.max(...chain.decisions[height - 1].times) - first) / 1e9;
}

describe.each(PROTOCOLS.map(({ name }) => name))('%s, where so many reject that no quorum is left', (protocol) => {
  test('decides a proposal that all accept in its first view, without waiting for a node to give up', () => {
    const cases = fc.record({
      f: fc.integer({ min: 1, max: 5 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(cases, ({ f, share, seed }) => {
        const n = 3 * f + 1;
        const objectors = f + 1 + Math.floor(share * (f - 1));
        const liked = n - objectors;
        const chain = divided(protocol, n, objectors, { seed }).run(1000, 4);
        expect(chain.decisions).toHaveLength(4);
        chain.decisions.forEach(({ contents, content, views }, index) => {
          expect(new Set(contents)).toEqual(new Set([content]));
          // BigFooT may carry over a proposal for which f + 1 nodes have voted; the others cannot.
          if (protocol !== 'bigfoot') expect(chain.proposals[content].view).toBe(liked);
          expect(Math.max(...views)).toBeLessThanOrEqual(liked);
          expect(lasted(chain, index + 1)).toBeLessThan(5);
        });
      }),
      { seed: 1, numRuns: 40 },
    );
  });
});

describe.each(PROTOCOLS.map(({ name }) => name))('%s, where few reject and some are silent', (protocol) => {
  test.each([4, 5, 6, 7, 8, 9, 10])(
    'brings all others into one view again, so that %i nodes decide what all of them accept',
    (n) => {
      const f = byzantineFaults(n, 'safe').tolerated;
      const silent = n - 1;
      for (let seed = 1; seed <= 10; seed++) {
        const chain = divided(protocol, n, f, { seed, drops: ({ sender }) => sender === silent }).run(5000, 3);
        expect(chain.decisions).toHaveLength(3);
      }
    },
  );
});

describe.each(PROTOCOLS.map(({ name }) => name))('%s, where a quorum accepts every proposal', (protocol) => {
  test.each([4, 5, 6, 7, 8, 9, 10, 16])('decides the first proposal with %i nodes, whoever rejects it', (n) => {
    for (let seed = 1; seed <= 10; seed++) {
      const chain = divided(protocol, n, n - byzantineFaults(n, 'safe').quorum, { seed }).run(1000, 4);
      for (const { content } of chain.decisions) expect(chain.proposals[content].view).toBe(0);
      expect(chain.decisions).toHaveLength(4);
    }
  });
});
