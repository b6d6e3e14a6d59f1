import type { Expression } from './expression.js';
import type { Choice, LookAheadPlan } from './look-ahead-plan.js';

/** How a twin learns, interval by interval, which configuration is best. */
export interface LearningPlan {
  method: LearningMethod;
  /** The states that it tells apart: the product of the bins of these. */
  state: StateVariable[];
  /** The configurations among which it chooses: the product of these over the configuration in force. */
  choices: Choice[];
  /** The reward of an interval: statistics of its node's observations; more is better. */
  reward: Expression;
  /** The reward as it is written. */
  source: string;
  /** Unit in which rewards are shown; empty for a plain number. */
  unit: string;
  /** How it looks ahead in states that are new to it; absent: it tries untried actions first. */
  unseen?: LookAheadPlan;
  /** Initial learnt values; absent: none. */
  from?: Learnt;
}

/** The method by which a twin learns. */
export type LearningMethod =
  /** Watkins and Dayan 1992. All three from 0 to 1. */
  | { kind: 'qLearning'; rate: number; discount: number; exploration: number }
  /** Gaussian Thompson sampling; `memory`: weight of a reward one interval later, 0 to 1. */
  | { kind: 'thompson'; memory: number }
  /** Li, Chu, Langford and Schapire 2010, over the observations themselves; `memory` as for Thompson sampling. */
  | { kind: 'linUcb'; memory: number }
  /** Liu et al. 2019, reconstructed: deep Q-learning over the observations themselves. Both from 0 to 1. */
  | { kind: 'optimiser'; discount: number; exploration: number };

/** An observation in bins: k bounds make k + 1 bins, each with its lower bound, and one more for no value at all. */
export interface StateVariable {
  /** The expression as in the text. */
  name: string;
  value: Expression;
  /** Ascending, SI. */
  bounds: number[];
}

/** What twins have learnt: a cell for each state and action, ordered by state. Valid for one state space and set of actions. */
export interface Learnt {
  method: LearningMethod['kind'];
  /** Names of states and of actions, in their order. For `linUcb`, names of weights: a constant, and the observations. */
  states: string[];
  actions: string[];
  /** Value of an action in a state; 0 if it was never tried. */
  values: number[];
  /** Number of experiences behind a value; not a whole number if experience fades. */
  visits: number[];
  /** Variance of the rewards behind a value; 0 for methods that do not use it. */
  variances: number[];
  /** The model that the cells are computed from, for methods that have one. */
  model?: LearntModel;
}

/** What a method with features has learnt, in the units of observations and rewards. */
export type LearntModel =
  /** By action: sums of products of the observations, a constant before them, and of these with the reward. */
  | {
      kind: 'linear';
      gram: number[][][];
      moments: number[][];
      /** The largest of each that was seen. */
      scales: number[];
      rewardScale: number;
    }
  /** Inputs are observations divided by the largest seen, outputs are values divided by the largest reward. */
  | {
      kind: 'network';
      layers: Layer[];
      scales: number[];
      rewardScale: number;
      /** Number of intervals that it was trained with. */
      lessons: number;
      /** By state: the observations when it was last entered; none if it never was. */
      seen: number[][];
    };

/** A layer of a feed-forward network: a row of weights and a bias for each output. */
export interface Layer {
  weights: number[][];
  biases: number[];
}
