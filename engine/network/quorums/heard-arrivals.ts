/**
 * Arrivals of votes at the few nodes that are notified of every vote, each computed once. A node is notified of one vote after
 * another, and the next one is the earliest of all that are sent.
 */
export class HeardArrivals {
  readonly #nodes: number;
  readonly #at: (vote: number, node: number) => number;
  /** By node and vote, ns; NaN until it is computed. */
  readonly #known = new Map<number, Float64Array>();

  /** @param at computes the arrival of a vote at a node, ns */
  constructor(nodes: number, at: (vote: number, node: number) => number) {
    this.#nodes = nodes;
    this.#at = at;
  }

  clear(): void {
    if (this.#known.size > 0) this.#known.clear();
  }

  /** Arrivals of the first `votes` votes at node, ns. */
  at(node: number, votes: number): Float64Array {
    let known = this.#known.get(node);
    if (!known) {
      known = new Float64Array(this.#nodes).fill(Number.NaN);
      this.#known.set(node, known);
    }
    for (let vote = votes - 1; vote >= 0 && Number.isNaN(known[vote]); vote--) known[vote] = this.#at(vote, node);
    return known;
  }
}
