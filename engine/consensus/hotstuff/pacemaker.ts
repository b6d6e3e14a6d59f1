import type { Network } from '../../network/message.js';
import type { ChainRules } from '../protocol.js';
import { type NewView, NewViews } from './new-views.js';

/** Kinds of messages, numbered by the protocol table. */
export const PacemakerMessage = { newView: 7, enterView: 8 } as const;

/**
 * How nodes get into the same view, which the paper leaves open (Section 6). A node that gives up a round tells the
 * leader of its next round, which calls everyone as soon as the nodes that have not asked for that round are no quorum.
 * Otherwise nodes that reject a proposal and nodes that wait for its certificates might never share a view again.
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
   * Sender turns to a round. `a` and `b` name its message among those that it sends to this leader.
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

  /** Sender has waited in a round. `a` and `b` as in {@link callIfSure}. */
  broadcast(message: M, a: number, b: number): void {
    const { topic, voteSize } = this.#rules;
    const number = this.#newViews.add(message);
    this.#network.broadcast(topic, PacemakerMessage.newView, message.sender, number, 2 * voteSize, a, b);
  }

  /** Sender tells one who waits in an earlier round of its own. `a` and `b` name its message among those to that one. */
  answer(receiver: number, message: M, a: number, b: number): void {
    const { topic, voteSize } = this.#rules;
    const number = this.#newViews.add(message);
    this.#network.send(topic, PacemakerMessage.newView, message.sender, receiver, number, 2 * voteSize, a, b);
  }

  /** The leader of a round has received a message for it. Undefined where that is forgotten. */
  learn(number: number): M | undefined {
    const message = this.#newViews.message(number);
    if (message) this.#newViews.learn(message);
    return message;
  }

  message(number: number): M | undefined {
    return this.#newViews.message(number);
  }

  /** Whether so many nodes turn to a round that the others are no quorum; one of them is honest. */
  isSure(round: number): boolean {
    return this.#newViews.count(round) >= this.#blocking;
  }

  /** Whether a quorum turns to a round: its leader may propose on their highest certificate. */
  mayPropose(round: number): boolean {
    return this.#newViews.count(round) >= this.#quorum;
  }

  /** The leader of a round calls everyone into it, once. `a` and `b` name the message among those of its kind. */
  callIfSure(message: M, a: number, b: number): void {
    if (!this.isSure(message.round)) return;
    const number = this.#newViews.call(message);
    if (number === undefined) return;
    const { topic, voteSize } = this.#rules;
    this.#network.broadcast(topic, PacemakerMessage.enterView, message.sender, number, voteSize, a, b);
  }

  /** What sender calls everyone with; undefined where it is not sender's call, or rests on too few messages. */
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

  /** Forgets what was said about rounds below this. */
  forget(round: number): void {
    this.#newViews.forget(round);
  }
}
