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
  readonly #isSettled: Uint8Array;

  /** @param nsPerByte by sending node @param jitter mean, ns */
  constructor(peers: Peers, links: Links, nsPerByte: Float64Array, jitter: number) {
    this.#peers = peers;
    this.#links = links;
    this.#nsPerByte = nsPerByte;
    this.#jitter = jitter;
    this.#earliest = new Float64Array(links.nodes);
    this.#isSettled = new Uint8Array(links.nodes);
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
    const isSettled = this.#isSettled.fill(0);
    const { offsets, targets } = this.#peers;
    const { latency, nodes } = this.#links;
    earliest[origin] = now;
    let reached = -1;
    for (;;) {
      // Few nodes: looking through all of them beats keeping a heap.
      let node = -1;
      let time = Number.POSITIVE_INFINITY;
      for (let other = 0; other < nodes; other++)
        if (earliest[other] < time && isSettled[other] === 0) {
          time = earliest[other];
          node = other;
        }
      if (node < 0) return Math.max(0, reached);
      isSettled[node] = 1;
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
        if (arrival < earliest[peer]) earliest[peer] = arrival;
      }
      if (isBusy) uplinkFree[node] += transfer * (offsets[node + 1] - offsets[node]);
    }
  }
}
