import type { Conditions } from '../conditions.js';
import type { CopyCount } from '../flood.js';
import type { Links } from '../links.js';
import type { SteadyFaults } from '../steady-faults.js';
import { type Added, countSent, type Sent, type VoteArrivals, type Votes } from './vote-arrivals.js';
import type { Ways } from './ways.js';

/**
 * Largest random part of delays, ns, for which few votes overtake many others, because nodes vote at different times.
 */
const SLIGHT = 1e6;

/** Largest sum of the rounding errors of a slow node's copy, in its transfer and its flight, ns. */
const ROUNDING = 2;

/** Faults that hold while votes are in transit, and the conditions that draw them. */
export interface Held {
  faults: SteadyFaults;
  conditions: Conditions;
}

/** Votes that every node sends to every other one over their link, as long as the same faults hold. */
export class DirectVotes implements VoteArrivals {
  readonly ways: Ways;
  readonly heldFaults: SteadyFaults | undefined;
  readonly #links: Links;
  readonly #end: number;
  readonly #conditions: Conditions | undefined;
  /** Bounds of the factor by which copies are slowed down. */
  readonly #slowness: { least: number; most: number };
  readonly #mayLose: boolean;
  /** Counts of a vote that all nodes receive before the end of the run. */
  readonly #inTime: Sent;

  /** @param end of the run, ns */
  constructor(ways: Ways, links: Links, end: number, held?: Held) {
    this.heldFaults = held?.faults;
    this.#conditions = held?.conditions;
    const { isCut, slowness, drops } = held?.faults ?? {};
    this.ways = ways;
    this.#links = links;
    this.#end = end;
    this.#slowness = { least: Math.min(1, ...(slowness ?? [])), most: Math.max(1, ...(slowness ?? [])) };
    this.#mayLose = links.lossy || isCut !== undefined || drops !== undefined;
    this.#inTime = { copies: links.nodes - 1, inFlight: 0, lost: 0, reached: links.nodes - 1 };
  }

  /**
   * False if randomness moves arrivals more than distances do. Any vote might then complete a quorum, and computing the
   * arrivals of nearly all votes for every node would take longer than delivering them.
   */
  suits(size: number): boolean {
    const { least, most } = this.addedTo(size);
    return most - least <= Math.max(this.ways.mostLatency, SLIGHT);
  }

  addedTo(size: number): Added {
    const added = this.#links.addedTo(size);
    const { least, most } = this.#slowness;
    if (least === 1 && most === 1) return added;
    return { least: Math.max(0, added.least * least - ROUNDING), most: added.most * most + ROUNDING };
  }

  send(votes: Votes, vote: number, traffic: CopyCount): number {
    const longest = this.ways.mostLatency + this.addedTo(votes.size).most + votes.validation;
    const isInTime = votes.sentAt[vote] + longest <= this.#end;
    if (!this.#mayLose && isInTime) return countSent(traffic, this.#inTime);
    const { nodes } = this.#links;
    const sent = { ...this.#inTime };
    const from = votes.sender[vote];
    this.#select(votes, vote);
    for (let node = 0; node < nodes; node++) {
      if (node === from) continue;
      if (this.#isLost(from, node)) {
        votes.lose(vote, node);
        sent.lost++;
        sent.reached--;
        continue;
      }
      if (isInTime) continue;
      const arrival = this.at(votes, vote, node);
      if (arrival > this.#end) sent.inFlight++;
      if (arrival + votes.validation > this.#end) sent.reached--;
    }
    return countSent(traffic, sent);
  }

  at(votes: Votes, vote: number, node: number): number {
    const from = votes.sender[vote];
    const sentAt = votes.sentAt[vote];
    if (from === node) return sentAt;
    const links = this.#links;
    links.message(votes.identity0[vote], votes.identity1[vote], votes.size);
    links.drawDelay(from, node);
    links.slowDown(this.heldFaults?.slowness?.[from] ?? 1);
    return sentAt + links.transfer[0] + links.flight[0];
  }

  /** Selects the vote whose copies may be lost. */
  #select(votes: Votes, vote: number): void {
    this.#links.message(votes.identity0[vote], votes.identity1[vote], votes.size);
    this.#conditions?.message(votes.identity0[vote], votes.identity1[vote]);
  }

  #isLost(from: number, to: number): boolean {
    const { isCut, drops } = this.heldFaults ?? {};
    return isCut?.[from * this.#links.nodes + to] === 1 || this.#links.lost(from, to) || drops?.(from, to) === true;
  }
}
