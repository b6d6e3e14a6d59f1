import { EventQueue } from '../kernel/event-queue.js';
import { Broadcasts } from './broadcasts.js';
import type { Conditions, SteadyFaults } from './conditions.js';
import { Flood, type Losses } from './flood.js';
import { type FloodTables, floodTables } from './flood-tables.js';
import type { HastyFloods } from './hasty-floods.js';
import { identify } from './identity.js';
import type { Links } from './links.js';
import {
  emptyTraffic,
  KINDS,
  type Network,
  type NetworkEvent,
  type Route,
  type Traffic,
  widenTraffic,
} from './message.js';
import { longestWay, type Peers } from './overlay.js';
import { DirectVotes } from './quorums/direct-votes.js';
import { FloodedVotes } from './quorums/flooded-votes.js';
import { RECEIVERS } from './quorums/quorum.js';
import { FIRST_QUORUM, type Poll, type QuorumNetwork, Quorums } from './quorums/quorums.js';
import type { VoteArrivals } from './quorums/vote-arrivals.js';
import { directWays, overlayWays } from './quorums/ways.js';
import { type RelayedMessage, RelayedMessages } from './relayed-messages.js';
import { TroubledFlood } from './troubled-flood.js';

export interface TransportSettings {
  links: Links;
  peers: Peers;
  /** Of these peers and links; made where they are absent. */
  floods?: FloodTables;
  routes: readonly Route[];
  /** The copies that a node sends leave one after another. */
  sharedUplink: boolean;
  /** End of the run, ns. */
  end: number;
  /** What goes wrong with it; absent where nothing does. */
  conditions?: Conditions;
  /** The queue of its events, where a run is checked. */
  queue?: EventQueue;
  /** How floods of up to so many bytes are reckoned where uplinks are shared; absent: copy by copy. */
  hasty?: { floods: HastyFloods; bytes: number };
  /** Nodes are told of every vote, for who wants to hear what they hear. */
  tellsEveryVote?: boolean;
}

/** Fewer nodes are as fast vote by vote. */
const MIN_NODES = 4;

/** Timers come after all deliveries of the same instant. */
const FIRST_TIMER = 2 ** 52;

/** Events that are not the next arrival of a broadcast. */
const Other = { copy: 0, handling: 1, timer: 2 } as const;

/**
 * The network of a run: one queue of events, sorted arrival lists where nothing can change them any more, and one
 * event per useful copy where something can (shared uplinks, and relayedMessages that nodes check before they relay them).
 */
export class Transport implements Network {
  readonly event: NetworkEvent = { type: 'timer', topic: 0, kind: 0, sender: 0, node: 0, subject: 0, votes: 0 };
  readonly traffic: Traffic;
  readonly #queue: EventQueue;
  readonly #broadcasts: Broadcasts;
  readonly #relayedMessages: RelayedMessages;
  readonly #links: Links;
  /** Those over which copies go at present. */
  #current: Links;
  readonly #conditions: Conditions | undefined;
  /** Overlay links that lie between any two nodes at most; known where it matters. */
  readonly #hops: number;
  readonly #peers: Peers;
  readonly #routes: Route[];
  /** Topic whose random stream this topic uses. */
  readonly #streamTopics: number[];
  readonly #flood: Flood;
  readonly #troubledFlood: TroubledFlood | undefined;
  /** Floods under the steady faults of the present period. */
  #steadyFlood: { faults: SteadyFaults; flood: Flood } | undefined;
  readonly #sharedUplink: boolean;
  readonly #hasty: TransportSettings['hasty'];
  readonly #end: number;
  /** When a node's uplink is free again, ns. */
  readonly #uplinkFree: Float64Array;
  /** Time of the event that is taking place, ns, and its order among simultaneous ones. */
  readonly #clock = new Float64Array(2);
  readonly quorums: QuorumNetwork | undefined;
  /** Those behind {@link quorums}. */
  readonly #quorums: Quorums;
  readonly #floods: FloodTables;
  /** How votes reach nodes directly and by gossip, once some do. */
  readonly #votes: { direct?: VoteArrivals; gossip?: VoteArrivals } = {};
  /** When a copy arrives, and when it does so once more. */
  readonly #arrival = new Float64Array(2).fill(Number.POSITIVE_INFINITY);
  readonly #identity = new Int32Array(2);
  readonly #nearest = new Map<Int32Array, Int32Array[]>();
  #sequence = 0;
  #timers = 0;
  // Columns of the events that are not arrivals of broadcasts, by number.
  #otherType: number[] = [];
  #otherA: number[] = [];
  #otherB: number[] = [];
  #otherC: number[] = [];
  #otherD: number[] = [];
  readonly #freeOther: number[] = [];

  constructor(settings: TransportSettings) {
    const { nodes } = settings.links;
    this.#queue = settings.queue ?? new EventQueue();
    this.#links = settings.links;
    this.#current = settings.links;
    this.#conditions = settings.conditions;
    this.#hops = settings.conditions ? longestWay(settings.peers) : 0;
    this.#peers = settings.peers;
    this.#routes = settings.routes.slice();
    this.#streamTopics = settings.routes.map((_, topic) => topic);
    this.#sharedUplink = settings.sharedUplink;
    this.#hasty = settings.hasty;
    this.#end = settings.end;
    // A copy may arrive twice where something goes wrong.
    this.#broadcasts = new Broadcasts(settings.conditions ? 2 * nodes : nodes);
    this.#relayedMessages = new RelayedMessages(nodes);
    this.#floods = settings.floods ?? floodTables(settings.peers, settings.links);
    this.#flood = new Flood(this.#floods, settings.links, lossesOver(settings.links));
    this.#troubledFlood = settings.conditions && new TroubledFlood(settings.peers, nodes, settings.conditions);
    this.#quorums = new Quorums(this.#queue, this.#clock, settings.links, settings.end);
    this.quorums = mayTellQuorums(settings) ? this.#quorumNetwork() : undefined;
    this.#uplinkFree = new Float64Array(nodes);
    this.traffic = emptyTraffic(settings.routes.length);
  }

  open(route: Route, streamTopic: number): number {
    widenTraffic(this.traffic);
    this.#streamTopics.push(streamTopic);
    return this.#routes.push(route) - 1;
  }

  get now(): number {
    return this.#clock[0];
  }

  broadcast(
    topic: number,
    kind: number,
    sender: number,
    subject: number,
    size: number,
    a: number,
    b: number,
    only?: Uint8Array,
  ): void {
    const route = this.#routes[topic];
    identify(this.#identity, this.#streamTopics[topic], kind, sender, -1, a, b);
    if (route.dissemination === 'gossip' && (only || this.#sharesUplink() || this.#maySoonShare(size))) {
      if (!only && this.#hasty && size <= this.#hasty.bytes) {
        const slot = this.#broadcasts.claim();
        const count = this.#hastilyFlooded(this.#hasty.floods, slot, sender, size);
        this.#deliver(slot, count, topic, kind, sender, subject);
        return;
      }
      const relayedMessage = this.#openRelay(topic, kind, subject, size, sender);
      this.#relayedMessages.at(relayedMessage).reached[sender] = 1;
      this.#relayTo(relayedMessage, sender, -1, only);
      this.#settle(relayedMessage, this.#relayedMessages.at(relayedMessage));
      return;
    }
    const before = this.traffic.sent;
    this.#select(this.#identity[0], this.#identity[1], size);
    const slot = this.#broadcasts.claim();
    const count =
      route.dissemination === 'gossip'
        ? this.#flooded(slot, sender, size)
        : this.#sentToAll(
            slot,
            sender,
            only ? route.participants.filter((node) => only[node]) : route.participants,
            size,
          );
    this.#count(topic, kind, this.traffic.sent - before, size);
    this.#deliver(slot, count, topic, kind, sender, subject);
  }

  send(
    topic: number,
    kind: number,
    sender: number,
    receiver: number,
    subject: number,
    size: number,
    a: number,
    b: number,
  ): void {
    identify(this.#identity, this.#streamTopics[topic], kind, sender, receiver, a, b);
    const before = this.traffic.sent;
    this.#select(this.#identity[0], this.#identity[1], size);
    const slot = this.#broadcasts.claim();
    const start = this.#broadcasts.start(slot);
    this.#copy(sender, receiver);
    let count = 0;
    for (const arrival of this.#arrival) {
      if (arrival === Number.POSITIVE_INFINITY) break;
      this.#broadcasts.time[start + count] = arrival;
      this.#broadcasts.receiver[start + count++] = receiver;
    }
    this.#count(topic, kind, this.traffic.sent - before, size);
    this.#deliver(slot, count, topic, kind, sender, subject);
  }

  prepareRelay(topic: number, kind: number, subject: number, size: number, a: number, b: number): number {
    identify(this.#identity, this.#streamTopics[topic], kind, -1, -1, a, b);
    return this.#openRelay(topic, kind, subject, size, -1);
  }

  relay(number: number, node: number, cameFrom: number): void {
    this.#relayTo(number, node, cameFrom);
  }

  #relayTo(number: number, node: number, cameFrom: number, only?: Uint8Array): void {
    const relayedMessage = this.#relayedMessages.at(number);
    relayedMessage.reached[node] = 1;
    relayedMessage.relayed[node] = 1;
    if (cameFrom >= 0 && this.#conditions?.forwards(node, this.now) === false) {
      if (relayedMessage.origin < 0) this.#settle(number, relayedMessage);
      return;
    }
    this.#select(relayedMessage.identity0, relayedMessage.identity1, relayedMessage.size);
    const before = this.traffic.sent;
    const { offsets, targets } = this.#peers;
    const first = offsets[node];
    const peers = offsets[node + 1] - first;
    const turn = this.#sharesUplink() && peers > 0 ? this.#links.firstCopy(relayedMessage.identity0, node, peers) : 0;
    for (let i = 0; i < peers; i++) {
      const peer = targets[first + ((i + turn) % peers)];
      if (peer === cameFrom || (only !== undefined && !only[peer])) continue;
      this.#copy(node, peer);
      const arrival = this.#arrival[0];
      if (relayedMessage.reached[peer] || arrival === Number.POSITIVE_INFINITY) continue;
      if (arrival < relayedMessage.earliest[peer]) {
        relayedMessage.earliest[peer] = arrival;
        relayedMessage.relayer[peer] = node;
        relayedMessage.pending++;
        this.#push(arrival, relayedMessage.sequence * RECEIVERS + peer, Other.copy, number, peer, node, 0);
      } else if (arrival === relayedMessage.earliest[peer] && node < relayedMessage.relayer[peer]) {
        relayedMessage.relayer[peer] = node;
      }
    }
    this.#count(relayedMessage.topic, relayedMessage.kind, this.traffic.sent - before, relayedMessage.size);
    if (relayedMessage.origin < 0) this.#settle(number, relayedMessage);
  }

  wake(time: number, topic: number, node: number, kind: number, subject: number): void {
    this.#push(time, FIRST_TIMER + this.#timers++, Other.timer, topic, node, kind, subject);
  }

  next(until: number): boolean {
    const queue = this.#queue;
    while (queue.size > 0 && queue.topTime <= until) {
      const payload = queue.topPayload;
      const time = queue.topTime;
      const order = queue.topOrder;
      if (payload >= FIRST_QUORUM) {
        // Nothing takes place where nobody is told.
        if (!this.#takeQuorum(payload - FIRST_QUORUM)) continue;
        this.#clock[0] = time;
        this.#clock[1] = order;
        return true;
      }
      this.#clock[0] = time;
      this.#clock[1] = order;
      if (payload >= 0) {
        this.#takeArrival(payload);
        return true;
      }
      queue.pop();
      if (this.#takeOther(~payload)) return true;
    }
    if (this.quorums) {
      this.#clock[0] = this.#quorums.lastArrival(until);
      this.#clock[1] = Number.POSITIVE_INFINITY;
    }
    return false;
  }

  /** Votes that are told by quorums: they are sent and counted as others are. */
  #quorumNetwork(): QuorumNetwork {
    const quorums = this.#quorums;
    return {
      open: (poll) => this.#openQuorum(poll),
      vote: (quorum, node, a, b) => this.#vote(quorum, node, a, b),
      listen: (quorum, node) => quorums.listen(quorum, node),
      voters: (quorum, node) => quorums.voters(quorum, node),
      isUndisturbed: (quorum) => this.#isQuiet(quorums.at(quorum).busy),
      dissolve: (quorum) => this.#dissolve(quorum),
      close: (quorum) => quorums.close(quorum),
      get untold() {
        return quorums.untold;
      },
    };
  }

  #openQuorum(poll: Poll): number {
    const { dissemination, participants, validation } = this.#routes[poll.topic];
    const { nodes } = this.#links;
    const arrivals = this.#arrivalsBy(dissemination);
    const isForAll = dissemination === 'gossip' || participants.length === nodes;
    if (!isForAll || nodes < MIN_NODES || poll.needed < 2 || !arrivals.suits(poll.size)) return -1;
    const quorum = this.#quorums.open({ ...poll, validation }, arrivals);
    if (this.#isQuiet(this.#quorums.at(quorum).busy)) return quorum;
    this.#quorums.close(quorum);
    return -1;
  }

  /** Whether nothing is wrong from now on until so many ns from now. */
  #isQuiet(time: number): boolean {
    return this.#conditions === undefined || this.#conditions.isQuiet(this.now, this.now + time);
  }

  #dissolve(number: number): void {
    const { sent, sender, sequence, topic, kind, subject } = this.#quorums.at(number);
    const broadcasts = this.#broadcasts;
    const underWay = Array.from({ length: sent }, () => ({ slot: broadcasts.claim(), count: 0 }));
    const senders = sender.slice(0, sent);
    this.#quorums.dissolve(number, (vote, node, at) => {
      const { slot, count } = underWay[vote];
      const start = broadcasts.start(slot);
      insert(broadcasts.time, broadcasts.receiver, start, start + count, at, node);
      underWay[vote].count++;
    });
    for (const [vote, { slot, count }] of underWay.entries())
      this.#enqueue(slot, count, topic, kind, senders[vote], subject, sequence[vote]);
  }

  #arrivalsBy(dissemination: Route['dissemination']): VoteArrivals {
    const tables = this.#floods;
    const links = this.#links;
    if (dissemination === 'direct') {
      tables.direct ??= directWays(links);
      this.#votes.direct ??= new DirectVotes(tables.direct, links, this.#end);
      return this.#votes.direct;
    }
    tables.ways ??= overlayWays(this.#peers, links);
    this.#votes.gossip ??= new FloodedVotes(tables.ways, tables, this.#flood, links, this.#end);
    return this.#votes.gossip;
  }

  #vote(number: number, node: number, a: number, b: number): boolean {
    const quorum = this.#quorums.at(number);
    const { topic, kind, size, sent: vote } = quorum;
    identify(this.#identity, this.#streamTopics[topic], kind, node, -1, a, b);
    quorum.sender[vote] = node;
    quorum.sentAt[vote] = this.now;
    quorum.sequence[vote] = this.#sequence++;
    quorum.identity0[vote] = this.#identity[0];
    quorum.identity1[vote] = this.#identity[1];
    const { copies, inFlight, reached } = this.#arrivalsBy(this.#routes[topic].dissemination).send(quorum, vote);
    this.traffic.sent += copies;
    this.traffic.inFlight += inFlight;
    this.#count(topic, kind, copies, size);
    return this.#quorums.add(number, node, reached);
  }

  /** @returns false where nobody is told anything */
  #takeQuorum(number: number): boolean {
    const vote = this.#quorums.take(number);
    if (vote < 0) return false;
    const quorum = this.#quorums.at(number);
    const event = this.event;
    event.type = 'delivery';
    event.topic = quorum.topic;
    event.kind = quorum.kind;
    event.sender = quorum.sender[vote];
    event.node = this.#quorums.toldNode;
    event.subject = quorum.subject;
    event.votes = quorum.needed;
    return true;
  }

  #takeArrival(slot: number): void {
    const broadcasts = this.#broadcasts;
    const event = this.event;
    const at = broadcasts.cursor[slot]++;
    event.type = 'delivery';
    event.topic = broadcasts.topic[slot];
    event.kind = broadcasts.kind[slot];
    event.sender = broadcasts.sender[slot];
    event.subject = broadcasts.subject[slot];
    event.node = broadcasts.receiver[at];
    event.votes = 0;
    if (at + 1 < broadcasts.end[slot]) {
      const order = broadcasts.sequence[slot] * RECEIVERS + broadcasts.receiver[at + 1];
      this.#queue.replaceTop(broadcasts.time[at + 1], order);
    } else {
      this.#queue.pop();
      broadcasts.release(slot);
    }
  }

  /** @returns false for a copy that another one has overtaken */
  #takeOther(number: number): boolean {
    const type = this.#otherType[number];
    const a = this.#otherA[number];
    const b = this.#otherB[number];
    const c = this.#otherC[number];
    const d = this.#otherD[number];
    this.#freeOther.push(number);
    if (type === Other.copy) return this.#takeCopy(a, b);
    const event = this.event;
    if (type === Other.timer) {
      event.type = 'timer';
      event.topic = a;
      event.node = b;
      event.sender = b;
      event.kind = c;
      event.subject = d;
      return true;
    }
    const relayedMessage = this.#relayedMessages.at(a);
    this.#handed(relayedMessage, b, c);
    this.#settle(a, relayedMessage);
    return true;
  }

  #takeCopy(number: number, node: number): boolean {
    const relayedMessage = this.#relayedMessages.at(number);
    relayedMessage.pending--;
    if (relayedMessage.reached[node] || relayedMessage.earliest[node] !== this.now) {
      this.#settle(number, relayedMessage);
      return false;
    }
    const cameFrom = relayedMessage.relayer[node];
    relayedMessage.reached[node] = 1;
    if (relayedMessage.origin >= 0) this.relay(number, node, cameFrom);
    const { validation } = this.#routes[relayedMessage.topic];
    if (validation > 0) {
      relayedMessage.pending++;
      const order = relayedMessage.sequence * RECEIVERS + node;
      this.#push(this.now + validation, order, Other.handling, number, node, cameFrom, 0);
      return false;
    }
    this.#handed(relayedMessage, node, cameFrom);
    this.#settle(number, relayedMessage);
    return true;
  }

  /** In a flood the application hears who speaks, of a relayedMessage who relayed it. */
  #handed(relayedMessage: RelayedMessage, node: number, cameFrom: number): void {
    const event = this.event;
    event.type = 'delivery';
    event.topic = relayedMessage.topic;
    event.kind = relayedMessage.kind;
    event.sender = relayedMessage.origin >= 0 ? relayedMessage.origin : cameFrom;
    event.node = node;
    event.subject = relayedMessage.subject;
    event.votes = 0;
  }

  /** Gives a relayedMessage's number back once nothing can happen to it any more. */
  #settle(number: number, relayedMessage: RelayedMessage): void {
    if (relayedMessage.pending > 0) return;
    if (relayedMessage.origin >= 0 || relayedMessage.relayed.every((done, node) => done === 1 || this.#isGone(node)))
      this.#relayedMessages.close(number);
  }

  #openRelay(topic: number, kind: number, subject: number, size: number, origin: number): number {
    return this.#relayedMessages.open({
      topic,
      kind,
      subject,
      size,
      identity0: this.#identity[0],
      identity1: this.#identity[1],
      sequence: this.#sequence++,
      origin,
    });
  }

  #flooded(slot: number, sender: number, size: number): number {
    const { time, receiver } = this.#broadcasts;
    const start = this.#broadcasts.start(slot);
    if (this.#troubledFlood !== undefined && this.#isTroubled(size)) {
      const faults = this.#steadyFor(sender);
      if (faults) {
        const flood = this.#floodUnder(faults);
        const moment = lastMoment(faults, this.#end);
        const reached = flood.spreadBefore(moment, sender, this.now, time, receiver, start, size, this.traffic);
        if (reached >= 0) return reached;
      }
      const [identity0, identity1] = this.#identity;
      return this.#troubledFlood.spread(
        (links) => links.message(identity0, identity1, size),
        sender,
        this.now,
        time,
        receiver,
        start,
        this.#end,
        this.traffic,
      );
    }
    return this.#flood.spread(sender, this.now, time, receiver, start, this.#end, size, this.traffic);
  }

  #hastilyFlooded(floods: HastyFloods, slot: number, sender: number, size: number): number {
    const { time, receiver } = this.#broadcasts;
    return floods.spread(sender, this.now, size, this.#uplinkFree, time, receiver, this.#broadcasts.start(slot));
  }

  #sentToAll(slot: number, sender: number, participants: Int32Array, size: number): number {
    const { time, receiver } = this.#broadcasts;
    const start = this.#broadcasts.start(slot);
    const n = participants.length;
    const isShared = this.#sharesUplink();
    const turn = isShared ? this.#links.firstCopy(this.#identity[0], sender, n) : 0;
    const order = isShared ? participants : this.#nearestFirst(participants, sender);
    let count = 0;
    const faults = this.#steadyFor(sender);
    if (faults && this.#isOverBefore(faults, sender, size)) {
      const { links, isCut } = faults;
      const slowness = faults.slowness?.[sender] ?? 1;
      const row = sender * links.nodes;
      for (let i = 0; i < n; i++) {
        const node = order[i];
        if (node === sender) continue;
        this.traffic.sent++;
        if (isCut?.[row + node] || links.lost(sender, node) || faults.drops?.(sender, node)) {
          this.traffic.lost++;
          continue;
        }
        links.date(sender, node);
        const flight = Math.round(links.flight[0] * slowness);
        const arrival = this.now + Math.round(links.transfer[0] * slowness) + flight;
        insert(time, receiver, start, start + count++, arrival, node);
      }
      return count;
    }
    for (let i = 0; i < n; i++) {
      const place = i + turn;
      const node = order[place < n ? place : place - n];
      if (node === sender) continue;
      this.#copy(sender, node);
      const arrival = this.#arrival[0];
      if (arrival === Number.POSITIVE_INFINITY) continue;
      insert(time, receiver, start, start + count++, arrival, node);
      const again = this.#arrival[1];
      if (again < Number.POSITIVE_INFINITY) insert(time, receiver, start, start + count++, again, node);
    }
    return count;
  }

  /** What is wrong with what a node sends from now on for a while; undefined where its copies have to be asked about one by one. */
  #steadyFor(sender: number): SteadyFaults | undefined {
    const conditions = this.#conditions;
    // What is sent in the name of a node that is down is lost before it leaves.
    if (!conditions || conditions.goesDown(sender, this.now) <= this.now) return undefined;
    return conditions.steady(this.now);
  }

  /** Whether copies that a node sends now have arrived before a fault begins or ends, and before the run does. */
  #isOverBefore(faults: SteadyFaults, sender: number, size: number): boolean {
    const takes = faults.links.slowest(size) * Math.max(1, faults.slowness?.[sender] ?? 1);
    return this.now + takes <= lastMoment(faults, this.#end);
  }

  #floodUnder(faults: SteadyFaults): Flood {
    const { links, drops, isCut, isMute, slowness } = faults;
    if (links === this.#links && !drops && !isCut && !isMute && !slowness) return this.#flood;
    if (this.#steadyFlood?.faults !== faults) {
      const lost = lossesOver(links);
      const losses = lost && drops ? (from: number, to: number) => lost(from, to) || drops(from, to) : (lost ?? drops);
      this.#steadyFlood = { faults, flood: new Flood(floodTables(this.#peers, links, faults), links, losses) };
    }
    return this.#steadyFlood.flood;
  }

  #sharesUplink(): boolean {
    return this.#conditions === undefined ? this.#sharedUplink : this.#conditions.sharesUplink(this.now);
  }

  /** Whether something is wrong while a flood that begins now may be under way. */
  #isTroubled(size: number): boolean {
    if (this.#conditions === undefined) return false;
    const { now } = this;
    return !this.#conditions.isQuiet(now, now + (this.#hops + 1) * this.#links.slowest(size));
  }

  /** Whether uplinks may be shared while a flood that begins now is under way. */
  #maySoonShare(size: number): boolean {
    return this.#conditions?.mayShareUplinks === true && this.#isTroubled(size);
  }

  #isGone(node: number): boolean {
    return this.#conditions?.isGone(node, this.now) ?? false;
  }

  /** Selects the message whose copies are sent now. */
  #select(identity0: number, identity1: number, size: number): void {
    if (this.#conditions !== undefined) {
      this.#conditions.message(identity0, identity1);
      this.#current = this.#conditions.linksAt(this.now);
    }
    this.#current.message(identity0, identity1, size);
  }

  /** Participants by their latency from the sender: an order in which their arrivals are nearly sorted. */
  #nearestFirst(participants: Int32Array, sender: number): Int32Array {
    let orders = this.#nearest.get(participants);
    if (!orders) {
      orders = [];
      this.#nearest.set(participants, orders);
    }
    const { latency, nodes } = this.#links;
    orders[sender] ??= participants
      .slice()
      .sort((a, b) => latency[sender * nodes + a] - latency[sender * nodes + b] || a - b);
    return orders[sender];
  }

  /** Sends one copy of the selected message now. Its arrival stands in `#arrival`, ns, infinite where it is lost. */
  #copy(from: number, to: number): void {
    if (this.#conditions !== undefined) {
      this.#copyUnder(this.#conditions, from, to);
      return;
    }
    const links = this.#links;
    const traffic = this.traffic;
    traffic.sent++;
    links.date(from, to);
    let departed = this.now + links.transfer[0];
    if (this.#sharedUplink) {
      const waiting = this.#uplinkFree[from] - this.now;
      if (waiting > 0) departed += waiting;
      this.#uplinkFree[from] = departed;
    }
    if (links.lost(from, to)) {
      traffic.lost++;
      this.#arrival[0] = Number.POSITIVE_INFINITY;
      return;
    }
    const arrival = departed + links.flight[0];
    if (arrival > this.#end) traffic.inFlight++;
    this.#arrival[0] = arrival;
  }

  /** The same where something may be wrong. */
  #copyUnder(conditions: Conditions, from: number, to: number): void {
    const { now, traffic } = this;
    const links = this.#current;
    this.#arrival.fill(Number.POSITIVE_INFINITY);
    traffic.sent++;
    links.date(from, to);
    const slowness = conditions.slowness(from, now);
    const flight = Math.round(links.flight[0] * slowness) + conditions.delay(from, to, now);
    const stops = conditions.goesDown(from, now);
    let departed = now + Math.round(links.transfer[0] * slowness);
    if (conditions.sharesUplink(now)) {
      departed += Math.max(0, this.#uplinkFree[from] - now);
      // What a node still has to send when it crashes, it never sends.
      this.#uplinkFree[from] = Math.min(departed, stops);
    }
    const arrival = departed + flight;
    if (links.lost(from, to) || departed > stops || conditions.drops(from, to, now)) {
      traffic.lost++;
      return;
    }
    this.#arrival[0] = this.#reach(conditions, from, to, arrival);
    if (!conditions.duplicates(from, to, now)) return;
    traffic.sent++;
    const again = this.#reach(conditions, from, to, arrival + Math.max(1, flight));
    if (this.#arrival[0] < Number.POSITIVE_INFINITY) this.#arrival[1] = again;
    else this.#arrival[0] = again;
  }

  /** @returns when a copy arrives, ns; infinite where it does not */
  #reach(conditions: Conditions, from: number, to: number, arrival: number): number {
    if (conditions.isCut(from, to, this.now, arrival)) {
      this.traffic.lost++;
      return Number.POSITIVE_INFINITY;
    }
    if (arrival > this.#end) this.traffic.inFlight++;
    return arrival;
  }

  #count(topic: number, kind: number, copies: number, size: number): void {
    const at = topic * KINDS + kind;
    this.traffic.messages[at] += copies;
    this.traffic.bytes[at] += copies * size;
  }

  #deliver(slot: number, count: number, topic: number, kind: number, sender: number, subject: number): void {
    const broadcasts = this.#broadcasts;
    const sequence = this.#sequence++;
    const start = broadcasts.start(slot);
    const { validation } = this.#routes[topic];
    if (validation > 0) for (let i = start; i < start + count; i++) broadcasts.time[i] += validation;
    this.#enqueue(slot, count, topic, kind, sender, subject, sequence);
  }

  /** The sorted arrivals of a slot take place. */
  #enqueue(
    slot: number,
    count: number,
    topic: number,
    kind: number,
    sender: number,
    subject: number,
    sequence: number,
  ): void {
    const broadcasts = this.#broadcasts;
    if (count === 0) {
      broadcasts.release(slot);
      return;
    }
    const start = broadcasts.start(slot);
    broadcasts.cursor[slot] = start;
    broadcasts.end[slot] = start + count;
    broadcasts.sequence[slot] = sequence;
    broadcasts.topic[slot] = topic;
    broadcasts.kind[slot] = kind;
    broadcasts.sender[slot] = sender;
    broadcasts.subject[slot] = subject;
    this.#queue.push(broadcasts.time[start], sequence * RECEIVERS + broadcasts.receiver[start], slot);
  }

  #push(time: number, order: number, type: number, a: number, b: number, c: number, d: number): void {
    const number = this.#freeOther.pop() ?? this.#otherType.length;
    this.#otherType[number] = type;
    this.#otherA[number] = a;
    this.#otherB[number] = b;
    this.#otherC[number] = c;
    this.#otherD[number] = d;
    this.#queue.push(time, order, ~number);
  }
}

function lossesOver(links: Links): Losses | undefined {
  return links.lossy ? (from, to) => links.lost(from, to) : undefined;
}

/** Until when copies have to arrive, ns, that meet only faults that hold now, and the end of the run behind them. */
function lastMoment({ until }: SteadyFaults, end: number): number {
  return Math.min(until - 1, end);
}

/** Whether nothing can keep a vote from arriving when its links say, as long as nothing goes wrong. */
function mayTellQuorums({ sharedUplink, links, hasty, tellsEveryVote }: TransportSettings): boolean {
  return !sharedUplink && !links.lossy && !hasty && !tellsEveryVote;
}

/** Puts an arrival into a sorted list that ends at `end`; simultaneous ones go by the number of the node. */
function insert(
  time: Float64Array,
  receiver: Int32Array,
  start: number,
  end: number,
  arrival: number,
  node: number,
): void {
  let at = end;
  for (; at > start; at--) {
    const previous = time[at - 1];
    if (previous < arrival || (previous === arrival && receiver[at - 1] < node)) break;
    time[at] = previous;
    receiver[at] = receiver[at - 1];
  }
  time[at] = arrival;
  receiver[at] = node;
}
