import { NEVER } from '../kernel/time.js';
import type { Network, NetworkEvent } from '../network/message.js';
import { AbandonedViews } from './abandoned-views.js';
import { Deadlines } from './deadlines.js';
import { KEPT_HEIGHTS } from './kept-heights.js';
import type { Application, ChainRules } from './protocol.js';
import { validatorFlags } from './validators.js';

/** How far a node is in its view. Stages of the protocol itself begin at {@link OWN_STAGES}. */
export const ViewStage = { resting: 0, open: 1, validating: 2, changing: 3 } as const;
/** The first stage that a protocol may define itself. */
export const OWN_STAGES = 4;

/** Kinds of timers. Those of the protocol itself begin at {@link OWN_TIMERS}. */
export const ViewTimer = { propose: 0, validated: 1, timeout: 2 } as const;
/** The first kind of timer that a protocol may define itself. */
export const OWN_TIMERS = 3;

/** Callbacks of a protocol when its synchroniser moves a node. */
export interface ViewProtocol {
  /** Node, whose turn it is, proposes in the first view of its height. */
  propose(node: number): void;
  /** Processes what arrived for node's height and view before node reached them. */
  resume(node: number): void;
  /** Node has entered another view, or hears from its proposer, and has done nothing in it yet. */
  entered?(node: number): void;
  /** Node asks the others for its view. @param name identifies its message among those of its height */
  ask(node: number, name: number): void;
  /** Node, which has asked, waits for its view to begin, or begins it if it is its turn. */
  await(node: number): void;
  /** Heights below this are over: a node that still works on one has no votes to count, and needs the blocks. */
  forget(height: number): void;
}

/**
 * Changes views for the nodes of a chain, one height after another, whatever the protocol does in a view. A view has a
 * deadline. A node that gives it up, because of the deadline or because enough others have, asks for a later view, and
 * joins that view as soon as it hears of it. Contents are identified by their vote sets.
 */
export class ViewSynchroniser {
  readonly isValidator: Uint8Array;
  readonly deadlines: Deadlines;
  // State of every node.
  readonly height: Int32Array;
  readonly view: Int32Array;
  readonly stage: Uint8Array;
  /** Vote set that the node votes on in its view, -1 without. */
  readonly accepted: Int32Array;
  readonly #roundStart: Float64Array;
  readonly #network: Network;
  readonly #rules: ChainRules;
  readonly #application: Application;
  readonly #protocol: ViewProtocol;
  readonly #abandonedViews: AbandonedViews;
  #highest: number;

  constructor(network: Network, rules: ChainRules, application: Application, nodes: number, protocol: ViewProtocol) {
    this.#network = network;
    this.#rules = rules;
    this.#application = application;
    this.#protocol = protocol;
    this.isValidator = validatorFlags(rules, nodes);
    this.deadlines = new Deadlines(network, rules.topic, ViewTimer.timeout, nodes);
    this.#abandonedViews = new AbandonedViews(application, this.isValidator, rules.faults.quorum);
    this.height = new Int32Array(nodes).fill(rules.firstHeight);
    this.#highest = rules.firstHeight;
    this.view = new Int32Array(nodes);
    this.stage = new Uint8Array(nodes);
    this.accepted = new Int32Array(nodes).fill(-1);
    this.#roundStart = new Float64Array(nodes).fill(NEVER);
  }

  /** As {@link Consensus.inRound}. */
  inRound(node: number): boolean {
    const stage = this.stage[node];
    if (stage === ViewStage.resting || stage === ViewStage.changing) return false;
    return stage !== ViewStage.open || this.#network.now >= this.#roundStart[node];
  }

  /** Whether it is node's turn to propose in its view. */
  leads(node: number): boolean {
    if (!this.isValidator[node]) return false;
    return this.#application.proposer(this.height[node], this.view[node]) === node;
  }

  /** As {@link Consensus.begin}. */
  begin(node: number, at: number): void {
    const waiting = this.stage[node] === ViewStage.open && this.#network.now < this.#roundStart[node];
    if (this.stage[node] !== ViewStage.resting && !waiting) return;
    this.#roundStart[node] = at;
    const view = this.view[node];
    if (view > 0) {
      // It asked when it gave up the view before, but that message may have been lost.
      this.#ask(node, at, -view);
      return;
    }
    this.stage[node] = ViewStage.open;
    this.deadlines.set(node, at + this.#rules.timeout(node, view));
    if (this.leads(node)) this.#network.wake(at, this.#rules.topic, node, ViewTimer.propose, this.height[node]);
    this.#protocol.resume(node);
  }

  /** As {@link Consensus.reconsider}. */
  reconsider(node: number): void {
    if (this.stage[node] === ViewStage.open) this.#protocol.resume(node);
  }

  /** As {@link Consensus.restart}. */
  restart(node: number, losesVotes: boolean): void {
    this.deadlines.restart(node);
    this.stage[node] = ViewStage.resting;
    this.#roundStart[node] = NEVER;
    this.accepted[node] = -1;
    if (losesVotes) this.view[node] = 0;
  }

  /** A timer of node has gone off. @returns false if it belongs to the protocol, or to {@link accept} */
  wake({ node, kind, subject }: NetworkEvent): boolean {
    const stage = this.stage[node];
    if (kind === ViewTimer.timeout) {
      if (this.deadlines.hasCome(node) && stage !== ViewStage.resting) this.change(node, this.view[node] + 1);
      return true;
    }
    if (kind !== ViewTimer.propose) return false;
    const isFirst = this.height[node] === subject && this.view[node] === 0;
    if (isFirst && stage === ViewStage.open) this.#protocol.propose(node);
    return true;
  }

  /** Node enters a view from whose proposer it has heard. */
  enter(node: number, view: number): void {
    const old = this.view[node];
    if (view > old) this.#abandonedViews.abandon(node, this.height[node], old, view);
    this.view[node] = view;
    this.stage[node] = ViewStage.open;
    this.accepted[node] = -1;
    this.#protocol.entered?.(node);
    this.deadlines.set(node, this.#network.now + this.#rules.timeout(node, view));
  }

  /** Node accepts a proposal. @returns false if validation takes time; a timer then wakes node */
  accept(node: number, voteSet: number, handle: number): boolean {
    this.accepted[node] = voteSet;
    const { blockValidation, topic } = this.#rules;
    if (blockValidation === 0) return true;
    this.stage[node] = ViewStage.validating;
    this.#network.wake(this.#network.now + blockValidation, topic, node, ViewTimer.validated, handle);
    return false;
  }

  /** Node rejects the proposal of its view. */
  reject(node: number): void {
    if (!this.#rules.rejectionEndsRound || !this.isValidator[node]) return;
    // Supporters of the proposal may remain in the view until this deadline: that of the next view counts from there.
    this.change(node, this.view[node] + 1, this.deadlines.of(node));
  }

  /**
   * Node gives up its view and asks for a later one. It asks even if its application lets it rest first: nodes that are
   * still in the view that it has left need to know.
   *
   * @param since start of the timeout of the new view, ns
   */
  change(node: number, view: number, since = this.#network.now): void {
    const continues = this.#abandonedViews.abandon(node, this.height[node], this.view[node], view);
    this.view[node] = view;
    this.accepted[node] = -1;
    this.#protocol.entered?.(node);
    if (continues) {
      this.#ask(node, since, view);
      return;
    }
    this.stage[node] = ViewStage.resting;
    this.deadlines.clear(node);
    this.#protocol.ask(node, view);
  }

  /** Node has decided its height, and rests until it begins the next one. */
  nextHeight(node: number): void {
    const height = this.height[node] + 1;
    this.height[node] = height;
    this.view[node] = 0;
    this.stage[node] = ViewStage.resting;
    this.accepted[node] = -1;
    this.#roundStart[node] = NEVER;
    this.deadlines.clear(node);
    if (height <= this.#highest) return;
    this.#highest = height;
    const kept = height - KEPT_HEIGHTS;
    this.#protocol.forget(kept);
    this.#abandonedViews.forget(kept);
    for (let other = 0; other < this.height.length; other++) if (this.height[other] < kept) this.accepted[other] = -1;
  }

  #ask(node: number, since: number, name: number): void {
    this.stage[node] = ViewStage.changing;
    this.deadlines.set(node, since + this.#rules.timeout(node, this.view[node]));
    this.#protocol.ask(node, name);
    this.#protocol.await(node);
  }
}
