/**
 * Nodes by the time at which a message arrives at them, as a binary heap. Simultaneous arrivals are ordered by node
 * number.
 */
export class ArrivalHeap {
  size = 0;
  readonly #times: Float64Array;
  readonly #nodes: Int32Array;

  /** @param capacity maximum number of arrivals at a time */
  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#nodes = new Int32Array(capacity);
  }

  get topNode(): number {
    return this.#nodes[0];
  }

  push(time: number, node: number): void {
    const times = this.#times;
    const nodes = this.#nodes;
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = times[parent];
      if (above < time || (above === time && nodes[parent] < node)) break;
      times[i] = above;
      nodes[i] = nodes[parent];
      i = parent;
    }
    times[i] = time;
    nodes[i] = node;
  }

  pop(): void {
    const size = --this.size;
    if (size === 0) return;
    const times = this.#times;
    const nodes = this.#nodes;
    const time = times[size];
    const node = nodes[size];
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      const right = child + 1;
      if (
        right < size &&
        (times[right] < times[child] || (times[right] === times[child] && nodes[right] < nodes[child]))
      ) {
        child = right;
      }
      if (times[child] > time || (times[child] === time && nodes[child] > node)) break;
      times[i] = times[child];
      nodes[i] = nodes[child];
      i = child;
    }
    times[i] = time;
    nodes[i] = node;
  }
}
