/**
 * The earliest votes at each node, as heaps with the latest of them at the top. An earlier vote replaces the top, and
 * the others need not be looked at. Simultaneous votes are ordered by their numbers.
 */
export class EarliestVotes {
  readonly #nodes: number;
  #capacity = 0;
  #times = new Float64Array(0);
  #votes = new Int32Array(0);
  readonly #sizes: Int32Array;

  constructor(nodes: number) {
    this.#nodes = nodes;
    this.#sizes = new Int32Array(nodes);
  }

  /** Sets node's votes to the first `count` of these, which are in the order of their arrivals. */
  set(node: number, times: Float64Array, votes: Int32Array, count: number): void {
    if (count > this.#capacity) this.#widen(Math.max(count, 2 * this.#capacity));
    const first = node * this.#capacity;
    // Written in descending order, which is a heap.
    for (let i = 0; i < count; i++) {
      this.#times[first + i] = times[count - 1 - i];
      this.#votes[first + i] = votes[count - 1 - i];
    }
    this.#sizes[node] = count;
  }

  /**
   * Grows the room per node. Nearly always a node has one vote or two here, and room for all possible votes would take
   * megabytes with many nodes.
   */
  #widen(capacity: number): void {
    const times = new Float64Array(this.#nodes * capacity);
    const votes = new Int32Array(this.#nodes * capacity);
    for (let node = 0; node < this.#nodes; node++) {
      const first = node * this.#capacity;
      times.set(this.#times.subarray(first, first + this.#sizes[node]), node * capacity);
      votes.set(this.#votes.subarray(first, first + this.#sizes[node]), node * capacity);
    }
    this.#times = times;
    this.#votes = votes;
    this.#capacity = capacity;
  }

  /** Arrival of the latest vote, ns. */
  latestAt(node: number): number {
    return this.#times[node * this.#capacity];
  }

  latest(node: number): number {
    return this.#votes[node * this.#capacity];
  }

  /** Replaces the latest vote with an earlier one. */
  replaceLatest(node: number, time: number, vote: number): void {
    const times = this.#times;
    const votes = this.#votes;
    const first = node * this.#capacity;
    const size = this.#sizes[node];
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#isLater(first + child + 1, times[first + child], votes[first + child])) child++;
      if (!this.#isLater(first + child, time, vote)) break;
      times[first + i] = times[first + child];
      votes[first + i] = votes[first + child];
      i = child;
    }
    times[first + i] = time;
    votes[first + i] = vote;
  }

  #isLater(at: number, time: number, vote: number): boolean {
    return this.#times[at] > time || (this.#times[at] === time && this.#votes[at] > vote);
  }
}
