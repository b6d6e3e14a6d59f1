import { type Sampler, sampler } from '../kernel/sampler.js';
import type { StreamKey } from '../kernel/streams.js';
import { WordSource } from '../kernel/word-source.js';
import type { Workload } from '../model/scenario.js';
import { type ArrivalProcess, arrivalProcess } from './arrivals.js';

/** The transactions of a workload in order. They do not depend on what happens to them. */
export interface Demand {
  /** Time of the next submission, ns; infinite if there are no more. */
  next(): number;
  /** Size of the n-th transaction, from 1, B: a whole number, at least 1. */
  bytes(number: number): number;
  /** tx/s; NaN for a record, which has no rate. @param now a moment before the next arrival, ns */
  rateAt(now: number): number;
}

/** Draws transactions on demand, and stores nothing. */
export class DrawnDemand implements Demand {
  readonly #process: ArrivalProcess;
  readonly #size: Sampler;
  readonly #sizeKey: StreamKey;
  readonly #recorded: readonly number[] | undefined;
  readonly #source = new WordSource();

  constructor({ arrivals, size }: Pick<Workload, 'arrivals' | 'size'>, arrivalKey: StreamKey, sizeKey: StreamKey) {
    this.#process = arrivalProcess(arrivals, arrivalKey);
    this.#size = sampler(size, true);
    this.#sizeKey = sizeKey;
    this.#recorded = arrivals.kind === 'trace' ? arrivals.sizes : undefined;
  }

  next(): number {
    return this.#process.next();
  }

  /** Recorded with the arrival, or drawn. */
  bytes(number: number): number {
    const size = this.#recorded
      ? this.#recorded[(number - 1) % this.#recorded.length]
      : this.#size.draw(this.#source.within(this.#sizeKey, number));
    return Math.max(1, Math.round(size));
  }

  rateAt(now: number): number {
    return this.#process.rateAt(now);
  }
}
