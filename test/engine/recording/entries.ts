import { type FactReader, toReaders } from '../../../engine/model/fact-readers.js';
import type { BlockFinalized, ConfigurationAgreed, ConfigurationProposed, Fact } from '../../../engine/model/facts.js';
import type { Table } from '../../../engine/model/results.js';
import { CONFIGURATION } from '../primary/algorithm-2.js';

export const S = 1e9;

/** A fact and the time at which it was reported, in s. */
export type Entry = [seconds: number, fact: Fact];

/**
 * Passes a list of facts to a recorder.
 * @returns the recorder
 */
export function recorded<R extends { reader: FactReader }>(recorder: R, facts: readonly Entry[]): R {
  const record = toReaders([recorder.reader]);
  for (const [seconds, fact] of facts) record(seconds * S, fact);
  return recorder;
}

/** The rows of a table as objects. */
export function rowsOf({ rows, columns }: Table): Record<string, number | string>[] {
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(Object.entries(columns).map(([name, { values }]) => [name, values[row]])),
  );
}

export function second(
  seconds: number,
  pool?: { waiting: number; arrivals: number; dropped: number },
  traffic = { messages: 0, bytes: 0 },
): Entry {
  return [seconds, { kind: 'secondPassed', pool, traffic }];
}

/** A block of the primary, by default without transactions, in view 0 and under the genesis configuration. */
export function finalized(seconds: number, height: number, changes: Partial<BlockFinalized> = {}): Entry {
  const empty = { proposer: 0, transactions: 0, bytes: 0, hash: '', configuration: 0, isSwitch: false };
  return [seconds, { kind: 'blockFinalized', block: height, height, view: 0, ...empty, ...changes }];
}

/** By default node 4 proposes the current configuration in cycle 1. @param due s */
export function proposed(
  seconds: number,
  proposal: number,
  height: number,
  due: number,
  changes: Partial<ConfigurationProposed> = {},
): Entry {
  const kept = { configuration: CONFIGURATION, inForce: CONFIGURATION, rule: 0, figures: [] };
  return [
    seconds,
    { kind: 'configurationProposed', proposal, height, proposer: 4, cycle: 1, due: due * S, ...kept, ...changes },
  ];
}

/** @param due s */
export function agreed(
  seconds: number,
  proposal: number,
  height: number,
  due: number,
  changes: Partial<ConfigurationAgreed> = {},
): Entry {
  const block = { proposer: 4, hash: 'abc', configuration: CONFIGURATION, cycles: 1 };
  return [seconds, { kind: 'configurationAgreed', proposal, height, due: due * S, ...block, ...changes }];
}

export function received(seconds: number, node: number, height = 1): Entry {
  return [seconds, { kind: 'configurationReceived', node, height, round: { height: 4, view: 0 } }];
}

export function applied(seconds: number, node: number, from = 0, to = from + 1): Entry {
  return [seconds, { kind: 'configurationApplied', node, from, to }];
}

/**
 * The initial validators of the primary, and how many of the fastest nodes are measured. The quorum does not matter
 * here.
 */
export function voting(validators: number[], fastest: number): Entry {
  const protocol = { topic: 0, consensus: 'pbft', dissemination: 'gossip' } as const;
  return [0, { kind: 'epochStarted', firstHeight: 1, ...protocol, validators, quorum: validators.length, fastest }];
}
