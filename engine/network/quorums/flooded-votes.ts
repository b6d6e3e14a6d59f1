import type { CopyCount, Flood } from '../flood.js';
import type { FloodTables } from '../flood-tables.js';
import type { Links } from '../links.js';
import { type Added, countSent, type Sent, type VoteArrivals, type Votes } from './vote-arrivals.js';
import type { Ways } from './ways.js';

/**
 * Small votes that spread by gossip. Their transfers are short compared with latencies, so only the links over which a
 * vote can first reach the requested node are evaluated. Only near the end of the run a vote is flooded when it is sent,
 * because its copies in flight are counted, and its arrivals are stored.
 */
export class FloodedVotes implements VoteArrivals {
  readonly ways: Ways;
  readonly #flood: Flood;
  readonly #links: Links;
  readonly #end: number;
  /** Counts of a vote of each node; undefined if links are one-way, because the counts then depend on the relayers. */
  readonly #copies: Sent[] | undefined;
  readonly #times: Float64Array;
  readonly #receivers: Int32Array;
  #asked: { votes: Votes | undefined; sequence: number } = { votes: undefined, sequence: -1 };

  /** @param end of the run, ns */
  constructor(ways: Ways, tables: FloodTables, flood: Flood, links: Links, end: number) {
    this.ways = ways;
    this.#flood = flood;
    this.#links = links;
    this.#end = end;
    this.#copies = copiesOf(ways, tables);
    this.#times = new Float64Array(links.nodes);
    this.#receivers = new Int32Array(links.nodes);
  }

  suits(size: number): boolean {
    if (!this.#copies || !this.#flood.suits(size)) return false;
    return this.#links.addedTo(size).most < Number.POSITIVE_INFINITY;
  }

  addedTo(size: number): Added {
    return this.#links.addedTo(size);
  }

  send(votes: Votes, vote: number, traffic: CopyCount): number {
    const { sender, sentAt, size, validation } = votes;
    const { most } = this.#links.addedTo(size);
    const { mostLatency, mostLinks } = this.ways;
    // The last node reached also sends copies.
    const longest = 2 * mostLatency + (mostLinks + 1) * most + validation;
    votes.rows[vote] = undefined;
    if (this.#copies && sentAt[vote] + longest <= this.#end) return countSent(traffic, this.#copies[sender[vote]]);
    const count: CopyCount = { sent: 0, lost: 0, inFlight: 0 };
    const row = this.#arrivals(votes, vote, count);
    votes.rows[vote] = row;
    let reached = 0;
    for (let node = 0; node < row.length; node++) {
      if (node !== sender[vote] && row[node] + validation <= this.#end) reached++;
    }
    return countSent(traffic, { copies: count.sent, inFlight: count.inFlight, lost: count.lost, reached });
  }

  at(votes: Votes, vote: number, node: number): number {
    const row = votes.rows[vote];
    if (row) return row[node];
    const sequence = votes.sequence[vote];
    const asked = this.#asked;
    this.#links.message(votes.identity0[vote], votes.identity1[vote], votes.size);
    if (asked.sequence !== sequence || asked.votes !== votes) {
      asked.sequence = sequence;
      asked.votes = votes;
      this.#flood.forget();
    }
    const arrival = this.#flood.reach(votes.sender[vote], votes.sentAt[vote], node);
    if (arrival >= 0) return arrival;
    const arrivals = this.#arrivals(votes, vote, { sent: 0, lost: 0, inFlight: 0 });
    votes.rows[vote] = arrivals;
    return arrivals[node];
  }

  /** Arrival of a vote at each node, ns. @param count receives the counts */
  #arrivals(votes: Votes, vote: number, count: CopyCount): Float64Array {
    const times = this.#times;
    const origin = votes.sender[vote];
    const start = votes.sentAt[vote];
    this.#links.message(votes.identity0[vote], votes.identity1[vote], votes.size);
    const reached = this.#flood.spread(origin, start, times, this.#receivers, 0, this.#end, votes.size, count);
    const row = new Float64Array(this.#links.nodes).fill(Number.POSITIVE_INFINITY);
    row[origin] = start;
    for (let i = 0; i < reached; i++) row[this.#receivers[i]] = times[i];
    return row;
  }
}

/** Counts of every vote, if a node sends the same number of copies whichever node it received the vote from. */
function copiesOf({ latency }: Ways, { peers, copies }: FloodTables): Sent[] | undefined {
  const nodes = peers.offsets.length - 1;
  const passedOn = new Int32Array(nodes).fill(-1);
  for (let node = 0; node < nodes; node++) {
    for (let edge = peers.offsets[node]; edge < peers.offsets[node + 1]; edge++) {
      const peer = peers.targets[edge];
      const sent = copies[peer * nodes + node];
      if (passedOn[peer] >= 0 && passedOn[peer] !== sent) return undefined;
      passedOn[peer] = sent;
    }
  }
  return Array.from({ length: nodes }, (_, origin) => {
    const sent = { copies: copies[origin * nodes + origin], inFlight: 0, lost: 0, reached: 0 };
    for (let node = 0; node < nodes; node++) {
      if (node === origin || latency[node * nodes + origin] === Number.POSITIVE_INFINITY) continue;
      sent.reached++;
      sent.copies += passedOn[node];
    }
    return sent;
  });
}
