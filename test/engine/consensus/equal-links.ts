import fc from 'fast-check';
import { expect } from 'vitest';
import type { Topology } from '../../../engine/model/scenario.js';
import { type NetworkEvent, Topic } from '../../../engine/network/message.js';
import { constant, constantTopology } from '../network/open-network.js';
import { NumberChain, type NumberChainSettings } from './number-chain.js';

/** Of every link unless told otherwise, s. */
export const LATENCY = 0.1;
/** Patience in the first view, s. */
export const TIMEOUT = 5;
/** When the first round begins, and the pause before every other one, s. */
export const START = 5;

/** Every node this far from every other one, s. */
export function apart(seconds: number): Partial<Topology> {
  return { latency: { kind: 'distribution', distribution: constant(seconds) } };
}

export type ChainOf = (nodes: number, settings?: Partial<NumberChainSettings>) => NumberChain;

/** Makes chains of one protocol over links that are all alike. */
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

/** Drops what these nodes send. */
export function silent(...nodes: number[]): (event: NetworkEvent) => boolean {
  return ({ sender }) => nodes.includes(sender);
}

/** Whether a message is of this kind. */
export function isKind({ topic, kind }: NetworkEvent, of: number): boolean {
  return topic === Topic.primary && kind === of;
}

/** Sizes (B) and times (µs) that a closed form has to hold for. */
export const SETTINGS = {
  nodes: fc.integer({ min: 4, max: 30 }),
  size: fc.integer({ min: 0, max: 4e6 }),
  latency: fc.integer({ min: 0, max: 200_000 }),
  messageValidation: fc.integer({ min: 0, max: 5000 }),
  blockValidation: fc.integer({ min: 0, max: 50_000 }),
};

/**
 * Every node decides so many messages after the proposal has left, each as long as a block, and their validation and
 * that of the block, to a microsecond.
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
