import type { Copies } from '../copies.js';
import type { CopyCount } from '../flood.js';
import type { Gossip } from '../gossip.js';
import type { NetworkState } from '../network-state.js';
import type { SteadyFaults } from '../steady-faults.js';
import type { Added, Sent, VoteArrivals, Votes } from './vote-arrivals.js';
import type { Ways } from './ways.js';

/**
 * Votes that spread by gossip, flooded when they are sent: rates have no bounds, messages are lost, or a fault holds. All
 * arrivals are then known exactly, and nothing has to be computed later.
 */
export class ExactVotes implements VoteArrivals {
  readonly ways: Ways;
  readonly isExact = true;
  readonly heldFaults: SteadyFaults | undefined;
  readonly #state: NetworkState;
  readonly #copies: Copies;
  readonly #gossip: Gossip;
  readonly #times: Float64Array;
  readonly #receivers: Int32Array;

  /** @param ways lower bounds of latencies as long as the faults hold; these are absent if there may be none */
  constructor(ways: Ways, state: NetworkState, copies: Copies, gossip: Gossip, heldFaults?: SteadyFaults) {
    this.ways = ways;
    this.heldFaults = heldFaults;
    this.#state = state;
    this.#copies = copies;
    this.#gossip = gossip;
    this.#times = new Float64Array(state.links.nodes);
    this.#receivers = new Int32Array(state.links.nodes);
  }

  suits(): boolean {
    return true;
  }

  addedTo(): Added {
    return { least: 0, most: 0 };
  }

  busy(size: number): number {
    const { links, slowness } = this.heldFaults ?? { links: this.#state.links };
    return this.#gossip.longest(size, links) * Math.max(1, ...(slowness ?? []));
  }

  send(votes: Votes, vote: number): Sent {
    const { end } = this.#state;
    const { sender, size, validation } = votes;
    const times = this.#times;
    const count: CopyCount = { sent: 0, lost: 0, inFlight: 0 };
    this.#copies.select(votes.identity0[vote], votes.identity1[vote], size);
    const found = this.#gossip.spread(sender[vote], size, times, this.#receivers, 0, count);
    votes.fix(vote, this.#receivers, times, found);
    let reached = 0;
    while (reached < found && times[reached] + validation <= end) reached++;
    return { copies: count.sent, inFlight: count.inFlight, lost: count.lost, reached };
  }

  at(): number {
    throw new Error('an exact arrival is fixed when the vote is sent');
  }
}
