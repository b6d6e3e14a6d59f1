import { FailedRounds } from '../measurement/failed-rounds.js';
import type { FactReader } from '../model/fact-readers.js';

/** Counts failures: rounds and views of the primary, cycles and intervals of the management chain. */
export class Failures {
  readonly #warmup: number;
  readonly #failedRounds = new FailedRounds();
  roundsFailed = 0;
  viewChanges = 0;
  cyclesFailed = 0;
  intervalsMissed = 0;

  /** @param warmup earlier failures are not counted, ns */
  constructor(warmup: number) {
    this.#warmup = warmup;
  }

  readonly reader: FactReader = {
    roundFailed: (at, { height }) => {
      this.#failedRounds.add(height);
      this.#addRounds(at, 1);
    },
    blockFinalized: (at, { height, view }) => this.#addRounds(at, this.#failedRounds.settle(height, view)),
    viewAbandoned: (at, { isValidator }) => {
      if (isValidator && this.#isMeasured(at)) this.viewChanges++;
    },
    cycleFailed: (at) => {
      if (this.#isMeasured(at)) this.cyclesFailed++;
    },
    intervalMissed: (at) => {
      if (this.#isMeasured(at)) this.intervalsMissed++;
    },
  };

  #isMeasured(at: number): boolean {
    return at >= this.#warmup;
  }

  /** @param rounds negative if rounds counted as failed produced a block after all, perhaps some in the warm-up */
  #addRounds(at: number, rounds: number): void {
    if (this.#isMeasured(at)) this.roundsFailed = Math.max(0, this.roundsFailed + rounds);
  }
}
