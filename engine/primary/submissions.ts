const ROOM = 1024;

/**
 * When the transactions were submitted, ns, in the order in which they were, and which block holds which of them. Blocks
 * take transactions in that order, so one column serves the pool, what is measured and the twins alike, and a block
 * costs two numbers.
 */
export class Submissions {
  #times = new Float64Array(ROOM);
  /** Transactions in the column. */
  #length = 0;
  /** How many of them blocks have taken. */
  #taken = 0;
  /** Where in the column the transactions of a block begin, by height from {@link #lowest} on. */
  #starts: number[] = [];
  #lowest: number;

  /** @param firstHeight of the first block that takes any */
  constructor(firstHeight = 1) {
    this.#lowest = firstHeight;
  }

  /** A transaction waits. @param time not before that of the last one, ns */
  add(time: number): void {
    if (this.#length === this.#times.length) this.#makeRoom();
    this.#times[this.#length++] = time;
  }

  /** The block at the next height holds the next so many. */
  take(count: number): void {
    this.#starts.push(this.#taken);
    this.#taken += count;
  }

  /**
   * Of the transactions in the block at a height, ascending: a view of the column, good until the next transaction is
   * added. Empty if there is no such block, or it is forgotten.
   */
  of(height: number): Float64Array {
    const at = height - this.#lowest;
    if (at < 0 || at >= this.#starts.length) return this.#times.subarray(0, 0);
    return this.#times.subarray(this.#starts[at], this.#starts[at + 1] ?? this.#taken);
  }

  /** The times of all transactions that are in no block up to this height, ascending: a view as in {@link of}. */
  after(height: number): Float64Array {
    const first = this.#starts[Math.max(0, height + 1 - this.#lowest)] ?? this.#taken;
    return this.#times.subarray(first, this.#length);
  }

  /** Forgets the blocks below a height, which nobody needs any more. */
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
