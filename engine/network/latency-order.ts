import type { Links } from './links.js';
import { nearestWays } from './nearest-ways.js';
import type { Peers } from './overlay.js';
import type { Ways } from './quorums/ways.js';
import { insertArrival } from './sorted-arrivals.js';

/** The tables decide an arrival only if it exceeds the least latency of its node by at most this, ns. */
const MARGIN = 1e6;

/**
 * The possible paths of a message from one origin, nearest nodes first by latency alone. All times are relative to its
 * start, ns.
 */
export interface LatencyTables {
  /** Reachable nodes by least latency, without the origin. */
  order: Int32Array;
  /** Index of a node in `order`; -1 if it cannot be reached. */
  placeOf: Int32Array;
  /** Least latency of a path to each. */
  least: Float64Array;
  /**
   * Rows of `relayers` and `bounds`: the possible relayers of a message to the i-th node, and lower bounds of their
   * arrivals.
   */
  offsets: Int32Array;
  relayers: Int32Array;
  bounds: Float64Array;
}

/** Tables of an overlay that do not depend on the message; all runs over the overlay share them. */
export interface OverlayTables {
  /** Peers that copies can reach. */
  peers: Peers;
  /** 1 for nodes that forward nothing; absent if there are none. */
  isMute?: Uint8Array;
  /** By origin, computed at its first message. */
  latencies: (LatencyTables | undefined)[];
  /** Paths of least latency between any two nodes over the overlay; computed when votes first need them. */
  ways?: Ways;
}

/**
 * A shortcut for floods of small messages. If transfers take microseconds and latencies milliseconds, a node's first
 * copy nearly always comes over the path of least latency. Only the few relayers that can be equally fast are checked.
 * Uncertain cases are left to the general flood; decided ones are the same to the bit.
 */
export class LatencyOrder {
  readonly #overlay: OverlayTables;
  readonly #links: Links;
  readonly #arrival: Float64Array;
  /** The relayer to each node, after {@link spread}. */
  readonly relayer: Int32Array;
  /** Arrivals of the latest message of {@link reach}, and which of them are known. */
  readonly #known: Float64Array;
  readonly #isKnown: Uint8Array;
  #tried = 0;
  #failed = 0;

  constructor(overlay: OverlayTables, links: Links) {
    this.#overlay = overlay;
    this.#links = links;
    this.#arrival = new Float64Array(links.nodes);
    this.relayer = new Int32Array(links.nodes);
    this.#known = new Float64Array(links.nodes);
    this.#isKnown = new Uint8Array(links.nodes);
  }

  /** Whether the shortcut is worth trying for messages with this transfer time, ns. */
  suits(transfer: number): boolean {
    return 4 * transfer < MARGIN && (this.#tried < 1000 || this.#failed < this.#tried / 4);
  }

  /**
   * Floods the message that the links have selected; arguments and order of results as in `Flood.spread`.
   *
   * @returns number of nodes that it reaches, or -1 if the tables cannot decide
   */
  spread(origin: number, start: number, times: Float64Array, receivers: Int32Array, at: number): number {
    const reached = this.#decide(origin, start, times, receivers, at);
    this.#tried++;
    if (reached < 0) this.#failed++;
    return reached;
  }

  /** Resets the known arrivals for another message. */
  forget(): void {
    this.#isKnown.fill(0);
  }

  /**
   * Arrival of the selected message at one node, from as few relayers as necessary. Results are kept until {@link
   * forget}.
   *
   * @returns ns, or -1 if the tables cannot decide
   */
  reach(origin: number, start: number, node: number): number {
    if (node === origin) return start;
    if (this.#isKnown[node]) return this.#known[node];
    const { placeOf, least, offsets, relayers, bounds } = this.#tables(origin);
    const links = this.#links;
    const place = placeOf[node];
    if (place < 0) return Number.POSITIVE_INFINITY;
    let best = Number.POSITIVE_INFINITY;
    let candidate = offsets[place];
    const end = offsets[place + 1];
    for (; candidate < end && start + bounds[candidate] <= best; candidate++) {
      const relayer = relayers[candidate];
      // As in #decide: its least latency is longer than the node's, but its copy could be as fast.
      if (placeOf[relayer] > place) return -1;
      const heard = this.reach(origin, start, relayer);
      if (heard < 0) return -1;
      if (heard + links.latency[relayer * links.nodes + node] > best) continue;
      links.drawDelay(relayer, node);
      const time = heard + links.transfer[0] + links.flight[0];
      if (time < best) best = time;
    }
    if (candidate === end && best > start + least[place] + MARGIN) return -1;
    this.#known[node] = best;
    this.#isKnown[node] = 1;
    return best;
  }

  #tables(origin: number): LatencyTables {
    const { latencies } = this.#overlay;
    latencies[origin] ??= tablesOf(origin, this.#overlay, this.#links);
    return latencies[origin];
  }

  #decide(origin: number, start: number, times: Float64Array, receivers: Int32Array, at: number): number {
    const { order, least, offsets, relayers, bounds } = this.#tables(origin);
    const links = this.#links;
    const arrival = this.#arrival.fill(Number.POSITIVE_INFINITY);
    arrival[origin] = start;
    for (let i = 0; i < order.length; i++) {
      const node = order[i];
      let best = Number.POSITIVE_INFINITY;
      let from = -1;
      let candidate = offsets[i];
      const end = offsets[i + 1];
      for (; candidate < end && start + bounds[candidate] <= best; candidate++) {
        const relayer = relayers[candidate];
        const heard = arrival[relayer];
        // Its copy could be as fast, but the order by latency reaches it later: it is not the order of arrivals here.
        if (heard === Number.POSITIVE_INFINITY) return -1;
        if (heard + links.latency[relayer * links.nodes + node] > best) continue;
        links.drawDelay(relayer, node);
        const time = heard + links.transfer[0] + links.flight[0];
        if (time < best || (time === best && relayer < from)) {
          best = time;
          from = relayer;
        }
      }
      if (candidate === end && best > start + least[i] + MARGIN) return -1;
      arrival[node] = best;
      this.relayer[node] = from;
      insertArrival(times, receivers, at, at + i, best, node);
    }
    return order.length;
  }
}

function tablesOf(origin: number, overlay: OverlayTables, links: Links): LatencyTables {
  const { nodes } = links;
  const least = leastFrom(origin, overlay, links);
  const order = Int32Array.from({ length: nodes }, (_, node) => node)
    .filter((node) => node !== origin && least[node] < Number.POSITIVE_INFINITY)
    .sort((a, b) => least[a] - least[b] || a - b);
  const placeOf = new Int32Array(nodes).fill(-1);
  order.forEach((node, place) => {
    placeOf[node] = place;
  });
  const found = possibleRelayers(origin, least, overlay, links);
  const offsets = new Int32Array(order.length + 1);
  for (const node of found.nodes) offsets[placeOf[node] + 1]++;
  for (let place = 0; place < order.length; place++) offsets[place + 1] += offsets[place];
  const relayers = new Int32Array(offsets[order.length]);
  const bounds = new Float64Array(relayers.length);
  const ends = offsets.slice();
  // Relayers are ascending, so those with the same bound stay in order.
  found.nodes.forEach((node, i) => {
    const place = placeOf[node];
    insertRelayer(bounds, relayers, offsets[place], ends[place]++, found.bounds[i], found.relayers[i]);
  });
  return { order, placeOf, least: Float64Array.from(order, (node) => least[node]), offsets, relayers, bounds };
}

/** Least latency of a path from origin to each node, ns. */
function leastFrom(origin: number, { peers, isMute, ways }: OverlayTables, links: Links): Float64Array {
  if (!ways || isMute) return nearestWays(origin, peers, links, isMute).latency;
  const { nodes } = links;
  const least = new Float64Array(nodes);
  for (let node = 0; node < nodes; node++) if (node !== origin) least[node] = ways.latency[node * nodes + origin];
  return least;
}

/** The relayers that may be the first to forward the message, with the nodes to which they do and their bounds. */
function possibleRelayers(origin: number, least: Float64Array, { peers, isMute }: OverlayTables, links: Links) {
  const { nodes, latency } = links;
  const found: { nodes: number[]; relayers: number[]; bounds: number[] } = { nodes: [], relayers: [], bounds: [] };
  for (let relayer = 0; relayer < nodes; relayer++) {
    if (relayer !== origin && isMute?.[relayer]) continue;
    for (let edge = peers.offsets[relayer]; edge < peers.offsets[relayer + 1]; edge++) {
      const node = peers.targets[edge];
      const bound = least[relayer] + latency[relayer * nodes + node];
      if (bound > least[node] + MARGIN || node === origin || least[node] === Number.POSITIVE_INFINITY) continue;
      found.nodes.push(node);
      found.relayers.push(relayer);
      found.bounds.push(bound);
    }
  }
  return found;
}

function insertRelayer(
  bounds: Float64Array,
  relayers: Int32Array,
  first: number,
  end: number,
  bound: number,
  relayer: number,
): void {
  let at = end;
  for (; at > first && bounds[at - 1] > bound; at--) {
    bounds[at] = bounds[at - 1];
    relayers[at] = relayers[at - 1];
  }
  bounds[at] = bound;
  relayers[at] = relayer;
}
