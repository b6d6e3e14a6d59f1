import type { Violation } from '../model/invariants.js';

/** A fact that led to a violation. */
export interface Reason {
  /** ns */
  at: number;
  text: string;
}

/** The name of a node, as users see it. */
export type NameOf = (node: number) => string;

/** Receives a violation of an invariant. @param at ns */
export type Violated = (
  at: number,
  violation: Pick<Violation, 'chain' | 'message' | 'nodes' | 'heights'> & { because: Reason[] },
) => void;
