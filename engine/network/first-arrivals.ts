import { ArrivalHeap } from './arrival-heap.js';

/** First arrivals and relayers of a spreading flood: the part of Dijkstra's algorithm that all floods share. */
export class FirstArrivals {
  /** First arrival at each node, as far as known, ns. */
  readonly earliest: Float64Array;
  /** The relayer of that copy; the origin's is itself. */
  readonly relayer: Int32Array;
  readonly #settled: Uint8Array;
  readonly #heap: ArrivalHeap;

  /** @param links of the overlay */
  constructor(nodes: number, links: number) {
    this.earliest = new Float64Array(nodes);
    this.relayer = new Int32Array(nodes);
    this.#settled = new Uint8Array(nodes);
    this.#heap = new ArrivalHeap(links + nodes);
  }

  begin(origin: number, start: number): void {
    this.#settled.fill(0);
    this.earliest.fill(Number.POSITIVE_INFINITY);
    this.earliest[origin] = start;
    this.relayer[origin] = origin;
    this.#heap.size = 0;
    this.#heap.push(start, origin);
  }

  /** The node that is reached next, at `earliest`; -1 if there is none. */
  next(): number {
    const heap = this.#heap;
    while (heap.size > 0) {
      const node = heap.topNode;
      heap.pop();
      if (this.#settled[node]) continue;
      this.#settled[node] = 1;
      return node;
    }
    return -1;
  }

  /**
   * A copy from node arrives at a peer. Of two simultaneous copies, that of the node with the lower number counts as
   * the first.
   */
  arrive(node: number, peer: number, arrival: number): void {
    if (arrival > this.earliest[peer] || this.#settled[peer]) return;
    if (arrival < this.earliest[peer]) {
      this.earliest[peer] = arrival;
      this.relayer[peer] = node;
      this.#heap.push(arrival, peer);
    } else if (node < this.relayer[peer]) {
      this.relayer[peer] = node;
    }
  }

  /** Upper bound of all first arrivals by what is known, ns. Later copies do not matter. */
  horizon(): number {
    const { earliest } = this;
    let latest = 0;
    for (let node = 0; node < earliest.length; node++) if (earliest[node] > latest) latest = earliest[node];
    return latest;
  }
}
