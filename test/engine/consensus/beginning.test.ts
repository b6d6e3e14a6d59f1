import { describe, expect, test } from 'vitest';
import { PROTOCOLS } from '../../../engine/consensus/protocols.js';
import { constant, constantTopology } from '../network/open-network.js';
import { NumberChain } from './number-chain.js';

const LATENCY = 0.1;
const TIMEOUT = 5;
const START = 5;

/** Seven nodes. The first, which has the first turn, is silent. */
function chainOf(protocol: string): NumberChain {
  const latency = { kind: 'distribution' as const, distribution: constant(LATENCY) };
  const topology = constantTopology(7, { latency });
  return new NumberChain({
    protocol,
    topology,
    timeout: TIMEOUT,
    interval: START,
    drops: ({ sender }) => sender === 0,
  });
}

describe.each(PROTOCOLS.map(({ name }) => name))('%s: a node that is told to begin', (protocol) => {
  const undisturbed = chainOf(protocol).run(100, 1);

  // Nodes wait for the first proposal, then for each other's view changes, and then vote on the second proposal.
  test.each([1, TIMEOUT + 0.05, TIMEOUT + 0.15, TIMEOUT + 0.35])('%d s after it began ignores the call', (after) => {
    const chain = chainOf(protocol).run(START + after);
    for (let node = 0; node < 7; node++) chain.consensus.begin(node, chain.network.now);
    chain.run(100, 1);
    expect(chain.decisions[0]).toEqual(undisturbed.decisions[0]);
    expect(chain.network.traffic).toEqual(undisturbed.network.traffic);
  });
});
