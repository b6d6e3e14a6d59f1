import type { WordSource } from '../../kernel/word-source.js';
import type { LearningMethod, Learnt, LearntModel } from '../../model/learning-plan.js';
import { bestOf, firstUntried, type Learner, type Lesson } from './method.js';
import { Network } from './network.js';

/** Units of its one hidden layer. */
const HIDDEN = 24;

/** Lessons that it remembers, and of these so many for each batch, and batches for each lesson. */
const MEMORY = 10_000;
const BATCH = 16;
const BATCHES = 4;

/** After so many lessons the network that tells what comes later is brought up to date. */
const SYNC = 25;

/** For each action so many lessons pass until it explores no more than it is told to. */
const LESSONS_OF_EXPLORING = 6;

type Past = Pick<Lesson, 'features' | 'action' | 'reward'> & { next: readonly number[] };

/**
 * The optimiser of Liu, Teng, Yu, Leung and Song 2019, as far as their paper tells: deep Q-learning (Mnih et al. 2015) from
 * what a twin observes, with replay and a network for what comes later that follows more slowly. They give neither
 * architecture nor schedule: these are our own, made for hundreds of decisions where others trained with thousands. Rewards
 * come gated by their constraints (`constraints.ts`). The states of the table only count and show.
 */
export class Optimiser implements Learner {
  readonly #method: Extract<LearningMethod, { kind: 'optimiser' }>;
  readonly #actions: number;
  readonly #visits: Float64Array;
  /** Observations with which a state was last entered: what the table shows of it is said about these. */
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
    // Values are those of a discounted sum: in the network, one interval's share of it.
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

  /** From one down to what the policy says, in equal steps. */
  get #exploration(): number {
    const left = 1 - this.#lessons / (LESSONS_OF_EXPLORING * this.#actions);
    return Math.max(this.#method.exploration, left);
  }

  /** In whichever state. */
  #tried(action: number): number {
    let sum = 0;
    for (let cell = action; cell < this.#visits.length; cell += this.#actions) sum += this.#visits[cell];
    return sum;
  }

  /** Of one interval: the discounted sum of rewards, but for the factor that sums them. */
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

/** An observation without a value counts as none of its kind. */
function known(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
