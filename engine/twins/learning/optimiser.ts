import type { WordSource } from '../../kernel/word-source.js';
import type { LearningMethod, Learnt, LearntModel } from '../../model/learning-plan.js';
import { bestOf, firstUntried, type Learner, type Lesson } from './method.js';
import { Network } from './network.js';

/** Units of its hidden layer. */
const HIDDEN = 24;

/** Number of remembered lessons, lessons per batch, and batches per new lesson. */
const MEMORY = 10_000;
const BATCH = 16;
const BATCHES = 4;

/** The target network is updated after so many lessons. */
const SYNC = 25;

/** Exploration falls to its final value over so many lessons per action. */
const LESSONS_OF_EXPLORING = 6;

type Past = Pick<Lesson, 'features' | 'action' | 'reward'> & { next: readonly number[] };

/**
 * The optimiser of Liu, Teng, Yu, Leung and Song 2019, reconstructed: deep Q-learning (Mnih et al. 2015) from the observations
 * of a twin, with experience replay and a target network. The paper gives neither architecture nor schedule; those here are
 * made for hundreds of decisions instead of thousands. Rewards are gated by constraints (`constraints.ts`). The states of
 * the table serve for counting and display only.
 */
export class Optimiser implements Learner {
  readonly #method: Extract<LearningMethod, { kind: 'optimiser' }>;
  readonly #actions: number;
  readonly #visits: Float64Array;
  /** By state: the observations when it was last entered, for which the table shows values. */
  readonly #seen: (readonly number[] | undefined)[];
  readonly #scales: number[];
  readonly #past: Past[] = [];
  readonly #network: Network;
  #later: Network;
  #rewardScale = 0;
  #lessons = 0;

  constructor(
    method: Extract<LearningMethod, { kind: 'optimiser' }>,
    { states, actions, features }: { states: number; actions: number; features: number },
    draws: WordSource,
    from?: Learnt,
  ) {
    this.#method = method;
    this.#actions = actions;
    this.#visits = Float64Array.from(from?.visits ?? { length: states * actions }, (value) => value ?? 0);
    this.#seen = new Array<readonly number[] | undefined>(states).fill(undefined);
    const known = from?.model?.kind === 'network' ? from.model : undefined;
    this.#scales = known ? [...known.scales] : new Array<number>(features).fill(0);
    this.#rewardScale = known?.rewardScale ?? 0;
    this.#lessons = known?.lessons ?? 0;
    known?.seen.forEach((seen, state) => {
      if (seen.length > 0) this.#seen[state] = seen;
    });
    this.#network = known ? new Network(known.layers).copy() : Network.drawn([features, HIDDEN, actions], draws);
    this.#later = this.#network.copy();
  }

  learn(lesson: Lesson, draws: WordSource): void {
    const { state, action, reward, features, nextFeatures } = lesson;
    this.#rewardScale = Math.max(this.#rewardScale, Math.abs(reward));
    for (const values of [features, nextFeatures]) this.#widen(values);
    this.#visits[state * this.#actions + action]++;
    this.#seen[state] = features.map(known);
    const past = { features, action, reward, next: nextFeatures };
    if (this.#past.length < MEMORY) this.#past.push(past);
    else this.#past[this.#lessons % MEMORY] = past;
    if (this.#lessons++ % SYNC === 0) this.#later = this.#network.copy();
    for (let batch = 0; batch < BATCHES; batch++)
      this.#network.train(
        Array.from({ length: BATCH }, () => this.#sample(this.#past[draws.below(this.#past.length)])),
      );
  }

  #sample({ features, action, reward, next }: Past): { inputs: number[]; output: number; target: number } {
    const { discount } = this.#method;
    const later = discount > 0 ? discount * Math.max(...this.#later.outputs(this.#inputs(next))) : 0;
    // A value is a discounted sum of rewards; the network holds the share of one interval.
    const target = (1 - discount) * this.#scaled(reward) + later;
    return { inputs: this.#inputs(features), output: action, target };
  }

  choose(state: number, features: readonly number[], draws: WordSource): { action: number; isExploring: boolean } {
    this.#widen(features);
    this.#seen[state] ??= features.map(known);
    const first = firstUntried({ visits: (_, action) => this.#tried(action) }, state, this.#actions);
    if (first !== undefined) return { action: first, isExploring: true };
    if (draws.uniform() < this.#exploration) return { action: draws.below(this.#actions), isExploring: true };
    const outputs = this.#network.outputs(this.#inputs(features));
    return { action: bestOf((action) => outputs[action], this.#actions), isExploring: false };
  }

  /** The current exploration rate: falls linearly from 1 to that of the policy. */
  get #exploration(): number {
    const left = 1 - this.#lessons / (LESSONS_OF_EXPLORING * this.#actions);
    return Math.max(this.#method.exploration, left);
  }

  /** How often an action was tried, in any state. */
  #tried(action: number): number {
    let sum = 0;
    for (let cell = action; cell < this.#visits.length; cell += this.#actions) sum += this.#visits[cell];
    return sum;
  }

  /** As {@link Learner.value}, per interval: the discounted sum of rewards times (1 - discount). */
  value(state: number, action: number): number {
    const seen = this.#seen[state];
    return seen ? this.#network.outputs(this.#inputs(seen))[action] * this.#rewardScale : 0;
  }

  visits(state: number, action: number): number {
    return this.#visits[state * this.#actions + action];
  }

  variance(): number {
    return 0;
  }

  get model(): LearntModel {
    return {
      kind: 'network',
      layers: this.#network.copy().layers,
      scales: [...this.#scales],
      rewardScale: this.#rewardScale,
      lessons: this.#lessons,
      seen: this.#seen.map((seen) => [...(seen ?? [])]),
    };
  }

  #widen(features: readonly number[]): void {
    features.forEach((value, index) => {
      this.#scales[index] = Math.max(this.#scales[index], Math.abs(known(value)));
    });
  }

  #inputs(features: readonly number[]): number[] {
    return this.#scales.map((scale, index) => (scale > 0 ? known(features[index]) / scale : 0));
  }

  #scaled(reward: number): number {
    return this.#rewardScale > 0 ? reward / this.#rewardScale : 0;
  }
}

/** A feature; 0 for an observation without a value. */
function known(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
