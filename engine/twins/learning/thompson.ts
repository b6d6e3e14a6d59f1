import { standardNormal } from '../../kernel/normal.js';
import type { WordSource } from '../../kernel/word-source.js';
import type { Learnt } from '../../model/learning-plan.js';
import { bestOf, firstUntried, type Learner, type Lesson } from './method.js';

/** Experience that has faded below this counts as none. */
const FADED = 0.05;

/**
 * A bandit for each state: discounted Gaussian Thompson sampling (Qi, Guo and Zhu 2023). An action is drawn with the
 * probability that it is the best one. With a memory below 1, actions that were not tried for long become uncertain again.
 */
export class Thompson implements Learner {
  readonly #memory: number;
  readonly #actions: number;
  /** Discounted number, mean and sum of squared deviations of the rewards, by state and action. */
  readonly #counts: Float64Array;
  readonly #means: Float64Array;
  readonly #squares: Float64Array;

  constructor(memory: number, states: number, actions: number, from?: Pick<Learnt, 'values' | 'visits' | 'variances'>) {
    const cells = states * actions;
    this.#memory = memory;
    this.#actions = actions;
    this.#counts = Float64Array.from(from?.visits ?? new Float64Array(cells));
    this.#means = Float64Array.from(from?.values ?? new Float64Array(cells));
    this.#squares = Float64Array.from(
      from?.variances ?? new Float64Array(cells),
      (variance, cell) => variance * this.#counts[cell],
    );
  }

  learn({ state, action, reward }: Lesson): void {
    for (let each = state * this.#actions; each < (state + 1) * this.#actions; each++) {
      this.#counts[each] *= this.#memory;
      this.#squares[each] *= this.#memory;
    }
    const cell = state * this.#actions + action;
    const difference = reward - this.#means[cell];
    this.#counts[cell]++;
    this.#means[cell] += difference / this.#counts[cell];
    this.#squares[cell] += difference * (reward - this.#means[cell]);
  }

  choose(state: number, _features: readonly number[], draws: WordSource): { action: number; isExploring: boolean } {
    const first = firstUntried(this, state, this.#actions);
    if (first !== undefined) return { action: first, isExploring: true };
    const spread = this.#spread(state);
    const drawn = Array.from({ length: this.#actions }, (_, action) => {
      const cell = state * this.#actions + action;
      return this.#means[cell] + (spread / Math.sqrt(this.#counts[cell])) * standardNormal(draws);
    });
    const action = bestOf((each) => drawn[each], this.#actions);
    return { action, isExploring: action !== bestOf((each) => this.value(state, each), this.#actions) };
  }

  /** Pooled standard deviation of rewards in a state; if each action was tried once, that of their means. */
  #spread(state: number): number {
    const first = state * this.#actions;
    const counts = this.#counts.subarray(first, first + this.#actions);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const squares = this.#squares.subarray(first, first + this.#actions).reduce((sum, square) => sum + square, 0);
    if (squares > 0) return Math.sqrt(squares / Math.max(1, total - this.#actions));
    const means = this.#means.subarray(first, first + this.#actions);
    const mean = means.reduce((sum, value) => sum + value, 0) / this.#actions;
    return Math.sqrt(means.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / this.#actions);
  }

  value(state: number, action: number): number {
    return this.#means[state * this.#actions + action];
  }

  visits(state: number, action: number): number {
    const count = this.#counts[state * this.#actions + action];
    return count < FADED ? 0 : count;
  }

  variance(state: number, action: number): number {
    const cell = state * this.#actions + action;
    return this.#counts[cell] > 0 ? this.#squares[cell] / this.#counts[cell] : 0;
  }
}
