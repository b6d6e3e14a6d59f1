import type { Copies } from '../copies.js';
import type { NetworkState } from '../network-state.js';
import type { SteadyFaults } from '../steady-faults.js';
import type { Added, VoteArrivals, Votes } from './vote-arrivals.js';
import type { Ways } from './ways.js';

/** Sends the selected message and writes its first arrivals, ascending. @returns their number */
export type Spread = (sender: number, size: number, times: Float64Array, receivers: Int32Array) => number;

/**
 * Votes whose arrivals are computed when they are sent, because their delays have no bounds, because messages are lost, or
 * because a fault holds. Only arrivals that complete quorums become events.
 */
export class ExactVotes implements VoteArrivals {
  readonly ways: Ways;
  readonly isExact = true;
  readonly heldFaults: SteadyFaults | undefined;
  readonly busy: (size: number) => number;
  readonly #state: NetworkState;
  readonly #copies: Copies;
  readonly #spread: Spread;
  readonly #times: Float64Array;
  readonly #receivers: Int32Array;

  /**
   * @param ways lower bounds of latencies while the faults hold @param busy as in {@link VoteArrivals.busy}
   * @param heldFaults absent if there may be none
   */
  constructor(
    ways: Ways,
    state: NetworkState,
    copies: Copies,
    spread: Spread,
    busy: (size: number) => number,
    heldFaults?: SteadyFaults,
  ) {
    this.ways = ways;
    this.heldFaults = heldFaults;
    this.busy = busy;
    this.#state = state;
    this.#copies = copies;
    this.#spread = spread;
    this.#times = new Float64Array(state.links.nodes);
    this.#receivers = new Int32Array(state.links.nodes);
  }

  suits(): boolean {
    return true;
  }

  addedTo(): Added {
    return { least: 0, most: 0 };
  }

  send(votes: Votes, vote: number): number {
    const { end } = this.#state;
    const { sender, size, validation } = votes;
    const times = this.#times;
    this.#copies.select(votes.identity0[vote], votes.identity1[vote], size);
    const found = this.#spread(sender[vote], size, times, this.#receivers);
    votes.fix(vote, this.#receivers, times, found);
    let reached = 0;
    while (reached < found && times[reached] + validation <= end) reached++;
    return reached;
  }

  at(): number {
    throw new Error('exact arrivals are stored when the vote is sent, and never computed later');
  }
}
