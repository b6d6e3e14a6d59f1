import type { Copies } from './copies.js';
import { Flood, type Losses } from './flood.js';
import { type FloodTables, floodTables } from './flood-tables.js';
import type { Links } from './links.js';
import type { NetworkState } from './network-state.js';
import { diameter } from './overlay.js';
import { lastMoment, type SteadyFaults, steadyFor } from './steady-faults.js';
import { TroubledFlood } from './troubled-flood.js';

/** Messages that every node forwards on first receipt, if no node waits for its uplink. */
export class Gossip {
  /** The flood without faults. */
  readonly flood: Flood;
  readonly #state: NetworkState;
  readonly #copies: Copies;
  /** The flood for times at which faults may begin or end. */
  readonly #troubledFlood: TroubledFlood | undefined;
  /** The flood with the faults of the current period. */
  #steadyFlood: { faults: SteadyFaults; flood: Flood } | undefined;
  /** Maximum number of overlay links between two nodes; computed only if it matters. */
  readonly #hops: number;

  constructor(state: NetworkState, copies: Copies, tables: FloodTables) {
    const { links, peers, conditions } = state;
    this.#state = state;
    this.#copies = copies;
    this.flood = new Flood(tables, links, lossesOver(links));
    this.#troubledFlood = conditions && new TroubledFlood(peers, links.nodes, conditions);
    this.#hops = conditions ? diameter(peers) : 0;
  }

  /**
   * Whether a message that is sent now must be simulated copy by copy, because nodes wait for their uplinks. @param
   * size B
   */
  waitsForUplinks(size: number): boolean {
    const { conditions } = this.#state;
    return this.#copies.sharesUplink || (conditions?.mayShareUplinks === true && this.#isTroubled(size));
  }

  /**
   * Floods the message that `Copies` has selected.
   *
   * @param size B
   * @param times receives the first arrivals, ascending, ns
   * @param receivers receives the nodes of the arrivals
   * @param start index at which both are written
   * @returns number of nodes that the message reaches
   */
  spread(sender: number, size: number, times: Float64Array, receivers: Int32Array, start: number): number {
    const { conditions, clock, traffic, end, identity } = this.#state;
    const now = clock[0];
    if (!conditions || !this.#troubledFlood || !this.#isTroubled(size))
      return this.flood.spread(sender, now, times, receivers, start, end, size, traffic);
    const faults = steadyFor(conditions, sender, now);
    if (faults) {
      const flood = this.#floodUnder(faults);
      const moment = lastMoment(faults, end);
      const reached = flood.spreadBefore(moment, sender, now, times, receivers, start, size, traffic);
      if (reached >= 0) return reached;
    }
    const [identity0, identity1] = identity;
    const select = (links: Links) => links.message(identity0, identity1, size);
    return this.#troubledFlood.spread(select, sender, now, times, receivers, start, end, traffic);
  }

  /** Whether there is a fault while a flood that begins now may be in progress. */
  #isTroubled(size: number): boolean {
    const { conditions, clock, links } = this.#state;
    return conditions?.isQuiet(clock[0], clock[0] + this.longest(size, links)) === false;
  }

  /** A bound that practically no flood over these links exceeds, ns. */
  longest(size: number, links: Links): number {
    return (this.#hops + 1) * links.slowest(size);
  }

  #floodUnder(faults: SteadyFaults): Flood {
    const { links, drops, isCut, isMute, slowness } = faults;
    const isFine = !drops && !isCut && !isMute && !slowness;
    if (isFine && links === this.#state.links) return this.flood;
    if (this.#steadyFlood?.faults !== faults) {
      const lost = lossesOver(links);
      const losses = lost && drops ? (from: number, to: number) => lost(from, to) || drops(from, to) : (lost ?? drops);
      const flood = new Flood(floodTables(this.#state.peers, links, faults), links, losses);
      this.#steadyFlood = { faults, flood };
    }
    return this.#steadyFlood.flood;
  }
}

function lossesOver(links: Links): Losses | undefined {
  return links.lossy ? (from, to) => links.lost(from, to) : undefined;
}
