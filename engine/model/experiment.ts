import type { Condition, Expression, SampleStatistic } from './expression.js';
import type { Scenario } from './scenario.js';

/**
 * An experiment as plain JSON: the scenarios, the number of simulations of each, the plots, and the expectations.
 * Quantities are in SI units.
 */
export interface Experiment {
  name: string;
  /** Name of the scenario that is repeated. */
  scenario: string;
  /** The properties that vary; empty if only the random numbers do. */
  axes: Axis[];
  /** Every combination of varied values; a single point without values if nothing varies. */
  points: Point[];
  replications: Replications;
  plots: Plot[];
  /** The objectives; absent if nothing is chosen. */
  goals?: Goal[];
  /** Those of the scenario first. */
  expectations: Expectation[];
  /**
   * Present if each replication also records the figures of its twins, and the choices that they would have made from
   * the true state, by additional runs.
   */
  watchesTwins?: true;
}

/** One property that varies. */
export interface Axis {
  /** Dotted path from the scenario: `topology.bandwidth.mean`. */
  path: string;
  /** Unit in which the values are written; empty for numbers and words. */
  unit: string;
  /** Axes with the same number vary together (`zip`); the others make a grid. Counted from 0. */
  dimension: number;
}

/** One varied value: as it is written, and in SI where it is a quantity. */
export interface VariedValue {
  text: string;
  value?: number;
}

/** One combination of varied values. */
export interface Point {
  /** One for each axis. */
  values: VariedValue[];
  scenario: Scenario;
}

/** How often every point is simulated. */
export type Replications =
  | { kind: 'fixed'; count: number }
  /** Until the confidence interval of `statistic` is within `tolerance` (a ratio) of it, for each point separately. */
  | { kind: 'until'; confidence: number; statistic: Expression; tolerance: number; most: number };

/** Management delays by phase (Figure 4), block times (Figure 5), or a statistic of one metric. */
export type Plot =
  | { kind: 'delays' }
  | { kind: 'overhead' }
  | { kind: 'metric'; metric: string; statistic: SampleStatistic };

/** Chooses, among the points that meet every expectation, the one with the smallest or largest mean of an objective. */
export interface Goal {
  direction: 'minimise' | 'maximise';
  /** The objective as written, for messages. */
  source: string;
  /** SI unit of the objective; `share` for values shown in per cent, empty for plain numbers. */
  unit: string;
  objective: Expression;
}

/** A condition that results should meet. */
export interface Expectation {
  /** The sentence in quotation marks. */
  text: string;
  /** The condition as written, for messages. */
  source: string;
  condition: Condition;
}
