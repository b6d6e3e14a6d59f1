import type { WordSource } from '../../kernel/word-source.js';
import type { Layer } from '../../model/learning-plan.js';

/** Adam (Kingma and Ba 2015), with its usual constants. */
const STEP = 0.003;
const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const TINY = 1e-8;

/** The state of Adam for one layer. */
interface Momentum {
  first: Layer;
  second: Layer;
}

/**
 * A small feed-forward network: linear layers with rectifiers between them, and one output for each action. Uses only sums,
 * products, quotients, comparisons and roots, so that it learns the same on every machine.
 */
export class Network {
  readonly layers: Layer[];
  readonly #momenta: readonly Momentum[];
  #firstLeft = 1;
  #secondLeft = 1;

  constructor(layers: Layer[]) {
    this.layers = layers;
    this.#momenta = layers.map((layer) => ({ first: zeros(layer), second: zeros(layer) }));
  }

  /** A network with random weights: uniform around zero, with the variance of He et al. 2015, which keeps that of the signals. */
  static drawn(sizes: readonly number[], draws: WordSource): Network {
    const layers = sizes.slice(1).map((size, index) => {
      const width = Math.sqrt(6 / sizes[index]);
      const row = () => Array.from({ length: sizes[index] }, () => (2 * draws.uniform() - 1) * width);
      return { weights: Array.from({ length: size }, row), biases: new Array<number>(size).fill(0) };
    });
    return new Network(layers);
  }

  copy(): Network {
    return new Network(structuredCopy(this.layers));
  }

  /** The output for every action. */
  outputs(inputs: readonly number[]): number[] {
    return [...this.#activations(inputs)[this.layers.length]];
  }

  /** Moves one output of each sample towards its target, by the mean gradient of half the squared error. */
  train(samples: readonly { inputs: readonly number[]; output: number; target: number }[]): void {
    const gradients = this.layers.map(zeros);
    for (const { inputs, output, target } of samples) {
      const activations = this.#activations(inputs);
      const last = activations[this.layers.length];
      // An outlier pulls no harder than one unit of the reward's scale (Mnih et al. 2015).
      const error = Math.max(-1, Math.min(1, last[output] - target));
      let deltas = last.map((_, index) => (index === output ? error / samples.length : 0));
      for (let at = this.layers.length - 1; at >= 0; at--) {
        const before = activations[at];
        deltas.forEach((delta, row) => {
          if (delta === 0) return;
          gradients[at].biases[row] += delta;
          const weights = gradients[at].weights[row];
          for (let column = 0; column < before.length; column++) weights[column] += delta * before[column];
        });
        if (at > 0) deltas = this.#backwards(at, deltas, before);
      }
    }
    this.#descend(gradients);
  }

  #activations(inputs: readonly number[]): (readonly number[])[] {
    const found: (readonly number[])[] = [inputs];
    this.layers.forEach(({ weights, biases }, at) => {
      const before = found[at];
      const isLast = at === this.layers.length - 1;
      found.push(
        weights.map((row, index) => {
          let sum = biases[index];
          for (let column = 0; column < before.length; column++) sum += row[column] * before[column];
          return isLast || sum > 0 ? sum : 0;
        }),
      );
    });
    return found;
  }

  /** Propagates errors to the layer before; a closed rectifier passes none. */
  #backwards(at: number, deltas: readonly number[], before: readonly number[]): number[] {
    const { weights } = this.layers[at];
    return before.map((activation, column) => {
      if (activation <= 0) return 0;
      let sum = 0;
      for (let row = 0; row < deltas.length; row++) sum += deltas[row] * weights[row][column];
      return sum;
    });
  }

  #descend(gradients: readonly Layer[]): void {
    this.#firstLeft *= FIRST_DECAY;
    this.#secondLeft *= SECOND_DECAY;
    const rate = (STEP * Math.sqrt(1 - this.#secondLeft)) / (1 - this.#firstLeft);
    this.layers.forEach(({ weights, biases }, at) => {
      const { first, second } = this.#momenta[at];
      descend(biases, gradients[at].biases, first.biases, second.biases, rate);
      weights.forEach((row, index) => {
        descend(row, gradients[at].weights[index], first.weights[index], second.weights[index], rate);
      });
    });
  }
}

function descend(values: number[], gradient: number[], first: number[], second: number[], rate: number): void {
  for (let i = 0; i < values.length; i++) {
    first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * gradient[i];
    second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * gradient[i] * gradient[i];
    values[i] -= (rate * first[i]) / (Math.sqrt(second[i]) + TINY);
  }
}

function zeros({ weights, biases }: Layer): Layer {
  return { weights: weights.map((row) => row.map(() => 0)), biases: biases.map(() => 0) };
}

function structuredCopy(layers: readonly Layer[]): Layer[] {
  return layers.map(({ weights, biases }) => ({ weights: weights.map((row) => [...row]), biases: [...biases] }));
}
