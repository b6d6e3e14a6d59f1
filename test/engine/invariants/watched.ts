import { Invariants } from '../../../engine/invariants/invariants.js';
import { toReaders } from '../../../engine/model/fact-readers.js';
import type { InvariantName, Violation } from '../../../engine/model/invariants.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import type { Peers } from '../../../engine/network/overlay.js';
import { type Entry, S, second } from '../recording/entries.js';
import { baseline } from '../scenarios.js';

export const NODES = [0, 1, 2, 3, 4, 5, 6];

/** Seven nodes that all vote on the primary and run twins. The timeouts of the primary do not change. */
export function sevenNodes(): Scenario {
  const scenario = baseline();
  scenario.primary.timeoutGrowth = 1;
  return scenario;
}

/** A ring in which each node is a peer of the nodes at these distances, on both sides. */
function around(...distances: number[]): Peers {
  const targets = NODES.map((node) =>
    distances.flatMap((distance) => [node + distance, node - distance + 7]).map((other) => other % 7),
  );
  const offsets = [0, ...targets.map((_, node) => targets.slice(0, node + 1).flat().length)];
  return { offsets: Int32Array.from(offsets), targets: Int32Array.from(targets.flat()) };
}

export const EVERYBODY = around(1, 2, 3);
export const RING = around(1);

/** The violations that a list of facts shows. */
export function violationsOf(facts: readonly Entry[], scenario = sevenNodes(), peers = EVERYBODY): Violation[] {
  const places = NODES.map(() => ({ group: 0, name: 'Oslo', latitude: 0, longitude: 0 }));
  const invariants = new Invariants(scenario, { places, peers, managers: NODES });
  const record = toReaders(invariants.readers);
  for (const [seconds, fact] of facts) record(seconds * S, fact);
  return invariants.violations;
}

/** Invariant, time in s and message of each violation. */
export function told(facts: readonly Entry[]): [InvariantName, number, string][] {
  return violationsOf(facts).map(({ kind, time, message }) => [kind, time, message]);
}

/** Facts that only let time pass, one per second. */
export function seconds(from: number, to: number): Entry[] {
  return Array.from({ length: to - from }, (_, i) => second(from + i));
}
