import { EventQueue } from '../kernel/event-queue.js';
import type { ApproximateFloods } from './approximate-floods.js';
import { Broadcasts } from './broadcasts.js';
import type { Conditions } from './conditions.js';
import { Copies } from './copies.js';
import { Direct } from './direct.js';
import { type FloodTables, floodTables } from './flood-tables.js';
import { Gossip } from './gossip.js';
import { identify } from './identity.js';
import type { Links } from './links.js';
import {
  countCopies,
  emptyTraffic,
  type Network,
  type NetworkEvent,
  type Route,
  type Traffic,
  widenTraffic,
} from './message.js';
import type { NetworkState } from './network-state.js';
import type { Peers } from './overlay.js';
import { FIRST_QUORUM, Quorums } from './quorums/quorums.js';
import { VoteNetwork } from './quorums/vote-network.js';
import { Relays } from './relays.js';
import { Single, SingleEvents } from './single-events.js';

export interface TransportSettings {
  links: Links;
  peers: Peers;
  /** Tables of these peers and links; created if absent. */
  floods?: FloodTables;
  routes: readonly Route[];
  /** Whether the copies that a node sends leave one after another. */
  sharedUplink: boolean;
  /** End of the run, ns. */
  end: number;
  /** The faults; absent if there are none. */
  conditions?: Conditions;
  /** The event queue, if the run is checked. */
  queue?: EventQueue;
  /** Approximate floods of messages up to a number of bytes, for shared uplinks; absent: every copy is simulated. */
  approximate?: { floods: ApproximateFloods; bytes: number };
  /** Whether every vote is delivered, for callers that need what nodes receive. */
  deliversEveryVote?: boolean;
}

/** Payloads of the queue from here on, up to those of quorums, stand for messages to one node. */
const FIRST_UNICAST = 2 ** 29;

/**
 * The network of a run: one event queue, with sorted arrival lists for messages that nothing can change any more, one
 * event per useful copy for the others, and quorums instead of votes if single votes change nothing.
 */
export class Transport implements Network {
  readonly event: NetworkEvent = {
    type: 'timer',
    topic: 0,
    kind: 0,
    sender: 0,
    node: 0,
    subject: 0,
    sent: 0,
    votes: 0,
  };
  readonly traffic: Traffic;
  readonly quorums: VoteNetwork | undefined;
  /** The votes behind {@link quorums}. */
  readonly #votes: VoteNetwork;
  readonly #state: NetworkState;
  readonly #queue: EventQueue;
  readonly #clock = new Float64Array(2);
  /** Topic whose random stream this topic uses. */
  readonly #streamTopics: number[];
  readonly #broadcasts: Broadcasts;
  /** Messages to one node. Many nodes may send thousands at a time, so each has little room. */
  readonly #unicasts: Broadcasts;
  readonly #copies: Copies;
  readonly #direct: Direct;
  readonly #gossip: Gossip;
  readonly #approximate: TransportSettings['approximate'];
  readonly #events: SingleEvents;
  readonly #relays: Relays;

  constructor(settings: TransportSettings) {
    const { links, peers, routes, conditions, sharedUplink, end } = settings;
    this.traffic = emptyTraffic(routes.length);
    this.#queue = settings.queue ?? new EventQueue();
    this.#streamTopics = routes.map((_, topic) => topic);
    this.#approximate = settings.approximate;
    const state: NetworkState = {
      queue: this.#queue,
      clock: this.#clock,
      event: this.event,
      traffic: this.traffic,
      routes: routes.slice(),
      links,
      peers,
      conditions,
      sharedUplink,
      end,
      identity: new Int32Array(2),
      sequence: 0,
    };
    this.#state = state;
    const tables = settings.floods ?? floodTables(peers, links);
    // With faults, a copy may arrive twice.
    const copies = conditions ? 2 : 1;
    this.#broadcasts = new Broadcasts(this.#queue, copies * links.nodes);
    this.#unicasts = new Broadcasts(this.#queue, copies, FIRST_UNICAST);
    this.#copies = new Copies(state);
    this.#direct = new Direct(state, this.#copies);
    this.#gossip = new Gossip(state, this.#copies, tables);
    this.#events = new SingleEvents(this.#queue);
    this.#relays = new Relays(state, this.#copies, this.#events);
    this.#votes = new VoteNetwork({
      state,
      quorums: new Quorums(this.#queue, this.#clock, links.nodes, end),
      broadcasts: this.#broadcasts,
      tables,
      copies: this.#copies,
      direct: this.#direct,
      gossip: this.#gossip,
      streamTopics: this.#streamTopics,
    });
    this.quorums = mayReportQuorums(settings) ? this.#votes : undefined;
  }

  open(route: Route, streamTopic: number): number {
    widenTraffic(this.traffic);
    this.#streamTopics.push(streamTopic);
    return this.#state.routes.push(route) - 1;
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
    const { identity, routes } = this.#state;
    const { dissemination, participants } = routes[topic];
    identify(identity, this.#streamTopics[topic], kind, sender, -1, a, b);
    if (dissemination === 'gossip' && (only || this.#gossip.waitsForUplinks(size))) {
      if (!only && this.#approximate && size <= this.#approximate.bytes)
        this.#floodApproximately(this.#approximate.floods, topic, kind, sender, subject, size);
      else this.#relays.flood(topic, kind, sender, subject, size, only);
      return;
    }
    const before = this.traffic.sent;
    this.#copies.select(identity[0], identity[1], size);
    const broadcasts = this.#broadcasts;
    const slot = broadcasts.claim();
    const { time, receiver } = broadcasts;
    const start = broadcasts.start(slot);
    const receivers = only ? participants.filter((node) => only[node]) : participants;
    const count =
      dissemination === 'gossip'
        ? this.#gossip.spread(sender, size, time, receiver, start)
        : this.#direct.spread(sender, receivers, size, time, receiver, start);
    countCopies(this.traffic, topic, kind, this.traffic.sent - before, size);
    this.#deliver(broadcasts, slot, count, topic, kind, sender, subject);
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
    const { identity } = this.#state;
    identify(identity, this.#streamTopics[topic], kind, sender, receiver, a, b);
    const before = this.traffic.sent;
    this.#copies.select(identity[0], identity[1], size);
    const unicasts = this.#unicasts;
    const slot = unicasts.claim();
    const start = unicasts.start(slot);
    this.#copies.send(sender, receiver);
    let count = 0;
    for (const arrival of this.#copies.arrival) {
      if (arrival === Number.POSITIVE_INFINITY) break;
      unicasts.time[start + count] = arrival;
      unicasts.receiver[start + count++] = receiver;
    }
    countCopies(this.traffic, topic, kind, this.traffic.sent - before, size);
    this.#deliver(unicasts, slot, count, topic, kind, sender, subject);
  }

  prepareRelay(topic: number, kind: number, subject: number, size: number, a: number, b: number): number {
    identify(this.#state.identity, this.#streamTopics[topic], kind, -1, -1, a, b);
    return this.#relays.prepare(topic, kind, subject, size);
  }

  relay(number: number, node: number, cameFrom: number): void {
    this.#relays.relay(number, node, cameFrom);
  }

  wake(time: number, topic: number, node: number, kind: number, subject: number): void {
    this.#events.pushTimer(time, topic, node, kind, subject);
  }

  next(until: number): boolean {
    const queue = this.#queue;
    while (queue.size > 0 && queue.topTime <= until) {
      const payload = queue.topPayload;
      const time = queue.topTime;
      const order = queue.topOrder;
      if (payload >= FIRST_QUORUM) {
        // No node is notified, so nothing happens.
        if (!this.#votes.take(payload - FIRST_QUORUM)) continue;
        this.#clock[0] = time;
        this.#clock[1] = order;
        return true;
      }
      this.#clock[0] = time;
      this.#clock[1] = order;
      if (payload >= FIRST_UNICAST) {
        this.#unicasts.take(payload, this.event);
        return true;
      }
      if (payload >= 0) {
        this.#broadcasts.take(payload, this.event);
        return true;
      }
      if (this.#takeSingle()) return true;
    }
    if (this.quorums) {
      this.#clock[0] = this.quorums.lastArrival(until);
      this.#clock[1] = Number.POSITIVE_INFINITY;
    }
    return false;
  }

  /** @returns false for a copy that another one has overtaken, or that is handled later */
  #takeSingle(): boolean {
    const events = this.#events;
    events.take();
    const { a, b, c, d } = events;
    if (events.type === Single.copy) return this.#relays.takeCopy(a, b);
    if (events.type === Single.handling) {
      this.#relays.takeHandling(a, b, c);
      return true;
    }
    const { event } = this;
    event.type = 'timer';
    event.topic = a;
    event.node = b;
    event.sender = b;
    event.kind = c;
    event.subject = d;
    return true;
  }

  #floodApproximately(
    floods: ApproximateFloods,
    topic: number,
    kind: number,
    sender: number,
    subject: number,
    size: number,
  ): void {
    const broadcasts = this.#broadcasts;
    const slot = broadcasts.claim();
    const { time, receiver } = broadcasts;
    const { uplinkFree } = this.#copies;
    const count = floods.spread(sender, this.now, size, uplinkFree, time, receiver, broadcasts.start(slot));
    this.#deliver(broadcasts, slot, count, topic, kind, sender, subject);
  }

  #deliver(
    messages: Broadcasts,
    slot: number,
    count: number,
    topic: number,
    kind: number,
    sender: number,
    subject: number,
  ): void {
    const start = messages.start(slot);
    const { validation } = this.#state.routes[topic];
    if (validation > 0) for (let i = start; i < start + count; i++) messages.time[i] += validation;
    messages.enqueue(slot, count, topic, kind, sender, subject, this.#state.sequence++, this.now);
  }
}

/** Whether nodes may be notified of quorums: the arrivals of votes must be computable when they are sent. */
function mayReportQuorums({ sharedUplink, approximate, deliversEveryVote }: TransportSettings): boolean {
  return !sharedUplink && !approximate && !deliversEveryVote;
}
