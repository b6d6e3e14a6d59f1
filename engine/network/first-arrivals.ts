import { ArrivalHeap } from './arrival-heap.js';

/** Who is reached when and by whom, while a flood spreads: the part of Dijkstra's algorithm that all floods share. */
export class FirstArrivals {
  /** When the first copy arrives at a node, as far as known, ns. */
  readonly earliest: Float64Array;
  /** Whose copy that is; the origin's is its own. */
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

  /** The node that is reached next, at `earliest`, or -1. */
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

  /** A copy of node's arrives at a peer. Of two that arrive at once, that of the lower node counts as the first. */
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

  /** No node is reached later than this by what is known, ns; what comes later still is of no use. */
  horizon(): number {
    const { earliest } = this;
    let latest = 0;
    for (let node = 0; node < earliest.length; node++) if (earliest[node] > latest) latest = earliest[node];
    return latest;
  }
}
