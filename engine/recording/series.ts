import { toSeconds } from '../kernel/time.js';
import type { Fact, SecondPassed } from '../model/facts.js';
import { Recorder } from './recorder.js';

/** What happened in every simulated second. */
export class Series {
  readonly #warmup: number;
  /** Transactions in blocks that became final within the second. */
  #committed = 0;
  /** Totals at the end of the last second, to tell what came since. */
  #before = { arrivals: 0, dropped: 0, messages: 0, bytes: 0 };
  readonly rows = new Recorder({
    time: 's',
    pool: 'tx',
    arrivals: 'tx',
    dropped: 'tx',
    committed: 'tx',
    messages: '',
    bytes: 'B',
  });

  /** @param warmup seconds that end before it are left out, ns */
  constructor(warmup: number) {
    this.#warmup = warmup;
  }

  record(at: number, fact: Fact): void {
    if (fact.kind === 'blockFinalized') this.#committed += fact.transactions;
    else if (fact.kind === 'secondPassed') this.#secondPassed(at, fact);
  }

  #secondPassed(at: number, { pool, traffic }: SecondPassed): void {
    const { arrivals, dropped } = pool ?? { arrivals: 0, dropped: 0 };
    const { messages, bytes } = traffic;
    const before = this.#before;
    if (at > this.#warmup) {
      this.rows.add(
        toSeconds(at),
        pool?.waiting ?? Number.NaN,
        arrivals - before.arrivals,
        dropped - before.dropped,
        this.#committed,
        messages - before.messages,
        bytes - before.bytes,
      );
    }
    this.#committed = 0;
    this.#before = { arrivals, dropped, messages, bytes };
  }
}
