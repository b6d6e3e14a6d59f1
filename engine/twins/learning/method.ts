import type { WordSource } from '../../kernel/word-source.js';
import type { LearntModel } from '../../model/learning-plan.js';

/** The lesson of one interval. */
export interface Lesson {
  state: number;
  action: number;
  reward: number;
  /** The state in which the interval ended. */
  next: number;
  /** The observations at its start, for methods that look at them instead of their bins; NaN where one had no value. */
  features: readonly number[];
  /** Those at its end. */
  nextFeatures: readonly number[];
  /** It was simulated: nothing is known of what comes after it. */
  isImagined?: boolean;
}

/** How a twin learns, and chooses by what it has learnt. It adds, multiplies, divides, compares and takes roots, nothing else. */
export interface Learner {
  /** @param draws random words of this one lesson */
  learn(lesson: Lesson, draws: WordSource): void;
  /** @param draws random words of this one choice */
  choose(state: number, features: readonly number[], draws: WordSource): { action: number; isExploring: boolean };
  /** What an action is worth in a state, as far as it knows. */
  value(state: number, action: number): number;
  /** How much experience that rests on. */
  visits(state: number, action: number): number;
  /** Of the rewards behind it; 0 where it does not reckon with that. */
  variance(state: number, action: number): number;
  /** What the next run needs beside these to go on from here; absent where it needs nothing. */
  readonly model?: LearntModel;
}

/** The first action that has not been tried in a state; undefined where all have. */
export function firstUntried(learner: Pick<Learner, 'visits'>, state: number, actions: number): number | undefined {
  for (let action = 0; action < actions; action++) if (learner.visits(state, action) === 0) return action;
  return undefined;
}

/** The best action in a state, the first of equally good ones. */
export function bestOf(score: (action: number) => number, actions: number): number {
  let best = 0;
  for (let action = 1; action < actions; action++) if (score(action) > score(best)) best = action;
  return best;
}
