import type { Violation } from '../model/invariants.js';

/** A fact that led to a violation. */
export interface Reason {
  /** ns */
  at: number;
  text: string;
}

/** What people call a node. */
export type NameOf = (node: number) => string;

/** Is told that an invariant does not hold. @param at ns */
export type Violated = (
  at: number,
  violation: Pick<Violation, 'chain' | 'message' | 'nodes' | 'heights'> & { because: Reason[] },
) => void;
