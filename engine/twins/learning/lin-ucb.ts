import type { LearntModel } from '../../model/learning-plan.js';
import { bestOf, firstUntried, type Learner, type Lesson } from './method.js';

/** Width of the confidence bound by which an action is chosen, in standard deviations. */
const OPTIMISM = 0.5;

/** Strength of the ridge regularisation. */
const RIDGE = 1;

/** Sums over the lessons of each action, in the units of the observations, with a constant as the first one. */
export type LinearModel = Extract<LearntModel, { kind: 'linear' }>;

/**
 * LinUCB (Li, Chu, Langford and Schapire 2010) with a model for each action, over the observations themselves, divided by the
 * largest value seen. With a memory below 1 it forgets, as D-LinUCB (Russac, Vernade and Cappé 2019).
 */
export class LinUcb implements Learner {
  readonly model: LinearModel;
  readonly #memory: number;
  readonly #actions: number;
  readonly #counts: Float64Array;
  #last: readonly number[] = [];

  /** @param features number of observations; a constant is added */
  constructor(memory: number, features: number, actions: number, from?: { visits: number[]; model?: LearntModel }) {
    this.#memory = memory;
    this.#actions = actions;
    this.model = from?.model?.kind === 'linear' ? structuredCopy(from.model) : nothing(features + 1, actions);
    this.#counts = Float64Array.from(from?.visits.slice(0, actions) ?? { length: actions }, (count) => count ?? 0);
  }

  learn({ action, reward, features }: Lesson): void {
    const { gram, moments } = this.model;
    this.model.rewardScale = Math.max(this.model.rewardScale, Math.abs(reward));
    const x = this.#looked(features);
    const kept = this.#memory;
    for (let i = 0; i < x.length; i++) {
      for (let j = 0; j < x.length; j++) gram[action][i][j] = kept * gram[action][i][j] + x[i] * x[j];
      moments[action][i] = kept * moments[action][i] + x[i] * reward;
    }
    this.#counts[action]++;
  }

  choose(state: number, features: readonly number[]): { action: number; isExploring: boolean } {
    const x = this.#looked(features);
    const first = firstUntried(this, state, this.#actions);
    if (first !== undefined) return { action: first, isExploring: true };
    const scaled = x.map((value, i) => value / unit(this.model.scales[i]));
    const bound = (action: number): number => {
      const width = solveLinearSystem(regularised(this.model, action), scaled).reduce(
        (sum, value, i) => sum + value * scaled[i],
        0,
      );
      return this.#predict(action, x) + OPTIMISM * this.model.rewardScale * Math.sqrt(Math.max(0, width));
    };
    const action = bestOf(bound, this.#actions);
    return { action, isExploring: action !== bestOf((each) => this.#predict(each, x), this.#actions) };
  }

  /** As {@link Learner.value}, for the observations of the last choice. */
  value(_state: number, action: number): number {
    return this.#predict(action, this.#last);
  }

  visits(_state: number, action: number): number {
    return this.#counts[action];
  }

  variance(): number {
    return 0;
  }

  #predict(action: number, x: readonly number[]): number {
    return weightsOf(this.model, action).reduce((sum, weight, i) => sum + weight * (x[i] ?? 0), 0);
  }

  /** The features of observations: a constant first; 0 for an observation without a value. */
  #looked(features: readonly number[]): readonly number[] {
    const { scales } = this.model;
    this.#last = [1, ...features.map((value) => (Number.isFinite(value) ? value : 0))];
    this.#last.forEach((value, i) => {
      scales[i] = Math.max(scales[i], Math.abs(value));
    });
    return this.#last;
  }
}

/** The weights of an action: the effect of the constant and of one unit of each observation on the reward. */
export function weightsOf(model: LinearModel, action: number): number[] {
  const { moments, scales } = model;
  const right = moments[action].map((moment, i) => moment / unit(scales[i]));
  return solveLinearSystem(regularised(model, action), right).map((weight, i) => weight / unit(scales[i]));
}

/** The matrix of the scaled problem. */
function regularised({ gram, scales }: LinearModel, action: number): number[][] {
  return gram[action].map((row, i) =>
    row.map((sum, j) => sum / (unit(scales[i]) * unit(scales[j])) + (i === j ? RIDGE : 0)),
  );
}

/** The scale of an observation: 1 if it was always zero. */
function unit(scale: number): number {
  return scale > 0 ? scale : 1;
}

function nothing(size: number, actions: number): LinearModel {
  const zeros = () => new Array<number>(size).fill(0);
  return {
    kind: 'linear',
    gram: Array.from({ length: actions }, () => Array.from({ length: size }, zeros)),
    moments: Array.from({ length: actions }, zeros),
    scales: new Array<number>(size).fill(0),
    rewardScale: 0,
  };
}

function structuredCopy({ gram, moments, scales, ...rest }: LinearModel): LinearModel {
  return {
    ...rest,
    gram: gram.map((matrix) => matrix.map((row) => [...row])),
    moments: moments.map((row) => [...row]),
    scales: [...scales],
  };
}

/** The solution of a system with a positive definite matrix, by Gaussian elimination. */
export function solveLinearSystem(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
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
