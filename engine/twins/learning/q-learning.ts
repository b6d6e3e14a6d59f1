import type { WordSource } from '../../kernel/word-source.js';
import type { LearningMethod, Learnt } from '../../model/learning-plan.js';
import { bestOf, firstUntried, type Learner, type Lesson } from './method.js';

/** Tabular Q-learning (Watkins and Dayan 1992), off-policy: tries untried actions first, and is ε-greedy after that. */
export class QLearning implements Learner {
  readonly #method: Extract<LearningMethod, { kind: 'qLearning' }>;
  readonly #actions: number;
  readonly #values: Float64Array;
  readonly #visits: Float64Array;

  constructor(
    method: Extract<LearningMethod, { kind: 'qLearning' }>,
    states: number,
    actions: number,
    from?: Pick<Learnt, 'values' | 'visits'>,
  ) {
    this.#method = method;
    this.#actions = actions;
    this.#values = Float64Array.from(from?.values ?? { length: states * actions }, (value) => value ?? 0);
    this.#visits = Float64Array.from(from?.visits ?? { length: states * actions }, (value) => value ?? 0);
  }

  learn({ state, action, reward, next, isImagined = false }: Lesson): void {
    const { rate, discount } = this.#method;
    const cell = state * this.#actions + action;
    const best = bestOf((each) => this.value(next, each), this.#actions);
    const later = isImagined ? 0 : this.value(next, best);
    this.#values[cell] += rate * (reward + discount * later - this.#values[cell]);
    this.#visits[cell]++;
  }

  choose(state: number, _features: readonly number[], draws: WordSource): { action: number; isExploring: boolean } {
    const first = firstUntried(this, state, this.#actions);
    if (first !== undefined) return { action: first, isExploring: true };
    if (draws.uniform() < this.#method.exploration) return { action: draws.below(this.#actions), isExploring: true };
    return { action: bestOf((action) => this.value(state, action), this.#actions), isExploring: false };
  }

  value(state: number, action: number): number {
    return this.#values[state * this.#actions + action];
  }

  visits(state: number, action: number): number {
    return this.#visits[state * this.#actions + action];
  }

  variance(): number {
    return 0;
  }
}
