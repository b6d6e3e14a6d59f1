import type { EventQueue } from '../../kernel/event-queue.js';
import { NEVER } from '../../kernel/time.js';
import type { Clock } from '../network-state.js';
import { Quorum } from './quorum.js';
import type { VoteArrivals } from './vote-arrivals.js';

/** Queue payloads from here on stand for quorums. */
export const FIRST_QUORUM = 2 ** 30;

/** The subject of votes, and their properties. */
export interface Poll {
  topic: number;
  /** Kind of the messages that are votes. */
  kind: number;
  subject: number;
  /** Size of a vote, B. */
  size: number;
  /** Number of votes at which a node is notified, its own included; at least 2. */
  needed: number;
}

/**
 * Votes of which nodes are notified only once they have enough, because neither earlier nor later votes change
 * anything.
 */
export interface QuorumNetwork {
  /** @returns the number of the quorum, or -1 if every vote must be delivered */
  open(poll: Poll): number;
  /**
   * Node votes, and sends that to all. `a` and `b` name the message as in `Network.broadcast`.
   *
   * @returns whether it has enough by now; if so, it is not notified any more
   */
  vote(quorum: number, node: number, a: number, b: number): boolean;
  /** Node, which has been notified, is notified of every later vote as well. */
  listen(quorum: number, node: number): void;
  /** Node is notified of every single vote. Called before the first vote. */
  hear(quorum: number, node: number): void;
  /** Nodes whose votes node has by now, ascending. */
  voters(quorum: number, node: number): number[];
  /**
   * Whether a vote that is sent now certainly arrives at the time that its links determine. Otherwise the quorum must
   * be dissolved.
   */
  isUndisturbed(quorum: number): boolean;
  /** From now on every vote is delivered; votes in transit become ordinary messages. */
  dissolve(quorum: number): void;
  /** Nobody will vote or query any more. */
  close(quorum: number): void;
  /** Number of votes that have arrived at nodes without notifying them. */
  readonly unreported: number;
}

/** The open quorums, and their entries in the event queue. Each quorum has one entry, for its next event. */
export class Quorums {
  readonly #nodes: number;
  readonly #end: number;
  readonly #queue: EventQueue;
  readonly #clock: Clock;
  readonly #all: Quorum[] = [];
  readonly #free: number[] = [];
  /** Closed quorums with votes in transit. */
  readonly #closing: number[] = [];
  /** Votes of all quorums that reach a node before the end of the run, and votes of which nodes were notified. */
  #reaching = 0;
  #notified = 0;

  constructor(queue: EventQueue, clock: Clock, nodes: number, end: number) {
    this.#queue = queue;
    this.#clock = clock;
    this.#nodes = nodes;
    this.#end = end;
  }

  open(poll: Poll, validation: number, arrivals: VoteArrivals): number {
    this.#recycle();
    const number = this.#free.pop() ?? this.#all.length;
    this.#all[number] ??= new Quorum(this.#nodes);
    this.#all[number].open(poll, validation, arrivals);
    return number;
  }

  at(number: number): Quorum {
    return this.#all[number];
  }

  /**
   * Adds a vote that has been sent. @param reached nodes that receive it before the end of the run @returns whether its
   * sender has enough
   */
  add(number: number, node: number, reached: number): boolean {
    const quorum = this.#all[number];
    const now = this.#clock[0];
    const order = this.#clock[1];
    this.#reaching += reached;
    quorum.add(now);
    const hasEnough = quorum.has(node, now, order);
    this.#enqueue(number);
    return hasEnough;
  }

  /**
   * Takes the entry of a quorum at the top of the queue.
   *
   * @returns the vote of which a node is notified, or -1 if there is none
   */
  take(number: number): number {
    const quorum = this.#all[number];
    const queue = this.#queue;
    // Another entry has replaced this one.
    if (queue.topTime !== quorum.queuedAt || queue.topOrder !== quorum.queuedOrder) {
      queue.pop();
      return -1;
    }
    let vote = -1;
    let node = -1;
    const { next } = quorum.due;
    if (next[0] === queue.topTime && next[1] === queue.topOrder) {
      node = quorum.due.node;
      vote = quorum.take();
      if (vote >= 0) this.#notified++;
      this.notifiedVotes = quorum.hears(node) ? 0 : quorum.needed;
    }
    const at = next[0];
    const order = next[1];
    quorum.queuedAt = at;
    quorum.queuedOrder = order;
    if (at === NEVER) queue.pop();
    else queue.replaceTop(at, order);
    this.notifiedNode = node;
    return vote;
  }

  /** The node that {@link take} notifies, and the number of votes as in `NetworkEvent`. */
  notifiedNode = -1;
  notifiedVotes = 0;

  hear(number: number, node: number): void {
    this.#all[number].hear(node);
  }

  listen(number: number, node: number): void {
    const now = this.#clock[0];
    const order = this.#clock[1];
    this.#all[number].listen(node, now, order);
    this.#enqueue(number);
  }

  voters(number: number, node: number): number[] {
    const quorum = this.#all[number];
    const now = this.#clock[0];
    const order = this.#clock[1];
    const voters: number[] = [];
    for (let vote = 0; vote < quorum.sent; vote++) {
      if (quorum.hasArrived(vote, node, now, order)) voters.push(quorum.sender[vote]);
    }
    return voters.sort((a, b) => a - b);
  }

  close(number: number): void {
    this.#closing.push(number);
  }

  /**
   * Ends a quorum at once.
   *
   * @param deliver receives every vote in transit that reaches a node before the end of the run, with the time of its
   * handling, ns
   */
  dissolve(number: number, deliver: (vote: number, node: number, at: number) => void): void {
    const quorum = this.#all[number];
    const now = this.#clock[0];
    const order = this.#clock[1];
    for (let vote = 0; vote < quorum.sent; vote++) {
      for (let node = 0; node < this.#nodes; node++) {
        if (quorum.hasArrived(vote, node, now, order)) continue;
        const at = quorum.at(vote, node);
        if (at > this.#end) continue;
        deliver(vote, node, at);
        this.#reaching--;
      }
    }
    // An existing entry of the queue becomes void.
    quorum.end();
    this.#free.push(number);
  }

  get unreported(): number {
    const now = this.#clock[0];
    const order = this.#clock[1];
    let pending = 0;
    this.#eachUnderWay(now, (quorum, vote, node) => {
      if (!quorum.hasArrived(vote, node, now, order) && quorum.at(vote, node) <= this.#end) pending++;
    });
    return this.#reaching - this.#notified - pending;
  }

  /**
   * Arrival of the last vote without a notification, after now and not later than a given time; now if there is none.
   * ns
   */
  lastArrival(until: number): number {
    let last = this.#clock[0];
    this.#eachUnderWay(last, (quorum, vote, node) => {
      const at = quorum.at(vote, node);
      if (at <= until && at > last) last = at;
    });
    return last;
  }

  #eachUnderWay(now: number, look: (quorum: Quorum, vote: number, node: number) => void): void {
    const isFree = new Set(this.#free);
    for (const [number, quorum] of this.#all.entries()) {
      if (isFree.has(number) || quorum.until < now) continue;
      for (let vote = 0; vote < quorum.sent; vote++) {
        if (quorum.sentAt[vote] + quorum.longest < now) continue;
        for (let node = 0; node < this.#nodes; node++) if (node !== quorum.sender[vote]) look(quorum, vote, node);
      }
    }
  }

  /** Ensures that the queue has an entry for the next event or for an earlier time. */
  #enqueue(number: number): void {
    const quorum = this.#all[number];
    const { due, queuedAt, queuedOrder } = quorum;
    const at = due.next[0];
    const order = due.next[1];
    if (at > queuedAt || (at === queuedAt && order >= queuedOrder)) return;
    quorum.queuedAt = at;
    quorum.queuedOrder = order;
    this.#queue.push(at, order, FIRST_QUORUM + number);
  }

  /** Recycles closed quorums whose votes have all arrived. */
  #recycle(): void {
    const now = this.#clock[0];
    for (let i = this.#closing.length - 1; i >= 0; i--) {
      const number = this.#closing[i];
      const quorum = this.#all[number];
      if (quorum.until >= now || quorum.queuedAt !== NEVER) continue;
      this.#closing.splice(i, 1);
      this.#free.push(number);
    }
  }
}
