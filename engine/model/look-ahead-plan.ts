import type { Expression } from './expression.js';
import type { NodeChoice } from './node-choice.js';

/** One property of the configuration, and the values among which a twin chooses. */
export interface Choice {
  /** A field of the configuration, `engine/model/configuration.ts`. */
  property: string;
  /** In SI, words, or choices of nodes; at least one. */
  values: (number | string | NodeChoice)[];
}

/** How a twin that looks ahead finds the best of its candidates. */
export interface LookAheadPlan {
  /** The candidates are the product of these, and the configuration in force. */
  choices: Choice[];
  /** For how long a candidate is simulated from the moment at which it is in the hands of the nodes, s. */
  horizon: number;
  /** Every candidate equally often, or a number of runs that sequential halving spends among all of them. */
  spend: { kind: 'each'; replications: number } | { kind: 'halving'; runs: number };
  goal: 'maximise' | 'minimise';
  /** Statistics of the metrics of the simulated primary, observations, and properties of the candidate. */
  objective: Expression;
  /** The objective as it is written. */
  source: string;
  /** Unit in which scores are told; empty for a plain number. */
  unit: string;
  /** Time that a twin takes for a proposal, and for a vote on that of another one, s; absent: none. */
  decisionTime?: number;
}
