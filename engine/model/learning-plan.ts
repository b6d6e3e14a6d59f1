import type { Expression } from './expression.js';
import type { Choice, LookAheadPlan } from './look-ahead-plan.js';

/** How a twin learns across intervals which configuration pays. */
export interface LearningPlan {
  method: LearningMethod;
  /** The states that it tells apart: the product of the bins of these. */
  state: StateVariable[];
  /** The configurations among which it chooses: the product of these over the configuration in force. */
  choices: Choice[];
  /** What an interval under a configuration was worth: statistics of what its node saw, the more the better. */
  reward: Expression;
  /** The reward as it is written. */
  source: string;
  /** Unit in which rewards are told; empty for a plain number. */
  unit: string;
  /** How it looks ahead in states that it has never been in; absent: it tries what it has not tried. */
  unseen?: LookAheadPlan;
  /** Initial learnt values; absent: none. */
  from?: Learnt;
}

export type LearningMethod =
  /** Watkins and Dayan 1992. All three from 0 to 1. */
  | { kind: 'qLearning'; rate: number; discount: number; exploration: number }
  /** Gaussian Thompson sampling; what a reward weighs one interval later, 0 to 1. */
  | { kind: 'thompson'; memory: number }
  /** Li, Chu, Langford and Schapire 2010, over the observations themselves; memory likewise. */
  | { kind: 'linUcb'; memory: number }
  /** Liu et al. 2019, reconstructed: deep Q-learning over the observations themselves. Both from 0 to 1. */
  | { kind: 'optimiser'; discount: number; exploration: number };

/** An observation in bins: k bounds make k + 1 bins, each with its lower bound, and one more for no value at all. */
export interface StateVariable {
  /** As it is written. */
  name: string;
  value: Expression;
  /** Ascending, SI. */
  bounds: number[];
}

/** What twins have learnt: a cell for each state and action, states first. Good for one state space and one set of actions. */
export interface Learnt {
  method: LearningMethod['kind'];
  /** Names of states and of actions, in their order. For `linUcb`, names of weights: a constant, and the observations. */
  states: string[];
  actions: string[];
  /** What an action is worth in a state; 0 if it was never tried. */
  values: number[];
  /** How much experience that rests on: whole numbers, unless it fades. */
  visits: number[];
  /** Of the rewards behind a value; for methods that reckon with it. */
  variances: number[];
  /** What the cells are computed from, for methods that know more than cells. */
  model?: LearntModel;
}

/** In the units of observations and rewards. */
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
  /** Inputs are observations over the largest that was seen, outputs values over the largest reward. */
  | {
      kind: 'network';
      layers: Layer[];
      scales: number[];
      rewardScale: number;
      /** That it was trained with. */
      lessons: number;
      /** By state: observations with which it was last entered; none where it never was. */
      seen: number[][];
    };

/** Of a feed-forward network: a row of weights and a bias for each output. */
export interface Layer {
  weights: number[][];
  biases: number[];
}
