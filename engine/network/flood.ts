import type { Conditions, Silence } from './conditions.js';
import { LatencyOrder, type LatencyTables } from './latency-order.js';
import type { Links } from './links.js';
import type { Peers } from './overlay.js';
import type { Ways } from './quorums/ways.js';

/** Copies of one message, over the whole flood. */
export interface CopyCount {
  sent: number;
  lost: number;
  /** Not yet arrived at the end of the run. */
  inFlight: number;
}

/** How often a flood looks at how far it has still to go: each look costs a pass over all nodes. */
const LOOKS = 4;

/** What floods need to know of an overlay, whatever the message: every run over it shares this. */
export interface FloodTables {
  peers: Peers;
  /** Peers of a node by latency, nearest first, and that latency in ns. */
  nearest: Int32Array;
  distance: Float64Array;
  /** 1 at `i * nodes + j` where i sends to j. */
  sendsTo: Uint8Array;
  /** By origin, made when one first speaks. */
  latencies: (LatencyTables | undefined)[];
  /** Ways of least latency over links between any two nodes, and over the overlay; made when votes first need them. */
  direct?: Ways;
  ways?: Ways;
}

export function floodTables(peers: Peers, links: Links): FloodTables {
  const { nodes, latency } = links;
  const nearest = nearestFirst(peers, links);
  const distance = new Float64Array(nearest.length);
  const sendsTo = new Uint8Array(nodes * nodes);
  for (let node = 0; node < nodes; node++) {
    for (let edge = peers.offsets[node]; edge < peers.offsets[node + 1]; edge++) {
      sendsTo[node * nodes + peers.targets[edge]] = 1;
      distance[edge] = latency[node * nodes + nearest[edge]];
    }
  }
  return { peers, nearest, distance, sendsTo, latencies: [] };
}

/**
 * Gossip without contention: a node forwards on first receipt to all peers but the one it came from, so a message
 * reaches every node at its shortest-path distance over the drawn delays of its copies (first-passage percolation),
 * and no duplicate needs an event.
 */
export class Flood {
  readonly #links: Links;
  readonly #latencyOrder: LatencyOrder;
  readonly #offsets: Int32Array;
  readonly #nearest: Int32Array;
  readonly #distance: Float64Array;
  readonly #sendsTo: Uint8Array;
  readonly #earliest: Float64Array;
  readonly #relayer: Int32Array;
  readonly #settled: Uint8Array;
  readonly #heapTime: Float64Array;
  readonly #heapNode: Int32Array;
  #heapSize = 0;
  readonly #count: CopyCount = { sent: 0, lost: 0, inFlight: 0 };

  constructor(tables: FloodTables, links: Links) {
    const { nodes } = links;
    const { peers } = tables;
    this.#links = links;
    this.#offsets = peers.offsets;
    this.#nearest = tables.nearest;
    this.#distance = tables.distance;
    this.#sendsTo = tables.sendsTo;
    this.#latencyOrder = new LatencyOrder(peers, links, tables.latencies);
    this.#earliest = new Float64Array(nodes);
    this.#relayer = new Int32Array(nodes);
    this.#settled = new Uint8Array(nodes);
    this.#heapTime = new Float64Array(peers.targets.length + nodes);
    this.#heapNode = new Int32Array(peers.targets.length + nodes);
  }

  /**
   * Floods the message that `links` has selected.
   *
   * @param start when the origin sends, ns
   * @param times receives the first arrivals, ascending, ns
   * @param receivers receives the nodes they are at; simultaneous ones by number
   * @param at index at which both are written
   * @param end of the run, ns: what is sent after it is not counted, what arrives after it is in flight
   * @param size of the message, B
   * @param count is added to
   * @returns how many nodes the message reaches, the origin not among them
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
    const { lossy } = this.#links;
    const short = !lossy && this.#latencyOrder.suits(this.#links.slowestTransfer(size));
    let reached = short ? this.#shortcut(origin, start, times, receivers, at) : -1;
    if (reached < 0) reached = this.#pass(origin, start, times, receivers, at, end, lossy);
    const last = reached > 0 ? times[at + reached - 1] : start;
    // Duplicates are dated only where some may still be under way when the run ends.
    if (last + this.#links.slowest(size) > end) {
      reached = this.#pass(origin, start, times, receivers, at, end, true);
    }
    count.sent += this.#count.sent;
    count.lost += this.#count.lost;
    count.inFlight += this.#count.inFlight;
    return reached;
  }

  /** Whether floods of so small a message can be decided by latency, and {@link reach} may be asked. */
  suits(size: number): boolean {
    return !this.#links.lossy && this.#latencyOrder.suits(this.#links.slowestTransfer(size));
  }

  /** The message that is asked about next is another one. */
  forget(): void {
    this.#latencyOrder.forget();
  }

  /** When the message that `links` has selected reaches one node, ns, or -1 where that takes a whole flood. */
  reach(origin: number, start: number, node: number): number {
    return this.#latencyOrder.reach(origin, start, node);
  }

  /**
   * The same where some nodes are silent until a moment before the end of the run: what they are sent is lost, and they pass
   * nothing on.
   *
   * @param until that moment, ns
   * @returns -1, and counts nothing, where copies may still be under way then
   */
  spreadPast(
    silence: Silence,
    origin: number,
    start: number,
    times: Float64Array,
    receivers: Int32Array,
    at: number,
    until: number,
    size: number,
    count: CopyCount,
  ): number {
    const reached = this.#pass(origin, start, times, receivers, at, until, false, silence);
    const last = reached > 0 ? times[at + reached - 1] : start;
    if (last + this.#links.slowest(size) > until) return -1;
    count.sent += this.#count.sent;
    count.lost += this.#count.lost;
    return reached;
  }

  /**
   * The same where something may be wrong meanwhile: every copy is asked about, as if each were sent on its own. Uplinks
   * are not shared.
   *
   * @param select selects the message over some links
   */
  spreadUnder(
    conditions: Conditions,
    select: (links: Links) => void,
    origin: number,
    start: number,
    times: Float64Array,
    receivers: Int32Array,
    at: number,
    end: number,
    count: CopyCount,
  ): number {
    this.#begin(origin, start);
    let links: Links | undefined;
    let reached = 0;
    while (this.#heapSize > 0) {
      const time = this.#heapTime[0];
      const node = this.#heapNode[0];
      this.#pop();
      if (this.#settled[node]) continue;
      this.#settled[node] = 1;
      if (node !== origin) {
        times[at + reached] = time;
        receivers[at + reached] = node;
        reached++;
      }
      if (time > end || (node !== origin && !conditions.forwards(node, time))) continue;
      const over = conditions.linksAt(time);
      if (over !== links) select(over);
      links = over;
      this.#forwardUnder(conditions, links, node, time, end, count);
    }
    return reached;
  }

  #forwardUnder(conditions: Conditions, links: Links, node: number, time: number, end: number, count: CopyCount): void {
    const slowness = conditions.slowness(node, time);
    const stops = conditions.goesDown(node, time);
    const cameFrom = this.#relayer[node];
    const arrive = (peer: number, arrival: number) => {
      count.sent++;
      if (conditions.isCut(node, peer, time, arrival)) {
        count.lost++;
        return;
      }
      if (arrival > end) count.inFlight++;
      if (arrival <= this.#earliest[peer]) this.#improve(node, peer, arrival);
    };
    const last = this.#offsets[node + 1];
    for (let edge = this.#offsets[node]; edge < last; edge++) {
      const peer = this.#nearest[edge];
      if (peer === cameFrom) continue;
      links.date(node, peer);
      const departed = time + Math.round(links.transfer[0] * slowness);
      const flight = Math.round(links.flight[0] * slowness) + conditions.delay(node, peer, time);
      if (links.lost(node, peer) || departed > stops || conditions.drops(node, peer, time)) {
        count.sent++;
        count.lost++;
        continue;
      }
      arrive(peer, departed + flight);
      if (conditions.duplicates(node, peer, time)) arrive(peer, departed + flight + Math.max(1, flight));
    }
  }

  #begin(origin: number, start: number): void {
    this.#settled.fill(0);
    this.#earliest.fill(Number.POSITIVE_INFINITY);
    this.#earliest[origin] = start;
    this.#relayer[origin] = -1;
    this.#heapSize = 0;
    this.#push(start, origin);
  }

  #shortcut(origin: number, start: number, times: Float64Array, receivers: Int32Array, at: number): number {
    const reached = this.#latencyOrder.spread(origin, start, times, receivers, at);
    const { relayer } = this.#latencyOrder;
    const { nodes } = this.#links;
    const offsets = this.#offsets;
    let sent = offsets[origin + 1] - offsets[origin];
    for (let i = at; i < at + reached; i++) {
      const node = receivers[i];
      sent += offsets[node + 1] - offsets[node] - this.#sendsTo[node * nodes + relayer[node]];
    }
    this.#count.sent = sent;
    this.#count.lost = 0;
    this.#count.inFlight = 0;
    return reached;
  }

  #pass(
    origin: number,
    start: number,
    times: Float64Array,
    receivers: Int32Array,
    at: number,
    end: number,
    everyCopy: boolean,
    silence?: Silence,
  ): number {
    const settled = this.#settled;
    this.#begin(origin, start);
    // No copy reaches those sooner than that, so that none is even looked at.
    if (silence) for (const node of silence.down) this.#earliest[node] = Number.NEGATIVE_INFINITY;
    this.#count.sent = 0;
    this.#count.lost = 0;
    this.#count.inFlight = 0;
    const nodes = this.#links.nodes;
    const pause = Math.ceil(nodes / LOOKS);
    let nextLook = 0;
    let horizon = Number.POSITIVE_INFINITY;
    let reached = 0;
    while (this.#heapSize > 0) {
      const time = this.#heapTime[0];
      const node = this.#heapNode[0];
      this.#pop();
      if (settled[node]) continue;
      settled[node] = 1;
      if (node !== origin) {
        times[at + reached] = time;
        receivers[at + reached] = node;
        reached++;
      }
      if (silence?.isMute[node] && node !== origin) continue;
      const cameFrom = this.#relayer[node];
      const peers = this.#offsets[node + 1] - this.#offsets[node];
      if (silence) for (const absent of silence.down) this.#count.lost += this.#sendsTo[node * nodes + absent];
      if (time <= end) this.#count.sent += peers - (cameFrom < 0 ? 0 : this.#sendsTo[node * nodes + cameFrom]);
      if (everyCopy) {
        this.#forwardAll(node, time, end);
      } else {
        if (reached >= nextLook) {
          horizon = this.#horizon();
          nextLook = reached + pause;
        }
        this.#forward(node, time, horizon);
      }
    }
    return reached;
  }

  /** Node sends to its peers; copies that come too late to matter are not even drawn. */
  #forward(node: number, time: number, horizon: number): void {
    const links = this.#links;
    const earliest = this.#earliest;
    const nearest = this.#nearest;
    const distance = this.#distance;
    const last = this.#offsets[node + 1];
    for (let edge = this.#offsets[node]; edge < last; edge++) {
      const soonest = time + distance[edge];
      if (soonest > horizon) return;
      const peer = nearest[edge];
      if (soonest > earliest[peer]) continue;
      links.date(node, peer);
      const arrival = time + links.transfer[0] + links.flight[0];
      if (arrival <= earliest[peer]) this.#improve(node, peer, arrival);
    }
  }

  /** The same where copies can be lost, or where some may still be under way when the run ends: all are drawn. */
  #forwardAll(node: number, time: number, end: number): void {
    const links = this.#links;
    const count = this.#count;
    const cameFrom = this.#relayer[node];
    const last = this.#offsets[node + 1];
    for (let edge = this.#offsets[node]; edge < last; edge++) {
      const peer = this.#nearest[edge];
      if (peer === cameFrom) continue;
      if (links.lost(node, peer)) {
        if (time <= end) count.lost++;
        continue;
      }
      links.date(node, peer);
      const arrival = time + links.transfer[0] + links.flight[0];
      if (arrival > end && time <= end) count.inFlight++;
      if (arrival <= this.#earliest[peer]) this.#improve(node, peer, arrival);
    }
  }

  /** Of two copies that arrive at once, that of the lower node counts as the first. */
  #improve(node: number, peer: number, arrival: number): void {
    if (this.#settled[peer]) return;
    if (arrival < this.#earliest[peer]) {
      this.#earliest[peer] = arrival;
      this.#relayer[peer] = node;
      this.#push(arrival, peer);
    } else if (node < this.#relayer[peer]) {
      this.#relayer[peer] = node;
    }
  }

  /** No unsettled node is reached later than this by what is known, ns; what comes later still is of no use. */
  #horizon(): number {
    const earliest = this.#earliest;
    let latest = 0;
    for (let node = 0; node < earliest.length; node++) if (earliest[node] > latest) latest = earliest[node];
    return latest;
  }

  #push(time: number, node: number): void {
    const times = this.#heapTime;
    const nodes = this.#heapNode;
    let i = this.#heapSize++;
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

  #pop(): void {
    const size = --this.#heapSize;
    if (size === 0) return;
    const times = this.#heapTime;
    const nodes = this.#heapNode;
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

function nearestFirst(peers: Peers, links: Links): Int32Array {
  const sorted = peers.targets.slice();
  for (let node = 0; node < links.nodes; node++) {
    const row = node * links.nodes;
    sorted
      .subarray(peers.offsets[node], peers.offsets[node + 1])
      .sort((a, b) => links.latency[row + a] - links.latency[row + b] || a - b);
  }
  return sorted;
}
