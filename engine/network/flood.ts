import { FirstArrivals } from './first-arrivals.js';
import type { FloodTables } from './flood-tables.js';
import { LatencyOrder } from './latency-order.js';
import type { Links } from './links.js';

/** Counts of a message's copies over the whole flood. */
export interface CopyCount {
  sent: number;
  lost: number;
  /** Copies that have not arrived at the end of the run. */
  inFlight: number;
}

/** Whether the copy of the selected message on a link is lost. */
export type Losses = (from: number, to: number) => boolean;

/** How often a flood computes its horizon. Each computation is a pass over all nodes. */
const HORIZON_UPDATES = 4;

/**
 * Gossip without contention: on first receipt a node forwards to all peers except the one that the message came from. A
 * message therefore reaches every node at its shortest-path distance over the drawn delays of its copies (first-passage
 * percolation), and no duplicate needs an event.
 */
export class Flood {
  readonly #links: Links;
  readonly #losses: Losses | undefined;
  readonly #latencyOrder: LatencyOrder;
  readonly #tables: FloodTables;
  readonly #arrivals: FirstArrivals;
  readonly #maxSlowness: number;
  readonly #count: CopyCount = { sent: 0, lost: 0, inFlight: 0 };

  /** @param losses losses of copies on open links; absent: none are lost */
  constructor(tables: FloodTables, links: Links, losses?: Losses) {
    const { peers, slowness } = tables;
    this.#links = links;
    this.#losses = losses;
    this.#tables = tables;
    this.#latencyOrder = new LatencyOrder(tables, links);
    this.#arrivals = new FirstArrivals(links.nodes, peers.targets.length);
    this.#maxSlowness = slowness ? Math.max(1, ...slowness) : 1;
  }

  /**
   * Floods the message that `links` has selected.
   *
   * @param start time at which the origin sends, ns
   * @param times receives the first arrivals, ascending, ns
   * @param receivers receives the nodes of the arrivals; simultaneous ones by number
   * @param at index at which both are written
   * @param end of the run, ns: copies sent after it are not counted, copies that arrive after it are in flight
   * @param size of the message, B
   * @param count is added to
   * @returns number of nodes that the message reaches, without the origin
   */
  spread(
    origin: number,
    start: number,
    times: Float64Array,
    receivers: Int32Array,
    at: number,
    end: number,
    size: number,
    count: CopyCount,
  ): number {
    let reached = this.#reachAll(origin, start, times, receivers, at, size);
    if (this.#mayLast(reached > 0 ? times[at + reached - 1] : start, size, end))
      reached = this.#passEach(origin, start, times, receivers, at, end);
    count.sent += this.#count.sent;
    count.lost += this.#count.lost;
    count.inFlight += this.#count.inFlight;
    return reached;
  }

  /**
   * As {@link spread}, but only if all copies arrive before a given time, ns.
   *
   * @returns -1 if some may arrive later; nothing is counted then
   */
  spreadBefore(
    moment: number,
    origin: number,
    start: number,
    times: Float64Array,
    receivers: Int32Array,
    at: number,
    size: number,
    count: CopyCount,
  ): number {
    if (this.#mayLast(start, size, moment)) return -1;
    const reached = this.#reachAll(origin, start, times, receivers, at, size);
    if (this.#mayLast(reached > 0 ? times[at + reached - 1] : start, size, moment)) return -1;
    count.sent += this.#count.sent;
    count.lost += this.#count.lost;
    return reached;
  }

  /** Whether messages of this size are so small that latencies decide how they spread; {@link reach} requires it. */
  suits(size: number): boolean {
    if (this.#losses || this.#tables.slowness) return false;
    return this.#latencyOrder.suits(this.#links.typicalTransfer(size));
  }

  /** Resets {@link reach} for another message. */
  forget(): void {
    this.#latencyOrder.forget();
  }

  /** Arrival of the selected message at one node, ns; -1 if only a whole flood can tell. */
  reach(origin: number, start: number, node: number): number {
    return this.#latencyOrder.reach(origin, start, node);
  }

  /** Whether copies that are sent at `time` may still be in transit at `moment`, ns. */
  #mayLast(time: number, size: number, moment: number): boolean {
    return time + this.#links.slowest(size) * this.#maxSlowness > moment;
  }

  #reachAll(
    origin: number,
    start: number,
    times: Float64Array,
    receivers: Int32Array,
    at: number,
    size: number,
  ): number {
    const reached = this.suits(size) ? this.#shortcut(origin, start, times, receivers, at) : -1;
    return reached < 0 ? this.#pass(origin, start, times, receivers, at, size) : reached;
  }

  #shortcut(origin: number, start: number, times: Float64Array, receivers: Int32Array, at: number): number {
    const reached = this.#latencyOrder.spread(origin, start, times, receivers, at);
    const { relayer } = this.#latencyOrder;
    const { copies, missing } = this.#tables;
    const { nodes } = this.#links;
    const count = this.#count;
    count.sent = copies[origin * nodes + origin];
    for (let i = at; i < at + reached; i++) {
      const node = receivers[i];
      count.sent += copies[node * nodes + relayer[node]];
    }
    count.lost = 0;
    count.inFlight = 0;
    if (missing) {
      count.lost = missing[origin * nodes + origin];
      for (let i = at; i < at + reached; i++) {
        const node = receivers[i];
        count.lost += missing[node * nodes + relayer[node]];
      }
    }
    return reached;
  }

  #pass(origin: number, start: number, times: Float64Array, receivers: Int32Array, at: number, size: number): number {
    const { copies, missing, isMute, slowness } = this.#tables;
    const { nodes } = this.#links;
    const { least } = this.#links.addedTo(size);
    const arrivals = this.#arrivals;
    const { earliest, relayer } = arrivals;
    const count = this.#count;
    count.sent = 0;
    count.lost = 0;
    count.inFlight = 0;
    arrivals.begin(origin, start);
    const pause = Math.ceil(nodes / HORIZON_UPDATES);
    let nextUpdate = 0;
    let horizon = Number.POSITIVE_INFINITY;
    let reached = 0;
    for (let node = arrivals.next(); node >= 0; node = arrivals.next()) {
      const time = earliest[node];
      if (node !== origin) {
        times[at + reached] = time;
        receivers[at + reached] = node;
        reached++;
        if (isMute?.[node]) continue;
      }
      count.sent += copies[node * nodes + relayer[node]];
      if (missing) count.lost += missing[node * nodes + relayer[node]];
      if (this.#losses) {
        this.#forwardWithLosses(this.#losses, node, time, least);
        continue;
      }
      if (reached >= nextUpdate) {
        horizon = arrivals.horizon();
        nextUpdate = reached + pause;
      }
      if (slowness) this.#forwardSlowly(node, time, horizon, slowness[node], least);
      else this.#forward(node, time, horizon, least);
    }
    return reached;
  }

  /** Node sends to its peers. Copies that arrive too late to matter are not drawn. @param least time of a transfer, ns */
  #forward(node: number, time: number, horizon: number, least: number): void {
    const links = this.#links;
    const arrivals = this.#arrivals;
    const { earliest } = arrivals;
    const { nearest, distance, peers } = this.#tables;
    const sent = time + least;
    const last = peers.offsets[node + 1];
    for (let edge = peers.offsets[node]; edge < last; edge++) {
      const soonest = sent + distance[edge];
      if (soonest > horizon) return;
      const peer = nearest[edge];
      if (soonest > earliest[peer]) continue;
      links.drawDelay(node, peer);
      arrivals.arrive(node, peer, time + links.transfer[0] + links.flight[0]);
    }
  }

  /** As `#forward`, for a slow node. */
  #forwardSlowly(node: number, time: number, horizon: number, slowness: number, least: number): void {
    const links = this.#links;
    const arrivals = this.#arrivals;
    const { earliest } = arrivals;
    const { nearest, distance, peers } = this.#tables;
    const sent = time + Math.floor(least * slowness);
    const last = peers.offsets[node + 1];
    for (let edge = peers.offsets[node]; edge < last; edge++) {
      const soonest = sent + distance[edge];
      if (soonest > horizon) return;
      const peer = nearest[edge];
      if (soonest > earliest[peer]) continue;
      links.drawDelay(node, peer);
      links.slowDown(slowness);
      arrivals.arrive(node, peer, time + links.transfer[0] + links.flight[0]);
    }
  }

  /**
   * As `#forward`, with losses. Losses are drawn for all copies, because they are counted; arrivals only if they
   * matter.
   */
  #forwardWithLosses(losses: Losses, node: number, time: number, least: number): void {
    const links = this.#links;
    const arrivals = this.#arrivals;
    const { earliest, relayer } = arrivals;
    const { nearest, distance, peers, slowness } = this.#tables;
    const factor = slowness ? slowness[node] : 1;
    const cameFrom = relayer[node];
    const sent = time + Math.floor(least * factor);
    const last = peers.offsets[node + 1];
    for (let edge = peers.offsets[node]; edge < last; edge++) {
      const peer = nearest[edge];
      if (peer === cameFrom) continue;
      if (losses(node, peer)) {
        this.#count.lost++;
        continue;
      }
      if (sent + distance[edge] > earliest[peer]) continue;
      links.drawDelay(node, peer);
      links.slowDown(factor);
      arrivals.arrive(node, peer, time + links.transfer[0] + links.flight[0]);
    }
  }

  /** Repeats the whole flood if some copies may be in transit when the run ends, and computes the arrival of each. */
  #passEach(
    origin: number,
    start: number,
    times: Float64Array,
    receivers: Int32Array,
    at: number,
    end: number,
  ): number {
    const links = this.#links;
    const arrivals = this.#arrivals;
    const count = this.#count;
    const { peers, nearest } = this.#tables;
    count.sent = 0;
    count.lost = 0;
    count.inFlight = 0;
    arrivals.begin(origin, start);
    let reached = 0;
    for (let node = arrivals.next(); node >= 0; node = arrivals.next()) {
      const time = arrivals.earliest[node];
      if (node !== origin) {
        times[at + reached] = time;
        receivers[at + reached] = node;
        reached++;
      }
      const cameFrom = arrivals.relayer[node];
      const isCounted = time <= end;
      for (let edge = peers.offsets[node]; edge < peers.offsets[node + 1]; edge++) {
        const peer = nearest[edge];
        if (peer === cameFrom) continue;
        const isLost = this.#losses?.(node, peer) === true;
        if (isCounted) count.sent++;
        if (isCounted && isLost) count.lost++;
        if (isLost) continue;
        links.drawDelay(node, peer);
        const arrival = time + links.transfer[0] + links.flight[0];
        if (isCounted && arrival > end) count.inFlight++;
        arrivals.arrive(node, peer, arrival);
      }
    }
    return reached;
  }
}
