import fc from 'fast-check';
import { expect } from 'vitest';
import type { Topology } from '../../../engine/model/scenario.js';
import { type NetworkEvent, Topic } from '../../../engine/network/message.js';
import { constant, constantTopology } from '../network/open-network.js';
import { NumberChain, type NumberChainSettings } from './number-chain.js';

/** Latency of every link unless given otherwise, s. */
export const LATENCY = 0.1;
/** Timeout of the first view, s. */
export const TIMEOUT = 5;
/** Start of the first round, and pause before every later one, s. */
export const START = 5;

/** Latency from every node to every other one. */
export function apart(seconds: number): Partial<Topology> {
  return { latency: { kind: 'distribution', distribution: constant(seconds) } };
}

export type ChainOf = (nodes: number, settings?: Partial<NumberChainSettings>) => NumberChain;

/** Makes chains of one protocol over identical links. */
export function chainsOf(common: Partial<NumberChainSettings>): ChainOf {
  return (nodes, settings = {}) =>
    new NumberChain({
      topology: constantTopology(nodes, apart(LATENCY)),
      timeout: TIMEOUT,
      interval: START,
      ...common,
      ...settings,
    });
}

/** Drops the messages of these nodes. */
export function silent(...nodes: number[]): (event: NetworkEvent) => boolean {
  return ({ sender }) => nodes.includes(sender);
}

/** Whether a message is of this kind. */
export function isKind({ topic, kind }: NetworkEvent, of: number): boolean {
  return topic === Topic.primary && kind === of;
}

/** Sizes (B) and times (µs) for which a closed form must hold. */
export const SETTINGS = {
  nodes: fc.integer({ min: 4, max: 30 }),
  size: fc.integer({ min: 0, max: 4e6 }),
  latency: fc.integer({ min: 0, max: 200_000 }),
  messageValidation: fc.integer({ min: 0, max: 5000 }),
  blockValidation: fc.integer({ min: 0, max: 50_000 }),
};

/**
 * Expects every node to decide this many messages after the proposal is sent, to a microsecond. Each message has the
 * size of a block, and the validation of messages and of the block is added.
 */
export function expectDecisionAfter(messages: number, chainOf: ChainOf): void {
  const cases = fc.record({ ...SETTINGS, dissemination: fc.constantFrom('direct' as const, 'gossip' as const) });
  fc.assert(
    fc.property(cases, ({ nodes, size, latency, messageValidation, blockValidation, dissemination }) => {
      const { decisions } = chainOf(nodes, {
        topology: constantTopology(nodes, apart(latency / 1e6)),
        dissemination,
        blockSize: size,
        votes: 'block',
        messageValidation: messageValidation / 1e6,
        blockValidation: blockValidation / 1e6,
        timeout: 1000,
      }).run(1000, 3);
      const expected = messages * (size / 10e6 + (latency + messageValidation) / 1e6) + blockValidation / 1e6;
      for (const { times, proposed } of decisions) {
        for (const time of times) expect(Math.abs((time - proposed) / 1e9 - expected)).toBeLessThan(1e-6);
      }
    }),
    { seed: 1, numRuns: 60 },
  );
}
