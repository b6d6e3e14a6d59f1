import { bestOf, type Learner, type Lesson, untried } from './method.js';

/** How many standard deviations an action is given the benefit of the doubt. */
const OPTIMISM = 0.5;

/** Ridge: what the model holds on to before it has seen anything. */
const RIDGE = 1;

/**
 * LinUCB (Li, Chu, Langford and Schapire 2010) with a model for each action, over the observations themselves: features are
 * scaled by the largest that was seen. With a memory below one it forgets, as D-LinUCB does (Russac,
 * Vernade and Cappé 2019).
 */
export class LinUcb implements Learner {
  readonly #memory: number;
  readonly #actions: number;
  readonly #size: number;
  readonly #gram: number[][][];
  readonly #moments: number[][];
  readonly #counts: Float64Array;
  readonly #scales: number[];
  #rewardScale = 0;
  #last: readonly number[] = [];

  /** @param features observations that it looks at; a constant is added */
  constructor(memory: number, features: number, actions: number) {
    this.#memory = memory;
    this.#actions = actions;
    this.#size = features + 1;
    this.#scales = new Array<number>(features).fill(0);
    const identity = () =>
      Array.from({ length: this.#size }, (_, i) => Array.from({ length: this.#size }, (_, j) => (i === j ? RIDGE : 0)));
    this.#gram = Array.from({ length: actions }, identity);
    this.#moments = Array.from({ length: actions }, () => new Array<number>(this.#size).fill(0));
    this.#counts = new Float64Array(actions);
  }

  learn({ action, reward, features }: Lesson): void {
    this.#rewardScale = Math.max(this.#rewardScale, Math.abs(reward));
    const x = this.#scaled(features);
    const gram = this.#gram[action];
    const moments = this.#moments[action];
    const kept = this.#memory;
    for (let i = 0; i < this.#size; i++) {
      for (let j = 0; j < this.#size; j++)
        gram[i][j] = kept * gram[i][j] + x[i] * x[j] + (i === j ? (1 - kept) * RIDGE : 0);
      moments[i] = kept * moments[i] + x[i] * reward;
    }
    this.#counts[action]++;
  }

  choose(state: number, features: readonly number[]): { action: number; isExploring: boolean } {
    const x = this.#scaled(features);
    this.#last = features;
    const first = untried(this, state, this.#actions);
    if (first !== undefined) return { action: first, isExploring: true };
    const bound = (action: number): number => {
      const width = solved(this.#gram[action], x).reduce((sum, value, i) => sum + value * x[i], 0);
      return this.#predict(action, x) + OPTIMISM * this.#rewardScale * Math.sqrt(Math.max(0, width));
    };
    const action = bestOf(bound, this.#actions);
    return { action, isExploring: action !== bestOf((each) => this.#predict(each, x), this.#actions) };
  }

  isUnseen(): boolean {
    return this.#counts.every((count) => count === 0);
  }

  /** By the observations of the last choice. */
  value(_state: number, action: number): number {
    return this.#predict(action, this.#scaled(this.#last));
  }

  visits(_state: number, action: number): number {
    return this.#counts[action];
  }

  variance(): number {
    return 0;
  }

  #predict(action: number, x: readonly number[]): number {
    return solved(this.#gram[action], this.#moments[action]).reduce((sum, weight, i) => sum + weight * x[i], 0);
  }

  /** An observation without a value counts as none of its kind. */
  #scaled(features: readonly number[]): number[] {
    const scaled = [1];
    for (let i = 0; i + 1 < this.#size; i++) {
      const value = Number.isFinite(features[i]) ? features[i] : 0;
      this.#scales[i] = Math.max(this.#scales[i], Math.abs(value));
      scaled.push(this.#scales[i] > 0 ? value / this.#scales[i] : 0);
    }
    return scaled;
  }
}

/** The solution of a system with a positive definite matrix, by Gaussian elimination. */
export function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]]);
  for (let pivot = 0; pivot < size; pivot++)
    for (let row = pivot + 1; row < size; row++) {
      const factor = rows[row][pivot] / rows[pivot][pivot];
      for (let column = pivot; column <= size; column++) rows[row][column] -= factor * rows[pivot][column];
    }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row--) {
    let sum = rows[row][size];
    for (let column = row + 1; column < size; column++) sum -= rows[row][column] * solution[column];
    solution[row] = sum / rows[row][row];
  }
  return solution;
}
