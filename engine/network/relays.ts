import type { Copies } from './copies.js';
import { countCopies } from './message.js';
import { type NetworkState, RECEIVERS } from './network-state.js';
import { type RelayedMessage, RelayedMessages } from './relayed-messages.js';
import { Single, type SingleEvents } from './single-events.js';

/** Origin of a message that is not a flood: only relayers send it. */
const NOBODY = -1;

/**
 * Messages that spread over the overlay copy by copy, with one event per useful copy. This is needed if nodes check
 * what they relay, and if copies wait for uplinks, because arrivals are then unknown until copies leave.
 */
export class Relays {
  readonly #state: NetworkState;
  readonly #copies: Copies;
  readonly #events: SingleEvents;
  readonly #messages: RelayedMessages;

  constructor(state: NetworkState, copies: Copies, events: SingleEvents) {
    this.#state = state;
    this.#copies = copies;
    this.#events = events;
    this.#messages = new RelayedMessages(state.links.nodes);
  }

  /** Prepares a message that nodes forward by calls of {@link relay}. @param size B @returns its number */
  prepare(topic: number, kind: number, subject: number, size: number): number {
    return this.#open(topic, kind, subject, size, NOBODY);
  }

  /**
   * Sends a message that every node forwards on first receipt. @param only 1 for nodes to which sender sends it;
   * absent: all
   */
  flood(topic: number, kind: number, sender: number, subject: number, size: number, only?: Uint8Array): void {
    const number = this.#open(topic, kind, subject, size, sender);
    const message = this.#messages.at(number);
    message.reached[sender] = 1;
    this.relay(number, sender, NOBODY, only);
    this.#closeIfDone(number, message);
  }

  /** Node sends a message to its peers, except to the one that it came from, or only to some of them. */
  relay(number: number, node: number, cameFrom: number, only?: Uint8Array): void {
    const { conditions, clock, traffic, peers } = this.#state;
    const message = this.#messages.at(number);
    message.reached[node] = 1;
    message.relayed[node] = 1;
    if (cameFrom >= 0 && conditions?.forwards(node, clock[0]) === false) {
      if (message.origin === NOBODY) this.#closeIfDone(number, message);
      return;
    }
    this.#copies.select(message.identity0, message.identity1, message.size);
    const before = traffic.sent;
    const first = peers.offsets[node];
    const end = peers.offsets[node + 1];
    const degree = end - first;
    let edge = first + this.#copies.first(message.identity0, node, degree);
    for (let i = 0; i < degree; i++) {
      const peer = peers.targets[edge++];
      if (edge === end) edge = first;
      if (peer === cameFrom || (only !== undefined && !only[peer])) continue;
      this.#copies.send(node, peer);
      this.#expect(number, message, node, peer, this.#copies.arrival[0]);
    }
    countCopies(traffic, message.topic, message.kind, traffic.sent - before, message.size);
    if (message.origin === NOBODY) this.#closeIfDone(number, message);
  }

  /** Handles the arrival of a copy. @returns false if another copy has overtaken it, or if it is handled later */
  takeCopy(number: number, node: number): boolean {
    const { clock, routes } = this.#state;
    const message = this.#messages.at(number);
    message.pending--;
    if (message.reached[node] || message.earliest[node] !== clock[0]) {
      this.#closeIfDone(number, message);
      return false;
    }
    const cameFrom = message.relayer[node];
    message.reached[node] = 1;
    if (message.origin !== NOBODY) this.relay(number, node, cameFrom);
    const { validation } = routes[message.topic];
    if (validation > 0) {
      message.pending++;
      const order = message.sequence * RECEIVERS + node;
      this.#events.push(clock[0] + validation, order, Single.handling, number, node, cameFrom, 0);
      return false;
    }
    this.takeHandling(number, node, cameFrom, false);
    return true;
  }

  /**
   * Delivers a message to node. In a flood the application sees its origin, else its relayer.
   *
   * @param waited whether its handling was an event of its own
   */
  takeHandling(number: number, node: number, cameFrom: number, waited = true): void {
    const { event } = this.#state;
    const message = this.#messages.at(number);
    if (waited) message.pending--;
    event.type = 'delivery';
    event.topic = message.topic;
    event.kind = message.kind;
    event.sender = message.origin === NOBODY ? cameFrom : message.origin;
    event.node = node;
    event.subject = message.subject;
    event.sent = message.sent;
    event.votes = 0;
    this.#closeIfDone(number, message);
  }

  /** Registers a copy in transit, with an event if it may be the first to arrive. */
  #expect(number: number, message: RelayedMessage, node: number, peer: number, arrival: number): void {
    if (message.reached[peer] || arrival === Number.POSITIVE_INFINITY) return;
    if (arrival < message.earliest[peer]) {
      message.earliest[peer] = arrival;
      message.relayer[peer] = node;
      message.pending++;
      this.#events.push(arrival, message.sequence * RECEIVERS + peer, Single.copy, number, peer, node, 0);
    } else if (arrival === message.earliest[peer] && node < message.relayer[peer]) {
      message.relayer[peer] = node;
    }
  }

  #open(topic: number, kind: number, subject: number, size: number, origin: number): number {
    const { identity } = this.#state;
    return this.#messages.open({
      topic,
      kind,
      subject,
      size,
      identity0: identity[0],
      identity1: identity[1],
      sequence: this.#state.sequence++,
      sent: this.#state.clock[0],
      origin,
    });
  }

  /** Releases a message's number once nothing can happen to it any more. */
  #closeIfDone(number: number, message: RelayedMessage): void {
    if (message.pending > 0) return;
    const { conditions, clock } = this.#state;
    const isDone = (done: number, node: number) => done === 1 || conditions?.isGone(node, clock[0]) === true;
    if (message.origin !== NOBODY || message.relayed.every(isDone)) this.#messages.close(number);
  }
}
