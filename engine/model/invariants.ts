import type { Chain } from './faults.js';

/** What must always hold in a run, by the name under which expectations ask for it. */
export const INVARIANT_NAMES = ['agreement', 'validity', 'verifiable', 'rotation', 'linkage', 'progress'] as const;

export type InvariantName = (typeof INVARIANT_NAMES)[number];

/** Something that must always hold did not: a result of the run, not an error. Times are in s since its start. */
export interface Violation {
  kind: InvariantName;
  message: string;
  time: number;
  chain: Chain;
  /** Nodes on which it shows, ascending; empty if it is about all of them. */
  nodes: number[];
  /** Heights of the blocks that it is about, ascending. */
  heights: number[];
  /** The facts that led to it, in order. */
  because: { time: number; text: string }[];
  /** On the last violation of an invariant that is kept: how many more of them there were. Absent: none. */
  more?: number;
}
