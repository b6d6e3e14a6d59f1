import type { WordSource } from '../../kernel/word-source.js';
import type { LearntModel } from '../../model/learning-plan.js';

/** The experience of one interval: state, action, reward and next state. */
export interface Lesson {
  state: number;
  action: number;
  reward: number;
  /** The state in which the interval ended. */
  next: number;
  /** The observations at its start, for methods that use them instead of their bins; NaN for one without a value. */
  features: readonly number[];
  /** Those at its end. */
  nextFeatures: readonly number[];
  /** Whether it was simulated, so that the next state is unknown. */
  isImagined?: boolean;
}

/** How a twin learns and chooses. Uses only sums, products, quotients, comparisons and roots, which are the same on every machine. */
export interface Learner {
  /** Learns from a lesson. @param draws random words of this lesson */
  learn(lesson: Lesson, draws: WordSource): void;
  /** Chooses the next action. @param draws random words of this choice */
  choose(state: number, features: readonly number[], draws: WordSource): { action: number; isExploring: boolean };
  /** The estimated value of an action in a state. */
  value(state: number, action: number): number;
  /** The number of experiences behind that value. */
  visits(state: number, action: number): number;
  /** Variance of the rewards behind that value; 0 if the method does not use it. */
  variance(state: number, action: number): number;
  /** What another run needs to continue from here, in addition to these values; absent if nothing. */
  readonly model?: LearntModel;
}

/** The first action that has not been tried in a state; undefined if all have. */
export function firstUntried(learner: Pick<Learner, 'visits'>, state: number, actions: number): number | undefined {
  for (let action = 0; action < actions; action++) if (learner.visits(state, action) === 0) return action;
  return undefined;
}

/** The action with the highest score; the first one if several are equal. */
export function bestOf(score: (action: number) => number, actions: number): number {
  let best = 0;
  for (let action = 1; action < actions; action++) if (score(action) > score(best)) best = action;
  return best;
}
