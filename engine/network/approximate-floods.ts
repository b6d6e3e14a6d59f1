import type { Links } from './links.js';
import type { Peers } from './overlay.js';

/**
 * Approximate floods of small messages over uplinks that large messages occupy, computed when a message is sent. Each
 * node forwards the message once its uplink is free, as far as known then, over links with mean transfer time and
 * latency. Losses are ignored, because so many paths make up for them. This takes a fiftieth of the time of simulating
 * every copy. It is for the twins' simulators, which need not be exact.
 */
export class ApproximateFloods {
  readonly #peers: Peers;
  readonly #links: Links;
  /** Mean time of a byte on the uplink of a node, and mean time of a copy in addition to latency, ns. */
  readonly #nsPerByte: Float64Array;
  readonly #jitter: number;
  readonly #earliest: Float64Array;
  /** Nodes that have been reached and have not forwarded the message yet. */
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
   * @param uplinkFree time at which the uplink of each node is free again, ns; it is extended by the copies of this
   * message
   * @param times receives the first arrivals, ascending, ns
   * @param receivers receives the nodes of the arrivals
   * @param at index at which both are written
   * @returns number of nodes that the message reaches, without the origin
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
      // There are few waiting nodes, so scanning them is faster than a heap.
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
        // Times only increase, so no node with a final time can be reached earlier.
        if (arrival >= earliest[peer]) continue;
        if (earliest[peer] === Number.POSITIVE_INFINITY) frontier[waiting++] = peer;
        earliest[peer] = arrival;
      }
      if (isBusy) uplinkFree[node] += transfer * (offsets[node + 1] - offsets[node]);
    }
    return reached;
  }
}
