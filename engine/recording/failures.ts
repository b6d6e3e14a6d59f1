import { FailedRounds } from '../measurement/failed-rounds.js';
import type { Fact } from '../model/facts.js';

/** Counts what came to nothing: rounds and views of the primary, cycles and intervals of the management chain. */
export class Failures {
  readonly #warmup: number;
  readonly #failedRounds = new FailedRounds();
  roundsFailed = 0;
  viewChanges = 0;
  cyclesFailed = 0;
  intervalsMissed = 0;

  /** @param warmup what fails before it is not counted, ns */
  constructor(warmup: number) {
    this.#warmup = warmup;
  }

  record(at: number, fact: Fact): void {
    const isMeasured = at >= this.#warmup;
    switch (fact.kind) {
      case 'roundFailed':
        this.#failedRounds.add(fact.height);
        if (isMeasured) this.#addRounds(1);
        break;
      case 'blockFinalized': {
        const rounds = this.#failedRounds.settle(fact.height, fact.view);
        if (isMeasured) this.#addRounds(rounds);
        break;
      }
      case 'viewAbandoned':
        if (isMeasured && fact.isValidator) this.viewChanges++;
        break;
      case 'cycleFailed':
        if (isMeasured) this.cyclesFailed++;
        break;
      case 'intervalMissed':
        if (isMeasured) this.intervalsMissed++;
    }
  }

  /** @param rounds negative where a block came of one after all, perhaps of one that failed during the warm-up */
  #addRounds(rounds: number): void {
    this.roundsFailed = Math.max(0, this.roundsFailed + rounds);
  }
}
