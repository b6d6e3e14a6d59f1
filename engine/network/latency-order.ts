import type { Links } from './links.js';
import { nearestWays } from './nearest-ways.js';
import type { Peers } from './overlay.js';
import { insertArrival } from './sorted-arrivals.js';

/** How far above its least latency a node's arrival may lie for the tables to decide it, ns. */
const MARGIN = 1e6;

/** Where a message from one origin can come from, nearest first by latency alone. All times from its start, ns. */
export interface LatencyTables {
  /** Nodes that can be reached, by least latency, the origin not among them. */
  order: Int32Array;
  /** Place of a node in it, -1 where it cannot be reached. */
  placeOf: Int32Array;
  /** Least latency of the path to each. */
  least: Float64Array;
  /** Rows of `relayers` and `bounds`: who can pass the message on to the i-th node, and no sooner than when. */
  offsets: Int32Array;
  relayers: Int32Array;
  bounds: Float64Array;
}

/**
 * A shortcut for floods of small messages: where transfers take microseconds and latencies milliseconds, a node's first
 * copy nearly always comes over the path of least latency, and only the few relayers that can be as quick are looked
 * at. What it cannot decide beyond doubt it leaves to the general flood; what it decides is the same to the bit.
 */
export class LatencyOrder {
  readonly #peers: Peers;
  readonly #links: Links;
  readonly #isMute: Uint8Array | undefined;
  /** By origin, made when one first speaks. */
  readonly #tables: (LatencyTables | undefined)[];
  readonly #arrival: Float64Array;
  /** Who passed the message on to a node, after {@link spread}. */
  readonly relayer: Int32Array;
  /** Arrivals of the message that {@link reach} was asked about last, and which of them are known. */
  readonly #known: Float64Array;
  readonly #isKnown: Uint8Array;
  #tried = 0;
  #failed = 0;

  /** @param tables shared by all runs over the same network @param isMute 1 for nodes that pass nothing on; absent: none */
  constructor(peers: Peers, links: Links, tables: (LatencyTables | undefined)[], isMute?: Uint8Array) {
    this.#tables = tables;
    this.#isMute = isMute;
    this.#peers = peers;
    this.#links = links;
    this.#arrival = new Float64Array(links.nodes);
    this.relayer = new Int32Array(links.nodes);
    this.#known = new Float64Array(links.nodes);
    this.#isKnown = new Uint8Array(links.nodes);
  }

  /** Whether a flood of so short a message is worth trying. */
  suits(transfer: number): boolean {
    return 4 * transfer < MARGIN && (this.#tried < 1000 || this.#failed < this.#tried / 4);
  }

  /**
   * Floods the message that the links have selected; arguments and order of results as in `Flood.spread`.
   *
   * @returns how many nodes it reaches, or -1 where the tables cannot decide
   */
  spread(origin: number, start: number, times: Float64Array, receivers: Int32Array, at: number): number {
    const reached = this.#decide(origin, start, times, receivers, at);
    this.#tried++;
    if (reached < 0) this.#failed++;
    return reached;
  }

  /** The message is another one than last time: nothing of it is known. */
  forget(): void {
    this.#isKnown.fill(0);
  }

  /**
   * When the message that the links have selected reaches one node, by as few relayers as decide it. What is found out is
   * remembered until {@link forget}.
   *
   * @returns ns, or -1 where the tables cannot decide
   */
  reach(origin: number, start: number, node: number): number {
    if (node === origin) return start;
    if (this.#isKnown[node]) return this.#known[node];
    this.#tables[origin] ??= tablesOf(origin, this.#peers, this.#links, this.#isMute);
    const { placeOf, least, offsets, relayers, bounds } = this.#tables[origin];
    const links = this.#links;
    const place = placeOf[node];
    if (place < 0) return Number.POSITIVE_INFINITY;
    let best = Number.POSITIVE_INFINITY;
    let candidate = offsets[place];
    const end = offsets[place + 1];
    for (; candidate < end && start + bounds[candidate] <= best; candidate++) {
      const relayer = relayers[candidate];
      // As in #decide: it is reached later by latency, and could be as quick.
      if (placeOf[relayer] > place) return -1;
      const heard = this.reach(origin, start, relayer);
      if (heard < 0) return -1;
      if (heard + links.latency[relayer * links.nodes + node] > best) continue;
      links.date(relayer, node);
      const time = heard + links.transfer[0] + links.flight[0];
      if (time < best) best = time;
    }
    if (candidate === end && best > start + least[place] + MARGIN) return -1;
    this.#known[node] = best;
    this.#isKnown[node] = 1;
    return best;
  }

  #decide(origin: number, start: number, times: Float64Array, receivers: Int32Array, at: number): number {
    this.#tables[origin] ??= tablesOf(origin, this.#peers, this.#links, this.#isMute);
    const { order, least, offsets, relayers, bounds } = this.#tables[origin];
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
        // Could be as quick, but is itself reached later: the order by latency is not that of arrivals here.
        if (heard === Number.POSITIVE_INFINITY) return -1;
        if (heard + links.latency[relayer * links.nodes + node] > best) continue;
        links.date(relayer, node);
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

function tablesOf(origin: number, peers: Peers, links: Links, isMute?: Uint8Array): LatencyTables {
  const { nodes, latency } = links;
  const { latency: least } = nearestWays(origin, peers, links, isMute);
  const order = Int32Array.from({ length: nodes }, (_, node) => node)
    .filter((node) => node !== origin && least[node] < Number.POSITIVE_INFINITY)
    .sort((a, b) => least[a] - least[b] || a - b);
  const placeOf = new Int32Array(nodes).fill(-1);
  order.forEach((node, place) => {
    placeOf[node] = place;
  });
  /** Calls `found` for every relayer that may be the first to pass the message on to a node that it reaches at all. */
  const eachRelayer = (found: (place: number, relayer: number, bound: number) => void) => {
    for (let relayer = 0; relayer < nodes; relayer++) {
      if (relayer !== origin && isMute?.[relayer]) continue;
      for (let edge = peers.offsets[relayer]; edge < peers.offsets[relayer + 1]; edge++) {
        const node = peers.targets[edge];
        const bound = least[relayer] + latency[relayer * nodes + node];
        if (placeOf[node] >= 0 && bound <= least[node] + MARGIN) found(placeOf[node], relayer, bound);
      }
    }
  };
  const offsets = new Int32Array(order.length + 1);
  eachRelayer((place) => offsets[place + 1]++);
  for (let place = 0; place < order.length; place++) offsets[place + 1] += offsets[place];
  const relayers = new Int32Array(offsets[order.length]);
  const bounds = new Float64Array(relayers.length);
  const ends = offsets.slice();
  // Relayers come ascending, so that those with the same bound stay so.
  eachRelayer((place, relayer, bound) =>
    insertRelayer(bounds, relayers, offsets[place], ends[place]++, bound, relayer),
  );
  return { order, placeOf, least: Float64Array.from(order, (node) => least[node]), offsets, relayers, bounds };
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
