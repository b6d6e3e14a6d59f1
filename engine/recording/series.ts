import { toSeconds } from '../kernel/time.js';
import type { FactReader } from '../model/fact-readers.js';
import type { SecondPassed } from '../model/facts.js';
import { Recorder } from './recorder.js';

/** Records what happened in every simulated second. */
export class Series {
  readonly #warmup: number;
  /** Transactions in blocks that became final within the second. */
  #committed = 0;
  /** Totals at the end of the last second. */
  #before = { arrivals: 0, dropped: 0, messages: 0, bytes: 0 };
  readonly rows = new Recorder('series');

  /** @param warmup seconds that end before it are left out, ns */
  constructor(warmup: number) {
    this.#warmup = warmup;
  }

  readonly reader: FactReader = {
    blockFinalized: (_, { transactions }) => {
      this.#committed += transactions;
    },
    secondPassed: (at, fact) => this.#secondPassed(at, fact),
  };

  #secondPassed(at: number, { pool, traffic }: SecondPassed): void {
    const { arrivals, dropped } = pool ?? { arrivals: 0, dropped: 0 };
    const { messages, bytes } = traffic;
    const before = this.#before;
    if (at > this.#warmup) {
      this.rows.add({
        time: toSeconds(at),
        pool: pool?.waiting ?? Number.NaN,
        arrivals: arrivals - before.arrivals,
        dropped: dropped - before.dropped,
        committed: this.#committed,
        messages: messages - before.messages,
        bytes: bytes - before.bytes,
      });
    }
    this.#committed = 0;
    this.#before = { arrivals, dropped, messages, bytes };
  }
}
