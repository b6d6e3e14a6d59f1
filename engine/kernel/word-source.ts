import { mix, type StreamKey } from './streams.js';

const GOLDEN = 0x9e3779b9 | 0;
const GOLDEN_ODD = 0x9e3779b1;

/**
 * Random words for one subject, for instance one transmission: hashes of its key and a running number. They do not depend
 * on draws for other subjects, so results do not depend on the order of events.
 */
export class WordSource {
  #k0 = 0;
  #k1 = 0;
  #index = 0;

  /** Moves to the first word of the subject with this key. */
  at(k0: number, k1: number): this {
    this.#k0 = k0;
    this.#k1 = k1;
    this.#index = 0;
    return this;
  }

  for(key: StreamKey): this {
    return this.at(key.k0, key.k1);
  }

  /** Moves to the first word of a subject within a stream, such as a message or a node, which `a` and `b` identify. */
  within({ k0, k1 }: StreamKey, a: number, b = 0): this {
    const first = mix((mix(a ^ k0) + b) | 0);
    return this.at(first, mix((mix(b ^ k1) + Math.imul(a, GOLDEN_ODD) + first) | 0));
  }

  /** 32 random bits, as a signed integer. */
  word(): number {
    this.#index = (this.#index + GOLDEN) | 0;
    return mix((mix(this.#index ^ this.#k0) + this.#k1) | 0);
  }

  /** Uniform in the open interval (0, 1), with 52 random bits. */
  uniform(): number {
    const high = this.word() >>> 6;
    const low = this.word() >>> 6;
    return (high * 67108864 + low + 0.5) / 4503599627370496;
  }

  /** `uniform() < bound`, but with one word instead of two if that is enough to say no. */
  isBelow(bound: number): boolean {
    const high = (this.word() >>> 6) * 67108864;
    if (high >= bound * 4503599627370496) return false;
    return (high + (this.word() >>> 6) + 0.5) / 4503599627370496 < bound;
  }

  /** Uniform integer in [0, n), without modulo bias. */
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }
}
