import type { Broadcasts } from '../broadcasts.js';
import type { Copies } from '../copies.js';
import type { FloodTables } from '../flood-tables.js';
import type { Gossip } from '../gossip.js';
import { identify } from '../identity.js';
import { countCopies, type Route } from '../message.js';
import type { NetworkState } from '../network-state.js';
import { insertArrival } from '../sorted-arrivals.js';
import type { SteadyFaults } from '../steady-faults.js';
import { DirectVotes } from './direct-votes.js';
import { ExactVotes } from './exact-votes.js';
import { FloodedVotes } from './flooded-votes.js';
import type { Poll, QuorumNetwork, Quorums } from './quorums.js';
import type { VoteArrivals } from './vote-arrivals.js';
import { directWays, overlayWays, type Ways } from './ways.js';

/** With fewer nodes than this, delivering every vote is just as fast. */
const MIN_NODES = 4;

/** The parts of the network that votes use. */
export interface VoteNetworkParts {
  state: NetworkState;
  quorums: Quorums;
  broadcasts: Broadcasts;
  tables: FloodTables;
  copies: Copies;
  gossip: Gossip;
  /** By topic: the topic whose random stream it uses. */
  streamTopics: readonly number[];
}

/** Votes with notifications of quorums. They are sent and counted like other messages. */
export class VoteNetwork implements QuorumNetwork {
  readonly #parts: VoteNetworkParts;
  /** How votes spread directly and by gossip, and directly under faults that hold for a while; created on first use. */
  readonly #arrivals: { direct?: VoteArrivals; gossip?: VoteArrivals; exact?: VoteArrivals } = {};
  readonly #arrivalsUnder = new Map<SteadyFaults, VoteArrivals>();
  readonly #exactUnder = new Map<SteadyFaults, VoteArrivals>();

  constructor(parts: VoteNetworkParts) {
    this.#parts = parts;
  }

  open(poll: Poll): number {
    const { state } = this.#parts;
    const { dissemination, participants, validation } = state.routes[poll.topic];
    const { nodes, lossy } = state.links;
    const isForAll = dissemination === 'gossip' || participants.length === nodes;
    if (!isForAll || nodes < MIN_NODES || poll.needed < 2) return -1;
    if (dissemination === 'direct' || !lossy) {
      const usual = this.#openIfUndisturbed(poll, validation, this.#arrivalsBy(dissemination));
      if (usual >= 0) return usual;
    }
    const faults = state.conditions?.steady(state.clock[0]);
    if (state.conditions && !faults) return -1;
    if (dissemination === 'gossip') return this.#openIfUndisturbed(poll, validation, this.#exactArrivals(faults));
    return faults ? this.#openIfUndisturbed(poll, validation, this.#arrivalsOf(faults)) : -1;
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
    const { copies, inFlight, lost, reached } = quorum.arrivals.send(quorum, vote);
    traffic.sent += copies;
    traffic.lost += lost;
    traffic.inFlight += inFlight;
    countCopies(traffic, topic, kind, copies, size);
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

  get untold(): number {
    return this.#parts.quorums.untold;
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
    event.node = quorums.toldNode;
    event.subject = quorum.subject;
    event.sent = quorum.sentAt[vote];
    event.votes = quorums.toldVotes;
    return true;
  }

  /** @returns the quorum, or -1 if votes of this size have no bounds or a fault may disturb them */
  #openIfUndisturbed(poll: Poll, validation: number, arrivals: VoteArrivals): number {
    const { quorums } = this.#parts;
    if (!arrivals.suits(poll.size)) return -1;
    const quorum = quorums.open(poll, validation, arrivals);
    if (this.isUndisturbed(quorum)) return quorum;
    quorums.close(quorum);
    return -1;
  }

  /** How votes spread by gossip if their delays have no bounds, if some are lost, or under these faults. */
  #exactArrivals(faults?: SteadyFaults): VoteArrivals {
    const { state, copies, gossip, tables } = this.#parts;
    const { peers, links } = state;
    const known = faults ? this.#exactUnder.get(faults) : this.#arrivals.exact;
    if (known) return known;
    let ways: Ways;
    if (faults) ways = overlayWays(peers, faults.links, Math.min(1, ...(faults.slowness ?? [])));
    else {
      tables.ways ??= overlayWays(peers, links);
      ways = tables.ways;
    }
    const arrivals = new ExactVotes(ways, state, copies, gossip, faults);
    if (faults) this.#exactUnder.set(faults, arrivals);
    else this.#arrivals.exact = arrivals;
    return arrivals;
  }

  #arrivalsOf(faults: SteadyFaults): VoteArrivals {
    const { state } = this.#parts;
    const { conditions, end } = state;
    let arrivals = this.#arrivalsUnder.get(faults);
    if (!arrivals) {
      const { links, isCut, slowness } = faults;
      const ways = directWays(links, isCut, slowness);
      arrivals = new DirectVotes(ways, links, end, conditions && { faults, conditions });
      this.#arrivalsUnder.set(faults, arrivals);
    }
    return arrivals;
  }

  #arrivalsBy(dissemination: Route['dissemination']): VoteArrivals {
    const { state, tables, gossip } = this.#parts;
    const { links, peers, end } = state;
    if (dissemination === 'direct') {
      tables.direct ??= directWays(links);
      this.#arrivals.direct ??= new DirectVotes(tables.direct, links, end);
      return this.#arrivals.direct;
    }
    tables.ways ??= overlayWays(peers, links);
    this.#arrivals.gossip ??= new FloodedVotes(tables.ways, tables, gossip.flood, links, end);
    return this.#arrivals.gossip;
  }
}
