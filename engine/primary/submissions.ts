const ROOM = 1024;

/**
 * Submission times of transactions, ns, in order, and which block contains which of them. Blocks take transactions in
 * that order, so the pool, the recorders and the twins share one column, and a block costs two numbers.
 */
export class Submissions {
  #times = new Float64Array(ROOM);
  /** Number of transactions in the column. */
  #length = 0;
  /** Number of them that blocks have taken. */
  #taken = 0;
  /** Index of the first transaction of each block, by height from {@link #lowest} on. */
  #starts: number[] = [];
  #lowest: number;

  /** @param firstHeight height of the first block that takes transactions */
  constructor(firstHeight = 1) {
    this.#lowest = firstHeight;
  }

  /** Adds a waiting transaction. @param time not before that of the last one, ns */
  add(time: number): void {
    if (this.#length === this.#times.length) this.#makeRoom();
    this.#times[this.#length++] = time;
  }

  /** Assigns this many transactions to the block at the next height. */
  take(count: number): void {
    this.#starts.push(this.#taken);
    this.#taken += count;
  }

  /**
   * Submission times of the transactions in the block at a height, ascending: a view of the column that is valid until
   * the next transaction is added. Empty if there is no such block, or if it is forgotten.
   */
  of(height: number): Float64Array {
    const at = height - this.#lowest;
    if (at < 0 || at >= this.#starts.length) return this.#times.subarray(0, 0);
    return this.#times.subarray(this.#starts[at], this.#starts[at + 1] ?? this.#taken);
  }

  /**
   * Submission times of all transactions that are in no block up to this height, ascending: a view as in {@link of}.
   */
  after(height: number): Float64Array {
    const first = this.#starts[Math.max(0, height + 1 - this.#lowest)] ?? this.#taken;
    return this.#times.subarray(first, this.#length);
  }

  /** Forgets the blocks below a height. */
  forget(height: number): void {
    const gone = Math.min(Math.max(0, height - this.#lowest), this.#starts.length);
    this.#starts.splice(0, gone);
    this.#lowest += gone;
  }

  /** Moves the times that are still needed to the front, and doubles the column if that does not free half of it. */
  #makeRoom(): void {
    const first = this.#starts[0] ?? this.#taken;
    const needed = this.#length - first;
    const times = 2 * needed > this.#times.length ? new Float64Array(2 * this.#times.length) : this.#times;
    if (times === this.#times) times.copyWithin(0, first, this.#length);
    else times.set(this.#times.subarray(first, this.#length));
    this.#times = times;
    this.#length = needed;
    this.#taken -= first;
    for (let i = 0; i < this.#starts.length; i++) this.#starts[i] -= first;
  }
}
