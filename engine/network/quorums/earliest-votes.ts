/**
 * The earliest votes at each node, as heaps with the latest of them on top: when one more comes before that, it takes
 * its place, and the others need not be looked at. Votes of one moment come in the order of their numbers.
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

  /** Node has the first `count` of these votes, which stand in the order of their arrivals. */
  set(node: number, times: Float64Array, votes: Int32Array, count: number): void {
    if (count > this.#capacity) this.#widen(Math.max(count, 2 * this.#capacity));
    const first = node * this.#capacity;
    // From the latest on: a row in that order is a heap.
    for (let i = 0; i < count; i++) {
      this.#times[first + i] = times[count - 1 - i];
      this.#votes[first + i] = votes[count - 1 - i];
    }
    this.#sizes[node] = count;
  }

  /** Nearly always a node has one vote or two here: room for all that it may have would take megabytes among many nodes. */
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

  /** When the latest one arrives, ns. */
  latestAt(node: number): number {
    return this.#times[node * this.#capacity];
  }

  latest(node: number): number {
    return this.#votes[node * this.#capacity];
  }

  /** An earlier one takes the place of the latest. */
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
