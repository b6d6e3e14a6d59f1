import type { Network } from '../../network/message.js';
import { Deadlines } from '../deadlines.js';
import type { Application, CatchUp, ChainRules, Overlap } from '../protocol.js';
import { validatorFlags } from '../validators.js';
import type { BlockTree, Link } from './block-tree.js';
import { type ChainedStates, NO_LINK, Stage } from './chained-states.js';
import type { NewView } from './new-views.js';
import { Pacemaker } from './pacemaker.js';
import { TimedOut } from './timed-out.js';

/**
 * Views that a leader has in a row: one for each of the three certificates that decide a block, and one for the proposal
 * that carries the last of them. With fewer, silent nodes placed between the others could prevent every decision, since
 * the votes of the view before theirs go to them.
 */
export const TERM = 4;

/** The only kind of timer that a synchroniser sets. */
export const TermTimer = { timeout: 2 } as const;

/** The rules of a chain whose heights may overlap. */
export type OverlappingRules = ChainRules & { overlap: Overlap };

/** Callbacks of the protocol when its synchroniser moves a node. */
export interface TermProtocol {
  /** Node is in another view: it looks at what has arrived for that view and later ones. */
  follow(node: number): void;
  /** Node may have what it needs to propose in its view. */
  proposeIfReady(node: number): void;
}

/** Sent by a node that gives up a view: the latest certificate that it has seen, and the height that it decides next. */
interface NewViewMessage extends NewView {
  certified: Link;
  height: number;
}

const certifiedView = ({ certified }: NewViewMessage) => certified.view;

/**
 * How the nodes of a chained protocol change views, whatever they do in one. Leaders have {@link TERM} views in a row.
 *
 * A node that gives up a view tells the leader of the next term, which proposes with a quorum of new-view messages on
 * their highest certificate. A node that has waited for that leader in vain tells everyone, and gives up its term
 * together with a quorum. The timeout grows with every view that a node has given up since it last decided.
 */
export class TermSynchroniser {
  /** Deadlines of the views that nodes are in. */
  readonly deadlines: Deadlines;
  /** 1 for the nodes that vote. */
  readonly isValidator: Uint8Array;
  readonly #network: Network;
  readonly #rules: OverlappingRules;
  readonly #application: Application;
  readonly #catchUp: CatchUp;
  readonly #tree: BlockTree;
  readonly #state: ChainedStates;
  readonly #protocol: TermProtocol;
  readonly #pacemaker: Pacemaker<NewViewMessage>;
  readonly #timedOut = new TimedOut();
  /** How many validators have given up a view for this one, by view. */
  readonly #abandoned = new Map<number, number>();
  readonly #quorum: number;
  readonly #blocking: number;
  /** Leader by term; filled on first use. */
  readonly #leaders: number[] = [];

  /**
   * @param application is told of views that a node, or a quorum, gives up
   * @param catchUp is told of nodes that have decided less than others
   * @param state of all nodes, which the protocol changes too
   */
  constructor(
    network: Network,
    rules: OverlappingRules,
    application: Application,
    catchUp: CatchUp,
    tree: BlockTree,
    state: ChainedStates,
    protocol: TermProtocol,
  ) {
    const nodes = state.view.length;
    this.#network = network;
    this.#rules = rules;
    this.#application = application;
    this.#catchUp = catchUp;
    this.#tree = tree;
    this.#state = state;
    this.#protocol = protocol;
    this.deadlines = new Deadlines(network, rules.topic, TermTimer.timeout, nodes);
    this.isValidator = validatorFlags(rules, nodes);
    this.#quorum = rules.faults.quorum;
    this.#blocking = rules.faults.blocking;
    this.#pacemaker = new Pacemaker(network, rules);
  }

  /** The leader of a view. */
  leader(view: number): number {
    const term = Math.floor(view / TERM);
    this.#leaders[term] ??= this.#rules.overlap.leader(this.#rules.firstHeight, term);
    return this.#leaders[term];
  }

  /** Whether node leads its own view. */
  leads(node: number): boolean {
    return this.leader(this.#state.view[node]) === node;
  }

  /** How long node waits in its view, ns. */
  timeout(node: number): number {
    return this.#rules.timeout(node, this.#state.failures[node]);
  }

  /** The view that node works on: a node that collects votes is in the next one already, which it leads. */
  roundOf(node: number): number {
    return this.#state.stage[node] === Stage.collecting ? this.#state.view[node] - 1 : this.#state.view[node];
  }

  /** As {@link Pacemaker.mayPropose}. */
  mayPropose(view: number): boolean {
    return this.#pacemaker.mayPropose(view);
  }

  /** `highQC`: the highest certificate of the new-view messages that the leader of a view has; undefined without any. */
  highest(view: number): { certified: Link; sender: number } | undefined {
    return this.#pacemaker.highest(view, certifiedView);
  }

  /** As {@link Consensus.restart}: node leads with nothing that it heard before. */
  restart(node: number): void {
    this.#pacemaker.lose(({ round }) => this.leader(round) === node);
    this.deadlines.restart(node);
    this.#timedOut.forget(node);
  }

  /** Node has decided a height: timeouts are short again, and what it heard of views given up no longer counts. */
  decided(node: number): void {
    this.#timedOut.forget(node);
    this.#state.failures[node] = 0;
  }

  /** Forgets the messages of earlier views. */
  forget(view: number): void {
    this.#pacemaker.forget(view);
    for (const old of this.#abandoned.keys()) if (old < view) this.#abandoned.delete(old);
  }

  /** A timer of node has gone off. */
  expire(node: number): void {
    const stage = this.#state.stage[node];
    if (!this.deadlines.hasCome(node) || stage === Stage.resting || stage === Stage.over) return;
    if (stage === Stage.changing && this.#state.view[node] % TERM === 0) this.#waitForOthers(node);
    else this.change(node, termAfter(this.roundOf(node)));
  }

  /** Node gives up a view for a later one. */
  abandon(node: number, next: number, view = this.roundOf(node)): void {
    this.#state.failures[node]++;
    this.#state.working[node] = this.#state.certified[node].height + 1;
    this.#application.abandoned(node, this.#state.working[node], view, next);
    if (!this.isValidator[node]) return;
    const nodes = (this.#abandoned.get(next) ?? 0) + 1;
    this.#abandoned.set(next, nodes);
    if (nodes === this.#quorum) this.#application.failed(this.#state.working[node], view, this.leader(view));
  }

  /** The pacemaker's `nextView` interrupt. @param left the view that node gives up */
  change(node: number, view: number, left = this.roundOf(node)): void {
    this.abandon(node, view, left);
    this.#state.view[node] = view;
    this.#state.stage[node] = Stage.changing;
    this.#state.waits[node] = 0;
    this.#state.accepted[node] = NO_LINK;
    this.deadlines.set(node, this.#network.now + this.timeout(node));
    this.#sendNewView(node, view);
    this.#protocol.follow(node);
  }

  /** Sender has given up a view. @param number of its message, as the pacemaker keeps it */
  receiveNewView(node: number, sender: number, number: number): void {
    const sent = this.#pacemaker.message(number);
    if (!sent || sent.sender !== sender || !this.isValidator[sender] || !this.#tree.isCertified(sent.certified)) return;
    const isForLeader = this.leader(sent.round) === node;
    const message = (isForLeader ? this.#pacemaker.learn(number) : undefined) ?? sent;
    this.#compare(node, sender, message.height);
    const stage = this.#state.stage[node];
    if (stage === Stage.over || stage === Stage.resting) return;
    if (!isForLeader) {
      this.#hearOfWait(node, message);
      return;
    }
    // The leader of that view joins them.
    const joins = message.round > this.roundOf(node) && this.#pacemaker.isSure(message.round);
    if (joins) this.change(node, message.round);
    else if (message.round === this.#state.view[node]) this.#callIfSure(node);
    this.#protocol.proposeIfReady(node);
  }

  /**
   * Sender leads a view, and shows that there can be no quorum in an earlier one.
   *
   * @param number as in {@link receiveNewView}
   */
  receiveCall(node: number, sender: number, number: number): void {
    const call = this.#pacemaker.call(number, sender);
    if (!call || this.leader(call.round) !== sender) return;
    this.#compare(node, sender, call.height);
    const stage = this.#state.stage[node];
    if (stage === Stage.resting || stage === Stage.over || !this.isValidator[node]) return;
    if (call.round > this.#state.view[node]) this.change(node, call.round);
    else if (call.round < this.#state.view[node]) return;
    else if (stage === Stage.changing) this.deadlines.bringForward(node, this.#network.now + this.timeout(node));
    // Node has voted in the view before, which has failed: the leader lacks that certificate, and needs a new-view message.
    else if (stage === Stage.open && this.#state.announced[node] < call.round)
      this.change(node, call.round, call.round - 1);
  }

  #newView(node: number): NewViewMessage {
    const round = this.#state.view[node];
    return { round, sender: node, certified: this.#state.certified[node], height: this.#state.height[node] };
  }

  /** Node sends the latest certificate that it has seen to the leader of its view. */
  #sendNewView(node: number, view: number): void {
    if (!this.isValidator[node]) return;
    const message = this.#newView(node);
    // A node that has forgotten its votes may come to a view again.
    const occasion = view > this.#state.announced[node] ? 0 : ++this.#state.occasions;
    this.#state.announced[node] = Math.max(view, this.#state.announced[node]);
    this.#pacemaker.tell(this.leader(view), message, message.certified !== this.#tree.root, view, occasion);
    this.#callIfSure(node);
  }

  /**
   * Node has turned to a term, and its leader has not proposed in time. If node gave the term up alone, it might never
   * again share a view with nodes that a late leader keeps in an earlier term. So it tells everyone, and waits for a quorum.
   */
  #waitForOthers(node: number): void {
    const view = this.#state.view[node];
    this.#state.waits[node]++;
    const timeout = this.#rules.timeout(node, this.#state.failures[node] + this.#state.waits[node]);
    this.deadlines.set(node, this.#network.now + timeout);
    if (this.isValidator[node]) {
      this.#timedOut.hear(node, node, view);
      this.#pacemaker.broadcast(this.#newView(node), view, ++this.#state.occasions);
    }
    this.#changeWithOthers(node);
  }

  /** Node, which has waited for a whole timeout, gives up its term if a quorum has waited as long. */
  #changeWithOthers(node: number): void {
    const view = this.#state.view[node];
    if (this.#state.stage[node] !== Stage.changing || this.#state.waits[node] === 0) return;
    if (this.#timedOut.reached(node, this.#quorum) >= view) this.change(node, termAfter(view));
  }

  /** Sender has waited in a view for a whole timeout. Node joins such nodes once the others are too few for a quorum. */
  #hearOfWait(node: number, { sender, round }: NewViewMessage): void {
    const view = this.#state.view[node];
    this.#timedOut.hear(node, sender, round);
    const joined = this.#timedOut.reached(node, this.#blocking);
    if (joined > this.roundOf(node)) {
      this.change(node, joined);
      return;
    }
    const isAhead = round < view && this.#state.stage[node] === Stage.changing;
    if (isAhead && this.isValidator[node])
      this.#pacemaker.answer(sender, this.#newView(node), view, ++this.#state.occasions);
    this.#changeWithOthers(node);
  }

  #callIfSure(node: number): void {
    if (this.leads(node)) this.#pacemaker.callIfSure(this.#newView(node), this.#state.view[node], 0);
  }

  /** One of the two may have fallen behind: its height says so. */
  #compare(node: number, sender: number, height: number): void {
    if (height < this.#state.height[node]) this.#catchUp.behind(node, sender);
    else if (height > this.#state.height[node]) this.#catchUp.ahead(node, sender, height);
  }
}

/** The first view of the next term: a node that gives up a view gives up its leader, too. */
function termAfter(view: number): number {
  return (Math.floor(view / TERM) + 1) * TERM;
}
