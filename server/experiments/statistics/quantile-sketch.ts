/**
 * A sample as counts of its values, each rounded to {@link SIGNIFICANT_BITS} significant bits: as many bins between 1
 * and 2 as between 2 and 4, the layout of HDR histograms. Its size grows with the range of the values and not with
 * their number, sketches of parts add up to the sketch of the whole in any order, and rounding by bits gives the same
 * bins on every machine.
 */

/** A sketch in written form: pairs of a bin, less the previous one, and the number of its values. */
export type WrittenSketch = number[];

/**
 * Of a double's 53 bits. Whole numbers up to 2048 are exact, and the relative error of a value is at most {@link
 * SKETCH_ERROR}.
 */
const SIGNIFICANT_BITS = 11;

/** Low bits of a double's upper word that rounding removes. */
const DROPPED = 21 - SIGNIFICANT_BITS;

/** Largest relative error of a quantile. */
export const SKETCH_ERROR = 2 ** -SIGNIFICANT_BITS;

export class QuantileSketch {
  readonly #counts = new Map<number, number>();
  readonly #double = new DataView(new ArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  #size = 0;

  /** Number of values added. */
  get size(): number {
    return this.#size;
  }

  /** Adds every value but NaN. */
  add(values: Iterable<number>): this {
    for (const value of values) if (!Number.isNaN(value)) this.#count(this.#binOf(value), 1);
    return this;
  }

  /** Adds all values of another sketch. */
  merge(written: WrittenSketch): this {
    let bin = 0;
    for (let i = 0; i < written.length; i += 2) {
      bin += written[i];
      this.#count(bin, written[i + 1]);
    }
    return this;
  }

  /**
   * Quantiles of definition R-7, each within {@link SKETCH_ERROR} of the exact one where all values have one sign.
   *
   * @param shares in [0, 1]
   * @returns NaN for each if nothing was added
   */
  quantiles(shares: readonly number[]): number[] {
    const bins = this.#ascending();
    return shares.map((share) => {
      if (this.#size === 0) return Number.NaN;
      const position = share * (this.#size - 1);
      const below = Math.floor(position);
      const low = this.#valueOf(binAt(bins, below));
      const high = this.#valueOf(binAt(bins, Math.min(below + 1, this.#size - 1)));
      return low + (position - below) * (high - low);
    });
  }

  written(): WrittenSketch {
    let before = 0;
    return this.#ascending().flatMap(([bin, count]) => {
      const step = bin - before;
      before = bin;
      return [step, count];
    });
  }

  #ascending(): [bin: number, count: number][] {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }

  #count(bin: number, times: number): void {
    this.#counts.set(bin, (this.#counts.get(bin) ?? 0) + times);
    this.#size += times;
  }

  /** The number of a value's bin. Bins are numbered in the order of their values, and zero has bin 0. */
  #binOf(value: number): number {
    this.#double.setFloat64(0, Math.abs(value));
    const bin = (this.#double.getUint32(0) + (1 << (DROPPED - 1))) >>> DROPPED;
    return value < 0 ? -bin : bin;
  }

  #valueOf(bin: number): number {
    this.#double.setUint32(0, Math.abs(bin) << DROPPED);
    this.#double.setUint32(4, 0);
    const value = this.#double.getFloat64(0);
    return bin < 0 ? -value : value;
  }
}

/** The bin of the value with a given rank. */
function binAt(bins: readonly [bin: number, count: number][], rank: number): number {
  let seen = 0;
  for (const [bin, count] of bins) {
    seen += count;
    if (rank < seen) return bin;
  }
  throw new RangeError(`the sketch holds no value at rank ${rank}`);
}
