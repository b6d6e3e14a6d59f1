import type { Ways } from './ways.js';

/** A vote: who sent it when (ns), its two words, and its number among all messages, which orders simultaneous arrivals. */
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
  /** When a vote reaches each node, ns, where that has been worked out for all of them at once. */
  rows: (Float64Array | undefined)[];
}

/** What became of a vote that was sent. */
export interface Sent {
  /** Copies, and those of them that are still under way when the run ends. */
  copies: number;
  inFlight: number;
  /** Nodes that have handled it before the run ends. */
  reached: number;
}

/** How votes spread. Nothing is ever lost, nodes never wait for an uplink, and every moment is a hash of vote and link. */
export interface VoteArrivals {
  readonly ways: Ways;
  /** Whether there are bounds on the time that votes of this size take. */
  suits(size: number): boolean;
  /** A vote is sent now. @param vote its number among the votes */
  send(votes: Votes, vote: number): Sent;
  /** When a vote reaches a node, ns; infinite where it does not. */
  at(votes: Votes, vote: number, node: number): number;
}
