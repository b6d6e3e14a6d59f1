import type { Chain } from './faults.js';

/** The invariants of a run, by the name that expectations use. */
export const INVARIANT_NAMES = ['agreement', 'validity', 'verifiable', 'rotation', 'linkage', 'progress'] as const;

/** The name of an invariant. */
export type InvariantName = (typeof INVARIANT_NAMES)[number];

/** A violated invariant: a result of the run, not an error. Times are in s since its start. */
export interface Violation {
  kind: InvariantName;
  message: string;
  time: number;
  chain: Chain;
  /** The affected nodes, ascending; empty if all are. */
  nodes: number[];
  /** Heights of the blocks concerned, ascending. */
  heights: number[];
  /** The facts that led to it, in order. */
  because: { time: number; text: string }[];
  /** On the last stored violation of an invariant: the number of further ones. Absent: none. */
  more?: number;
}
