import { type Sampler, sampler } from '../kernel/sampler.js';
import type { StreamKey } from '../kernel/streams.js';
import { toNanoseconds } from '../kernel/time.js';
import { WordSource } from '../kernel/word-source.js';
import type { Distribution } from '../model/scenario.js';

/** The configuration block intervals of a run, in ns: the n-th one depends on the seed and on n alone. */
export class Intervals {
  readonly #sampler: Sampler;
  readonly #key: StreamKey;
  readonly #source = new WordSource();

  constructor(distribution: Distribution, key: StreamKey) {
    this.#sampler = sampler(distribution, true);
    this.#key = key;
  }

  at(n: number): number {
    return Math.max(1, toNanoseconds(this.#sampler.draw(this.#source.within(this.#key, n))));
  }
}
