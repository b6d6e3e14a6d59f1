import { NANOSECONDS_PER_SECOND } from '../../kernel/time.js';
import type { Network } from '../../network/message.js';
import { remainder } from '../fault-model.js';
import type { Application, CatchUp, ChainRules } from '../protocol.js';
import { type Link, NO_BLOCK } from './block-tree.js';
import type { ChainedStates } from './chained-states.js';

/** Kinds of messages, numbered by the protocol table. */
export const BranchMessage = { linkRequest: 11, link: 12 } as const;
/** The only kind of timer that requests set. */
export const BranchTimer = { copy: 3 } as const;

/** A request that is not answered within this time is sent again at the next opportunity. */
const REQUEST_TIMEOUT = NANOSECONDS_PER_SECOND;

/**
 * Which links of undecided branches a node has, and how it gets those that it lacks. A node requests a missing link from
 * the proposer of the link above. A leader that has the votes for a link, but not the link, requests it from the voters
 * in turn.
 */
export class Branches {
  readonly #network: Network;
  readonly #rules: ChainRules;
  readonly #application: Application;
  readonly #catchUp: CatchUp;
  readonly #state: ChainedStates;

  /**
   * @param application gives the sizes of blocks
   * @param catchUp is told of decided blocks that node lacks where the tree has forgotten their links
   * @param state of all nodes, which the protocol changes too
   */
  constructor(network: Network, rules: ChainRules, application: Application, catchUp: CatchUp, state: ChainedStates) {
    this.#network = network;
    this.#rules = rules;
    this.#application = application;
    this.#catchUp = catchUp;
    this.#state = state;
  }

  /** Whether node has a link and all undecided ones below. If not, it asks `holder` for the highest one that is missing. */
  has(node: number, link: Link, holder: number): boolean {
    let at = link;
    for (;;) {
      if (at.height < this.#state.height[node]) return true;
      if (!at.has[node]) break;
      if (!at.parent) {
        // All blocks below are decided, or it would not be forgotten.
        this.#catchUp.missing(node, holder, at.height);
        return false;
      }
      at = at.parent;
    }
    this.#ask(node, at, holder);
    return false;
  }

  /**
   * Node has the votes for a link, but not the link: the copy is on the way, or lost. Wakes node when the copy is late.
   *
   * @param since when node's view began, ns
   */
  await(node: number, link: Link, since: number): void {
    const { now } = this.#network;
    const wait = remainder(now - since, this.#rules.faults);
    this.#network.wake(now + wait, this.#rules.topic, node, BranchTimer.copy, link.number);
  }

  /** The copy is late. Node asks one of those who voted for the link, and another one if no answer comes. */
  askVoter(node: number, link: Link): void {
    if (link.has[node] || this.#state.collected[node] !== link || link.view + 1 < this.#state.view[node]) return;
    const voters = Array.from(link.voted.keys()).filter((other) => other !== node && link.voted[other] === 1);
    this.#ask(node, link, voters[this.#state.occasions % voters.length]);
    this.#network.wake(this.#network.now + REQUEST_TIMEOUT, this.#rules.topic, node, BranchTimer.copy, link.number);
  }

  /** Node sends a link to one that has asked for it, if it has it. */
  answer(node: number, asker: number, link: Link): void {
    if (link.has[node]) this.#send(BranchMessage.link, node, asker, link, this.size(link));
  }

  /** Bytes of a link: its block, if it has one, and the certificate of its parent. */
  size({ content, height, view }: Link): number {
    const { headerSize, voteSize } = this.#rules;
    const block = content === NO_BLOCK ? 0 : this.#application.size(content);
    return headerSize + block + (height === 1 && view === 0 ? 0 : voteSize);
  }

  #ask(node: number, link: Link, holder: number): void {
    const { now } = this.#network;
    const isPatient = now < this.#state.askedAt[node] + REQUEST_TIMEOUT;
    if (isPatient && this.#state.asked[node] === link.number && this.#state.askedOf[node] === holder) return;
    this.#state.asked[node] = link.number;
    this.#state.askedOf[node] = holder;
    this.#state.askedAt[node] = now;
    this.#send(BranchMessage.linkRequest, node, holder, link, this.#rules.voteSize);
  }

  #send(kind: number, from: number, to: number, link: Link, size: number): void {
    this.#network.send(this.#rules.topic, kind, from, to, link.number, size, link.height, this.#state.occasions++);
  }
}
