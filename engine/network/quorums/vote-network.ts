import type { Broadcasts } from '../broadcasts.js';
import { identify } from '../identity.js';
import { countCopies } from '../message.js';
import { insertArrival } from '../sorted-arrivals.js';
import { Arrivals, type SendingParts } from './arrivals.js';
import type { Poll, QuorumNetwork, Quorums } from './quorums.js';

/** With fewer nodes than this, delivering every vote is just as fast. */
const MIN_NODES = 4;

/** The parts of the network that votes use. */
export interface VoteNetworkParts extends SendingParts {
  quorums: Quorums;
  broadcasts: Broadcasts;
  /** By topic: the topic whose random stream it uses. */
  streamTopics: readonly number[];
}

/** Votes with notifications of quorums. They are sent and counted like other messages. */
export class VoteNetwork implements QuorumNetwork {
  readonly #parts: VoteNetworkParts;
  readonly #arrivals: Arrivals;

  constructor(parts: VoteNetworkParts) {
    this.#parts = parts;
    this.#arrivals = new Arrivals(parts);
  }

  open(poll: Poll): number {
    const { state, quorums } = this.#parts;
    const { dissemination, participants, validation } = state.routes[poll.topic];
    const { nodes } = state.links;
    const isForAll = dissemination === 'gossip' || participants.length === nodes;
    if (!isForAll || nodes < MIN_NODES || poll.needed < 2) return -1;
    for (const arrivals of this.#arrivals.candidates(dissemination)) {
      if (!arrivals.suits(poll.size)) continue;
      const quorum = quorums.open(poll, validation, arrivals);
      if (this.isUndisturbed(quorum)) return quorum;
      quorums.close(quorum);
    }
    return -1;
  }

  vote(number: number, node: number, a: number, b: number): boolean {
    const { state, quorums, streamTopics } = this.#parts;
    const { identity, traffic } = state;
    const quorum = quorums.at(number);
    const { topic, kind, size, sent: vote } = quorum;
    identify(identity, streamTopics[topic], kind, node, -1, a, b);
    quorum.sender[vote] = node;
    quorum.sentAt[vote] = state.clock[0];
    quorum.sequence[vote] = state.sequence++;
    quorum.identity0[vote] = identity[0];
    quorum.identity1[vote] = identity[1];
    const before = traffic.sent;
    const reached = quorum.arrivals.send(quorum, vote, traffic);
    countCopies(traffic, topic, kind, traffic.sent - before, size);
    return quorums.add(number, node, reached);
  }

  listen(quorum: number, node: number): void {
    this.#parts.quorums.listen(quorum, node);
  }

  hear(quorum: number, node: number): void {
    this.#parts.quorums.hear(quorum, node);
  }

  voters(quorum: number, node: number): number[] {
    return this.#parts.quorums.voters(quorum, node);
  }

  isUndisturbed(quorum: number): boolean {
    const { state, quorums, gossip } = this.#parts;
    const { clock, conditions, routes } = state;
    if (conditions === undefined) return true;
    const { topic, size, busy, arrivals } = quorums.at(quorum);
    const { heldFaults } = arrivals;
    // Each copy of a vote is then sent, and counted, when it leaves.
    if (routes[topic].dissemination === 'gossip' && gossip.waitsForUplinks(size)) return false;
    if (heldFaults) return conditions.steady(clock[0]) === heldFaults && clock[0] + busy < heldFaults.until;
    return conditions.isQuiet(clock[0], clock[0] + busy);
  }

  dissolve(number: number): void {
    const { quorums, broadcasts } = this.#parts;
    const { sent, sender, sentAt, sequence, topic, kind, subject } = quorums.at(number);
    const underWay = Array.from({ length: sent }, () => ({ slot: broadcasts.claim(), count: 0 }));
    const senders = sender.slice(0, sent);
    const times = sentAt.slice(0, sent);
    quorums.dissolve(number, (vote, node, at) => {
      const { slot, count } = underWay[vote];
      const start = broadcasts.start(slot);
      insertArrival(broadcasts.time, broadcasts.receiver, start, start + count, at, node);
      underWay[vote].count++;
    });
    for (const [vote, { slot, count }] of underWay.entries())
      broadcasts.enqueue(slot, count, topic, kind, senders[vote], subject, sequence[vote], times[vote]);
  }

  close(quorum: number): void {
    this.#parts.quorums.close(quorum);
  }

  get unreported(): number {
    return this.#parts.quorums.unreported;
  }

  /**
   * Arrival of the last vote without a notification, after now and not later than a given time; now if there is none.
   * ns
   */
  lastArrival(until: number): number {
    return this.#parts.quorums.lastArrival(until);
  }

  /** Takes the entry at the top of the queue. @returns false if no node is notified */
  take(number: number): boolean {
    const { state, quorums } = this.#parts;
    const { event } = state;
    const vote = quorums.take(number);
    if (vote < 0) return false;
    const quorum = quorums.at(number);
    event.type = 'delivery';
    event.topic = quorum.topic;
    event.kind = quorum.kind;
    event.sender = quorum.sender[vote];
    event.node = quorums.notifiedNode;
    event.subject = quorum.subject;
    event.sent = quorum.sentAt[vote];
    event.votes = quorums.notifiedVotes;
    return true;
  }
}
