import type { Network } from '../../network/message.js';
import type { ChainRules } from '../protocol.js';
import { type NewView, NewViews } from './new-views.js';

/** Kinds of messages, numbered by the protocol table. */
export const PacemakerMessage = { newView: 7, enterView: 8 } as const;

/**
 * Brings nodes into the same view, which the paper leaves open (Section 6). A node that gives up a round tells the leader
 * of its next round. That leader calls everyone as soon as the nodes that have not asked for its round are too few for a
 * quorum. Otherwise nodes that reject a proposal and nodes that wait for its certificates might never share a view again.
 */
export class Pacemaker<M extends NewView> {
  readonly #network: Network;
  readonly #rules: ChainRules;
  readonly #newViews = new NewViews<M>();
  readonly #quorum: number;
  readonly #blocking: number;

  constructor(network: Network, rules: ChainRules) {
    this.#network = network;
    this.#rules = rules;
    this.#quorum = rules.faults.quorum;
    this.#blocking = rules.faults.blocking;
  }

  /**
   * Sender enters a round. `a` and `b` identify its message among those that it sends to this leader.
   *
   * @param isCertified whether the message carries a certificate, as large as a vote
   */
  tell(leader: number, message: M, isCertified: boolean, a: number, b: number): void {
    if (leader === message.sender) {
      this.#newViews.learn(message);
      return;
    }
    const { topic, voteSize } = this.#rules;
    const size = isCertified ? 2 * voteSize : voteSize;
    const number = this.#newViews.add(message);
    this.#network.send(topic, PacemakerMessage.newView, message.sender, leader, number, size, a, b);
  }

  /** Sender, which has waited in a round, broadcasts that. `a` and `b` as in {@link callIfSure}. */
  broadcast(message: M, a: number, b: number): void {
    const { topic, voteSize } = this.#rules;
    const number = this.#newViews.add(message);
    this.#network.broadcast(topic, PacemakerMessage.newView, message.sender, number, 2 * voteSize, a, b);
  }

  /** Sender reports its round to a node that waits in an earlier one. `a` and `b` identify the message among those to that node. */
  answer(receiver: number, message: M, a: number, b: number): void {
    const { topic, voteSize } = this.#rules;
    const number = this.#newViews.add(message);
    this.#network.send(topic, PacemakerMessage.newView, message.sender, receiver, number, 2 * voteSize, a, b);
  }

  /** The leader of a round has received a message for it. @returns the message; undefined if it is forgotten */
  learn(number: number): M | undefined {
    const message = this.#newViews.message(number);
    if (message) this.#newViews.learn(message);
    return message;
  }

  /** As {@link NewViews.message}. */
  message(number: number): M | undefined {
    return this.#newViews.message(number);
  }

  /** Whether so many nodes have entered a round that the others are too few for a quorum; at least one of them is honest. */
  isSure(round: number): boolean {
    return this.#newViews.count(round) >= this.#blocking;
  }

  /** Whether a quorum has entered a round, so that its leader may propose on their highest certificate. */
  mayPropose(round: number): boolean {
    return this.#newViews.count(round) >= this.#quorum;
  }

  /** The leader of a round calls everyone into it, once. `a` and `b` identify the message among those of its kind. */
  callIfSure(message: M, a: number, b: number): void {
    if (!this.isSure(message.round)) return;
    const number = this.#newViews.call(message);
    if (number === undefined) return;
    const { topic, voteSize } = this.#rules;
    this.#network.broadcast(topic, PacemakerMessage.enterView, message.sender, number, voteSize, a, b);
  }

  /** Sender's call; undefined if the message is not sender's, or if too few messages justify it. */
  call(number: number, sender: number): M | undefined {
    const message = this.#newViews.message(number);
    const isProven = new Set(this.#newViews.sendersOf(number)).size >= this.#blocking;
    return message?.sender === sender && isProven ? message : undefined;
  }

  /** As {@link NewViews.highest}. */
  highest(round: number, certified: (message: M) => number): M | undefined {
    return this.#newViews.highest(round, certified);
  }

  /** As {@link NewViews.lose}. */
  lose(isLed: (message: M) => boolean): void {
    this.#newViews.lose(isLed);
  }

  /** As {@link NewViews.forget}. */
  forget(round: number): void {
    this.#newViews.forget(round);
  }
}
