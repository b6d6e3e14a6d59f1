import type { Demand } from './demand.js';
import { Submissions } from './submissions.js';

/** The transactions that a block takes from the pool. */
export interface Batch {
  transactions: number;
  bytes: number;
}

/**
 * The waiting transactions, first come, first served, in a ring of typed arrays. Clients reach every validator, so
 * there is one pool. It contains a transaction from its submission until the first commit of a block with it.
 */
export class TransactionPool {
  readonly #demand: Demand;
  /** Submission times, also of transactions in blocks, as long as they are needed. */
  readonly submissions: Submissions;
  readonly #bytes: Float64Array;
  #first = 0;
  #waiting = 0;
  #nextArrival: number;
  arrivals = 0;
  dropped = 0;

  /**
   * @param room maximum number of waiting transactions
   * @param backlog number of transactions that wait at the start, all submitted then
   * @param firstHeight height of the first block that takes transactions
   */
  constructor(demand: Demand, room: number, backlog = 0, firstHeight = 1) {
    this.submissions = new Submissions(firstHeight);
    this.#demand = demand;
    this.#bytes = new Float64Array(room);
    this.#nextArrival = demand.next();
    for (let i = 0; i < backlog; i++) this.#arrive(0);
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Numbers of waiting, submitted and dropped transactions. */
  get counts(): { waiting: number; arrivals: number; dropped: number } {
    return { waiting: this.#waiting, arrivals: this.arrivals, dropped: this.dropped };
  }

  /** The current rate of arrivals, tx/s; NaN for a record. @param now ns; the pool must have advanced to it */
  rateAt(now: number): number {
    return this.#demand.rateAt(now);
  }

  /** Adds the transactions submitted up to `now` (ns). */
  advance(now: number): void {
    while (this.#nextArrival <= now) {
      this.#arrive(this.#nextArrival);
      this.#nextArrival = this.#demand.next();
    }
  }

  #arrive(time: number): void {
    this.arrivals++;
    if (this.#waiting < this.#bytes.length) {
      this.submissions.add(time);
      this.#bytes[this.#place(this.#waiting++)] = this.#demand.bytes(this.arrivals);
    } else {
      this.dropped++;
    }
  }

  /**
   * The longest head of the queue that fits; at least one transaction if any waits, however large.
   *
   * @param promised number of transactions at the head that are in blocks not committed yet
   */
  batch(mostBytes: number, promised = 0): Batch {
    let bytes = 0;
    let transactions = 0;
    while (promised + transactions < this.#waiting) {
      const next = this.#bytes[this.#place(promised + transactions)];
      if (transactions > 0 && bytes + next > mostBytes) break;
      bytes += next;
      transactions++;
    }
    return { transactions, bytes };
  }

  /** Moves the head of the queue into the block at the next height. */
  take(transactions: number): void {
    this.submissions.take(transactions);
    this.#first = this.#place(transactions);
    this.#waiting -= transactions;
  }

  /**
   * Index in the ring of the transaction after `before` others. Without a division, which would take longer than
   * everything else.
   */
  #place(before: number): number {
    const place = this.#first + before;
    return place < this.#bytes.length ? place : place - this.#bytes.length;
  }
}
