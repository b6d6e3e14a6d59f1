import type { Condition, Expression } from './expression.js';
import type { LearningPlan } from './learning-plan.js';
import type { LookAheadPlan } from './look-ahead-plan.js';
import type { NodeChoice } from './node-choice.js';

/** How a stakeholder's twin manages the primary: its observations, its proposals, and its votes. */
export interface Policy {
  name: string;
  /** Absent if nothing is observed. */
  observe?: Observe;
  decision:
    | { kind: 'current' }
    | { kind: 'rules'; rules: Rule[] }
    | { kind: 'lookAhead'; plan: LookAheadPlan }
    | { kind: 'learn'; plan: LearningPlan };
  /** Absent: every valid configuration is accepted. */
  accept?: Acceptance;
}

export interface Observe {
  /** Length of the twin's window, s. */
  window: number;
  /** `mirrored`: what its own node has seen; `exact`: what the simulation knows of the whole system. */
  view: 'mirrored' | 'exact';
  observations: Observation[];
}

export interface Observation {
  name: string;
  /** Statistics of metrics over the window. */
  value: Expression;
  /** Unit in which its value is shown, as in the language; empty for a plain number. Data is in SI. */
  unit: string;
}

/** `when condition for k intervals { property = expression … }` */
export interface Rule {
  /** The condition as it is written. */
  source: string;
  condition: Condition;
  /** Number of consecutive configuration block intervals for which the condition must hold, at least 1. */
  intervals: number;
  changes: Change[];
}

/** One property of the configuration in force that a proposal sets. */
export interface Change {
  /** A field of the configuration, `engine/model/configuration.ts`. */
  property: string;
  value: Expression | { kind: 'nodes'; choice: NodeChoice };
}

/** The proposals of others for which a twin votes. */
export type Acceptance =
  | {
      /** The condition as it is written. */
      source: string;
      condition: Condition;
    }
  | {
      source: string;
      /** How much worse than its own best a proposal may be by its own look-ahead, as a share of that best, 0 to 1. */
      within: number;
    };
