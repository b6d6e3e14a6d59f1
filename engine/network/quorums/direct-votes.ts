import type { Links } from '../links.js';
import type { Sent, VoteArrivals, Votes } from './vote-arrivals.js';
import type { Ways } from './ways.js';

/**
 * Largest random part of delays, ns, for which few votes overtake many others, because nodes vote at different times.
 */
const SLIGHT = 1e6;

/** Votes that every node sends to every other one over their link. */
export class DirectVotes implements VoteArrivals {
  readonly ways: Ways;
  readonly #links: Links;
  readonly #end: number;
  /** Counts of a vote that all nodes receive before the end of the run. */
  readonly #inTime: Sent;

  /** @param end of the run, ns */
  constructor(ways: Ways, links: Links, end: number) {
    this.ways = ways;
    this.#links = links;
    this.#end = end;
    this.#inTime = { copies: links.nodes - 1, inFlight: 0, reached: links.nodes - 1 };
  }

  /**
   * Not if chance moves arrivals more than distances do. Any vote might then complete a quorum, and computing the
   * arrivals of nearly all votes for every node would take longer than delivering them.
   */
  suits(size: number): boolean {
    const { least, most } = this.#links.addedTo(size);
    return most - least <= Math.max(this.ways.mostLatency, SLIGHT);
  }

  send(votes: Votes, vote: number): Sent {
    const longest = this.ways.mostLatency + this.#links.addedTo(votes.size).most + votes.validation;
    if (votes.sentAt[vote] + longest <= this.#end) return this.#inTime;
    const { nodes } = this.#links;
    const sent = { ...this.#inTime };
    for (let node = 0; node < nodes; node++) {
      if (node === votes.sender[vote]) continue;
      const arrival = this.at(votes, vote, node);
      if (arrival > this.#end) sent.inFlight++;
      if (arrival + votes.validation > this.#end) sent.reached--;
    }
    return sent;
  }

  at(votes: Votes, vote: number, node: number): number {
    const from = votes.sender[vote];
    if (from === node) return votes.sentAt[vote];
    const links = this.#links;
    links.message(votes.identity0[vote], votes.identity1[vote], votes.size);
    links.date(from, node);
    return votes.sentAt[vote] + links.transfer[0] + links.flight[0];
  }
}
