import type { Copies } from '../copies.js';
import type { Direct } from '../direct.js';
import type { FloodTables } from '../flood-tables.js';
import type { Gossip } from '../gossip.js';
import type { Links } from '../links.js';
import type { Route } from '../message.js';
import type { NetworkState } from '../network-state.js';
import type { SteadyFaults } from '../steady-faults.js';
import { DirectVotes } from './direct-votes.js';
import { ExactVotes, type Spread } from './exact-votes.js';
import { FloodedVotes } from './flooded-votes.js';
import type { VoteArrivals } from './vote-arrivals.js';
import { directWays, overlayWays, type Ways } from './ways.js';

/** The parts of the network that send votes. */
export interface SendingParts {
  state: NetworkState;
  tables: FloodTables;
  copies: Copies;
  direct: Direct;
  gossip: Gossip;
}

type Dissemination = Route['dissemination'];

/** The ways in which votes spread, each created on first use. */
export class Arrivals {
  readonly #parts: SendingParts;
  readonly #everyone: Int32Array;
  /** By name; and those that apply under certain faults. */
  readonly #usual = new Map<string, VoteArrivals>();
  readonly #under = new Map<SteadyFaults, Map<string, VoteArrivals>>();

  constructor(parts: SendingParts) {
    this.#parts = parts;
    this.#everyone = Int32Array.from({ length: parts.state.links.nodes }, (_, node) => node);
  }

  /** The ways that may suit votes that are sent now, the cheapest first. */
  *candidates(dissemination: Dissemination): Iterable<VoteArrivals> {
    const { conditions, clock, links } = this.#parts.state;
    const isDirect = dissemination === 'direct';
    if (isDirect || !links.lossy) yield this.#kept(`usual ${dissemination}`, undefined, () => this.#byBounds(isDirect));
    const faults = conditions?.steady(clock[0]);
    // A fault is about to begin or end, or copies have to be checked one by one.
    if (conditions && !faults) return;
    if (isDirect && faults) yield this.#kept('direct', faults, () => this.#directUnder(faults));
    yield this.#kept(`exact ${dissemination}`, faults, () => this.#exact(isDirect, faults));
  }

  #kept(name: string, faults: SteadyFaults | undefined, create: () => VoteArrivals): VoteArrivals {
    let kept = this.#usual;
    if (faults) {
      kept = this.#under.get(faults) ?? new Map();
      this.#under.set(faults, kept);
    }
    const arrivals = kept.get(name) ?? create();
    kept.set(name, arrivals);
    return arrivals;
  }

  #byBounds(isDirect: boolean): VoteArrivals {
    const { state, tables, gossip } = this.#parts;
    const { links, end } = state;
    return isDirect
      ? new DirectVotes(this.#directWays(), links, end)
      : new FloodedVotes(this.#overlayWays(), tables, gossip.flood, links, end);
  }

  #directUnder(faults: SteadyFaults): VoteArrivals {
    const { conditions, end } = this.#parts.state;
    const { links, isCut, slowness } = faults;
    return new DirectVotes(directWays(links, isCut, slowness), links, end, conditions && { faults, conditions });
  }

  #exact(isDirect: boolean, faults: SteadyFaults | undefined): VoteArrivals {
    const { state, copies, direct, gossip } = this.#parts;
    const links = faults?.links ?? state.links;
    const slowness = faults?.slowness ?? [];
    const longest = isDirect ? (size: number) => links.slowest(size) : (size: number) => gossip.longest(size, links);
    const spread: Spread = isDirect
      ? (sender, size, times, receivers) => direct.spread(sender, this.#everyone, size, times, receivers, 0)
      : (sender, size, times, receivers) => gossip.spread(sender, size, times, receivers, 0);
    const busy = (size: number) => longest(size) * Math.max(1, ...slowness);
    return new ExactVotes(this.#leastWays(isDirect, links, faults), state, copies, spread, busy, faults);
  }

  /** Ways whose latencies no copy undercuts. */
  #leastWays(isDirect: boolean, links: Links, faults: SteadyFaults | undefined): Ways {
    if (!faults) return isDirect ? this.#directWays() : this.#overlayWays();
    const { isCut, slowness } = faults;
    if (isDirect) return directWays(links, isCut, slowness);
    return overlayWays(this.#parts.state.peers, links, Math.min(1, ...(slowness ?? [])));
  }

  #directWays(): Ways {
    const { tables, state } = this.#parts;
    tables.direct ??= directWays(state.links);
    return tables.direct;
  }

  #overlayWays(): Ways {
    const { tables, state } = this.#parts;
    tables.ways ??= overlayWays(state.peers, state.links);
    return tables.ways;
  }
}
