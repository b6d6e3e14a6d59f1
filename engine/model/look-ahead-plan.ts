import type { Expression } from './expression.js';
import type { NodeChoice } from './node-choice.js';

/** One property of the configuration, and the values among which a twin chooses. */
export interface Choice {
  /** A field of the configuration, `engine/model/configuration.ts`. */
  property: string;
  /** Quantities in SI, words, or choices of nodes; at least one. */
  values: (number | string | NodeChoice)[];
}

/** How a twin that looks ahead finds the best of its candidates. */
export interface LookAheadPlan {
  /** The candidates are the product of these, and the configuration in force. */
  choices: Choice[];
  /** Simulated time of a candidate once it is in force, s. */
  horizon: number;
  /** Equally many runs of every candidate, or a total that sequential halving distributes. */
  spend: { kind: 'each'; replications: number } | { kind: 'halving'; runs: number };
  goal: 'maximise' | 'minimise';
  /** Reads metrics of the simulated primary, observations, and properties of the candidate. */
  objective: Expression;
  /** The objective as it is written. */
  source: string;
  /** Unit in which scores are shown; empty for a plain number. */
  unit: string;
  /** Time that a twin takes for a proposal, and for a vote on another twin's proposal, s; absent: none. */
  decisionTime?: number;
}
