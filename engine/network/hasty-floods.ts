import type { Links } from './links.js';
import type { Peers } from './overlay.js';

/**
 * Floods of small messages over uplinks that large ones occupy, reckoned when they are sent: each node passes the message
 * on once its uplink is free by what is known at that moment, over links with their mean transfer and latency. It leaves
 * out losses, which so many ways make up for, and takes a fiftieth of the time of simulating every copy. For twins,
 * whose simulators need not be as exact as what they simulate.
 */
export class HastyFloods {
  readonly #peers: Peers;
  readonly #links: Links;
  /** Mean ns that a byte takes on the uplink of a node, and that a copy takes beyond latency. */
  readonly #nsPerByte: Float64Array;
  readonly #jitter: number;
  readonly #earliest: Float64Array;
  /** Nodes that have been reached and have not passed the message on. */
  readonly #frontier: Int32Array;

  /** @param nsPerByte by sending node @param jitter mean, ns */
  constructor(peers: Peers, links: Links, nsPerByte: Float64Array, jitter: number) {
    this.#peers = peers;
    this.#links = links;
    this.#nsPerByte = nsPerByte;
    this.#jitter = jitter;
    this.#earliest = new Float64Array(links.nodes);
    this.#frontier = new Int32Array(links.nodes);
  }

  /**
   * @param uplinkFree when the uplink of each node is free again, ns; nodes that are busy stay so for their copies of this one
   * @param times receives the first arrivals, ascending, ns
   * @param receivers receives the nodes they are at
   * @param at index at which both are written
   * @returns how many nodes the message reaches, the origin not among them
   */
  spread(
    origin: number,
    now: number,
    size: number,
    uplinkFree: Float64Array,
    times: Float64Array,
    receivers: Int32Array,
    at: number,
  ): number {
    const earliest = this.#earliest.fill(Number.POSITIVE_INFINITY);
    const frontier = this.#frontier;
    const { offsets, targets } = this.#peers;
    const { latency, nodes } = this.#links;
    earliest[origin] = now;
    frontier[0] = origin;
    let waiting = 1;
    let reached = -1;
    while (waiting > 0) {
      // Few nodes: looking through those that wait beats keeping a heap.
      let place = 0;
      for (let other = 1; other < waiting; other++)
        if (earliest[frontier[other]] < earliest[frontier[place]]) place = other;
      const node = frontier[place];
      const time = earliest[node];
      frontier[place] = frontier[--waiting];
      if (++reached > 0) {
        times[at + reached - 1] = time;
        receivers[at + reached - 1] = node;
      }
      const transfer = size * this.#nsPerByte[node];
      const isBusy = uplinkFree[node] > time;
      const leaves = Math.round((isBusy ? uplinkFree[node] : time) + transfer + this.#jitter);
      const row = node * nodes;
      for (let edge = offsets[node]; edge < offsets[node + 1]; edge++) {
        const peer = targets[edge];
        const arrival = leaves + latency[row + peer];
        // Times only grow, so that nobody who has been reached for good is reached sooner.
        if (arrival >= earliest[peer]) continue;
        if (earliest[peer] === Number.POSITIVE_INFINITY) frontier[waiting++] = peer;
        earliest[peer] = arrival;
      }
      if (isBusy) uplinkFree[node] += transfer * (offsets[node + 1] - offsets[node]);
    }
    return reached;
  }
}
