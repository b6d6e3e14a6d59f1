import type { Demand } from './demand.js';

/** Maximum number of stored transactions: 16 MB. */
const MOST_TRANSACTIONS = 1 << 20;

/** Transactions that have been drawn, in order. */
class Kept {
  readonly demand: Demand;
  readonly times: number[] = [];
  readonly bytes: number[] = [];

  constructor(demand: Demand) {
    this.demand = demand;
  }

  get length(): number {
    return this.times.length + this.bytes.length;
  }
}

/** Repeats the same transactions from the first one on. */
class Replay implements Demand {
  readonly #kept: Kept;
  #number = 0;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  next(): number {
    const { times, demand } = this.#kept;
    if (this.#number === times.length) times.push(demand.next());
    return times[this.#number++];
  }

  bytes(number: number): number {
    const { bytes, demand } = this.#kept;
    while (bytes.length < number) bytes.push(demand.bytes(bytes.length + 1));
    return bytes[number - 1];
  }

  rateAt(now: number): number {
    return this.#kept.demand.rateAt(now);
  }
}

/**
 * The arrivals of runs that are repeated with the same random numbers, as for all candidates of one look-ahead. They
 * are drawn once.
 */
export class KeptDemands {
  readonly #kept = new Map<string, Kept>();

  /**
   * The demand with this name, from its first transaction on. @param name identifies it @param draw draws it if it is
   * not stored
   */
  of(name: string, draw: () => Demand): Demand {
    const known = this.#kept.get(name);
    if (known) return new Replay(known);
    let total = [...this.#kept.values()].reduce((sum, { length }) => sum + length, 0);
    for (const [oldest, { length }] of this.#kept) {
      if (total <= 2 * MOST_TRANSACTIONS) break;
      this.#kept.delete(oldest);
      total -= length;
    }
    const kept = new Kept(draw());
    this.#kept.set(name, kept);
    return new Replay(kept);
  }
}
