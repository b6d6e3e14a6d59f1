import { toSeconds } from '../kernel/time.js';
import type { FactReader } from '../model/fact-readers.js';
import type { BlockFinalized } from '../model/facts.js';
import type { Table } from '../model/results.js';
import { Recorder } from './recorder.js';

/** Submission times of transactions, ns, ascending: views that are valid until the next transaction is added. */
export interface SubmissionTimes {
  /** The times of the transactions in the block at a height. */
  of(height: number): Float64Array;
  /** The times of the transactions in no block up to this height. */
  after(height: number): Float64Array;
}

/** Records the time from the submission of each transaction until its block is final. */
export class Transactions {
  readonly #warmup: number;
  readonly #submissions: SubmissionTimes | undefined;
  /** Height of the last final block. */
  #height = 0;
  readonly rows = new Recorder('transactions');

  /**
   * @param warmup blocks that are final before it are left out, ns
   * @param submissions absent if the chain is saturated: it then has no single transactions
   */
  constructor(warmup: number, submissions: SubmissionTimes | undefined) {
    this.#warmup = warmup;
    this.#submissions = submissions;
  }

  readonly reader: FactReader = { blockFinalized: (at, fact) => this.#finalized(at, fact) };

  #finalized(at: number, { height }: BlockFinalized): void {
    this.#height = height;
    if (!this.#submissions || at < this.#warmup) return;
    const submitted = this.#submissions.of(height);
    const first = this.rows.extend(submitted.length);
    const latencies = this.rows.numbers('latency');
    this.rows.numbers('block').fill(height, first, first + submitted.length);
    for (let i = 0; i < submitted.length; i++) latencies[first + i] = toSeconds(at - submitted[i]);
  }

  /** Transactions that are in no final block yet, with their ages. @param now ns */
  waiting(now: number): Table {
    const rows = new Recorder('waiting');
    const submitted = this.#submissions?.after(this.#height) ?? new Float64Array(0);
    const first = rows.extend(submitted.length);
    const ages = rows.numbers('age');
    for (let i = 0; i < submitted.length; i++) ages[first + i] = toSeconds(now - submitted[i]);
    return rows.table();
  }
}
