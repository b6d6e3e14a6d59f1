import type { CopyCount } from '../flood.js';
import type { SteadyFaults } from '../steady-faults.js';
import type { Ways } from './ways.js';

/** Votes: sender, time (ns), two words, and number among all messages, which orders simultaneous arrivals. */
export interface Votes {
  /** B */
  size: number;
  /** Time between the arrival of a vote and its handling, ns. */
  validation: number;
  sender: Int32Array;
  sentAt: Float64Array;
  identity0: Int32Array;
  identity1: Int32Array;
  sequence: Float64Array;
  /** Arrival of a vote at each node, ns, if it was computed for all nodes at once. */
  rows: (Float64Array | undefined)[];
  /** The vote does not reach node. */
  lose(vote: number, node: number): void;
  /** All arrivals of the vote are known: those at the first `count` of these nodes, ns. It reaches no others. */
  fix(vote: number, receivers: Int32Array, times: Float64Array, count: number): void;
}

/** Counts of a sent vote. */
export interface Sent {
  /** Number of copies, and of those still in transit at the end of the run. */
  copies: number;
  inFlight: number;
  /** Number of lost copies. */
  lost: number;
  /** Nodes that have handled it before the end of the run. */
  reached: number;
}

/** @returns the number of nodes that it reached */
export function countSent(traffic: CopyCount, { copies, inFlight, lost, reached }: Sent): number {
  traffic.sent += copies;
  traffic.lost += lost;
  traffic.inFlight += inFlight;
  return reached;
}

/** Bounds of the time of votes of a size in addition to the latency of a link, ns; `most` may be infinite. */
export interface Added {
  readonly least: number;
  readonly most: number;
}

/** How votes spread without waiting for uplinks. Every delay is a hash of vote and link. */
export interface VoteArrivals {
  readonly ways: Ways;
  /** The faults that must hold as long as votes are in transit; absent if there may be none. */
  readonly heldFaults?: SteadyFaults;
  /** Whether all arrivals of a vote are fixed when it is sent; absent: they are computed on demand. */
  readonly isExact?: true;
  /** Maximum time for which copies of a vote of this size are in transit, ns; absent: it follows from the bounds. */
  busy?(size: number): number;
  /** Whether the delays of votes of this size have bounds. */
  suits(size: number): boolean;
  addedTo(size: number): Added;
  /**
   * A vote is sent now. @param vote its number among the votes @param traffic of the network, which counts its copies
   * @returns the number of nodes that handle it before the end of the run
   */
  send(votes: Votes, vote: number, traffic: CopyCount): number;
  /** Arrival of a vote at a node, ns; infinite if it does not arrive. */
  at(votes: Votes, vote: number, node: number): number;
}
