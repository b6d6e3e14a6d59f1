import { NANOSECONDS_PER_SECOND, NEVER } from '../../kernel/time.js';
import type { Network, NetworkEvent } from '../../network/message.js';
import { Deadlines } from '../deadlines.js';
import { remainder } from '../fault-model.js';
import { KEPT_HEIGHTS } from '../kept-heights.js';
import type { Application, CatchUp, ChainRules, Consensus, Overlap } from '../protocol.js';
import { validatorFlags } from '../validators.js';
import { BlockTree, type Link, NO_BLOCK } from './block-tree.js';
import { ChainedStates, NO_LINK, Stage } from './chained-states.js';
import type { NewView } from './new-views.js';
import { Pacemaker, PacemakerMessage } from './pacemaker.js';
import { TimedOut } from './timed-out.js';

/** Kinds of messages, numbered by the protocol table. */
const Message = { ...PacemakerMessage, generic: 9, genericVote: 10, linkRequest: 11, link: 12 } as const;
const Timer = { propose: 0, validated: 1, timeout: 2, copy: 3 } as const;

/**
 * Views that a leader has in a row: as many as it needs to have a block of its own decided, three certificates and the
 * proposal that carries the last of them. With fewer, silent nodes between the others could keep blocks from ever
 * being decided, for votes on the last view before theirs go to them.
 */
export const TERM = 4;
/** A request for a link that stays unanswered is repeated when another occasion comes after so long. */
const REQUEST_TIMEOUT = NANOSECONDS_PER_SECOND;

type OverlappingRules = ChainRules & { overlap: Overlap };

/** What a node says when it gives up a view: the latest certificate that it has seen, and how far it has decided. */
interface NewViewMessage extends NewView {
  certified: Link;
  height: number;
}

const certifiedView = ({ certified }: NewViewMessage) => certified.view;

/**
 * Chained HotStuff (Yin, Malkhi, Reiter, Golan Gueta and Abraham, PODC 2019; arXiv 1803.05069, Section 5 and Algorithms
 * 4 and 5) for all nodes of one chain whose heights may overlap.
 *
 * Every view has one leader, one proposal and one vote, and a leader has four views in a row. The proposal stands on the
 * certificate of the one before, so that a vote for it counts for the phases of its predecessors, too: a block is decided
 * when it and its two successors, of views that follow one another, are certified. Votes go to the leader of the next
 * view, who proposes with a quorum of them after its pause, as soon as two messages after the last proposal.
 *
 * A node's round is a view. It ends with its vote, for the leader of the next view with the certificate, and otherwise
 * when the node gives the view up; between two of them the application may turn to another configuration. Where that
 * puts another protocol in charge of what follows a block, no block follows it here: links without one, sent without a
 * pause, carry the certificates that decide it.
 *
 * A node that gives up a view tells the leader of the next term, which proposes with a quorum of new-view messages on
 * their highest certificate. A node that has waited for that leader in vain tells everyone, and gives up its term
 * together with a quorum. The timeout grows with every view that a node has given up since it last decided. A node that
 * lacks a link of an undecided branch requests it from the proposer of the link above.
 *
 * The steps of a view stand in one file: each works on the state that the one before has left, as in Algorithm 4.
 */
export class ChainedHotStuff implements Consensus {
  readonly #network: Network;
  readonly #rules: OverlappingRules;
  readonly #application: Application;
  readonly #catchUp: CatchUp;
  readonly #tree: BlockTree;
  readonly #deadlines: Deadlines;
  readonly #pacemaker: Pacemaker<NewViewMessage>;
  readonly #timedOut = new TimedOut();
  /** Validators that have given up a view for this one. */
  readonly #abandoned = new Map<number, number>();
  readonly #isValidator: Uint8Array;
  readonly #quorum: number;
  readonly #blocking: number;
  readonly #leaders: number[] = [];
  #requests = 0;
  #highest: number;
  readonly #state: ChainedStates;

  constructor(network: Network, rules: OverlappingRules, application: Application, nodes: number, catchUp: CatchUp) {
    this.#network = network;
    this.#rules = rules;
    this.#application = application;
    this.#catchUp = catchUp;
    this.#tree = new BlockTree(nodes, rules.firstHeight);
    this.#deadlines = new Deadlines(network, rules.topic, Timer.timeout, nodes);
    this.#isValidator = validatorFlags(rules, nodes);
    this.#quorum = rules.faults.quorum;
    this.#blocking = rules.faults.blocking;
    this.#pacemaker = new Pacemaker(network, rules);
    this.#highest = rules.firstHeight;
    this.#state = new ChainedStates(nodes, rules.firstHeight, this.#tree.root);
  }

  height(node: number): number {
    return this.#state.height[node];
  }

  working(node: number): number {
    return this.#state.working[node];
  }

  view(node: number): number {
    return this.#state.failures[node];
  }

  inRound(node: number): boolean {
    const stage = this.#state.stage[node];
    if (stage === Stage.open) return this.#network.now >= this.#state.roundStart[node];
    return stage === Stage.validating || stage === Stage.collecting;
  }

  begin(node: number, at: number): void {
    const waiting = this.#state.stage[node] === Stage.open && this.#network.now < this.#state.roundStart[node];
    if (this.#state.stage[node] !== Stage.resting && !waiting) return;
    this.#state.stage[node] = Stage.open;
    this.#state.roundStart[node] = at;
    this.#deadlines.set(node, at + this.#timeout(node));
    if (this.#leads(node)) this.#network.wake(at, this.#rules.topic, node, Timer.propose, this.#state.view[node]);
    this.#follow(node);
  }

  reconsider(node: number): void {
    if (this.#state.stage[node] === Stage.open) this.#follow(node);
  }

  has(node: number, content: number): boolean {
    return this.#tree.of(content)?.has[node] === 1;
  }

  adopt(node: number, height: number, content: number, voters: () => number[]): void {
    if (this.#state.height[node] !== height || this.#state.stage[node] === Stage.over) return;
    const link = this.#tree.of(content);
    if (link) link.has[node] = 1;
    const isLast = link?.isLast ?? !this.#rules.overlap.mayFollow(content);
    this.#decide(node, height, content, link?.failures ?? 0, isLast, voters);
    this.#follow(node);
  }

  restart(node: number, losesVotes: boolean): void {
    const state = this.#state;
    const view = state.view[node];
    this.#tree.lose((link) => this.#leader(link.view + 1) === node && !this.#isCertified(link));
    this.#pacemaker.lose(({ round }) => this.#leader(round) === node);
    this.#deadlines.restart(node);
    this.#timedOut.forget(node);
    state.pending[node] = [];
    state.accepted[node] = NO_LINK;
    state.collected[node] = undefined;
    state.asked[node] = NO_LINK;
    state.roundStart[node] = NEVER;
    if (state.stage[node] !== Stage.over) state.stage[node] = Stage.resting;
    if (!losesVotes) return;
    state.view[node] = Math.min(view, state.certified[node].view + 1);
    state.locked[node] = this.#tree.root.view;
  }

  about(subject: number, content: number): number {
    const link = this.#tree.find(subject);
    return link?.parent ? this.#tree.add({ ...link, content }, link.parent).number : subject;
  }

  receive(event: NetworkEvent): void {
    const { node, sender, kind, subject } = event;
    if (kind === Message.newView) {
      this.#receiveNewView(node, sender, subject);
      return;
    }
    if (kind === Message.enterView) {
      this.#receiveCall(node, sender, subject);
      return;
    }
    const link = this.#tree.find(subject);
    if (!link) return;
    if (kind === Message.genericVote) {
      this.#countVote(node, link, sender);
    } else if (kind === Message.linkRequest) {
      if (link.has[node]) this.#send(Message.link, node, sender, link, this.#size(link));
    } else if (!link.has[node]) {
      link.has[node] = 1;
      if (link.content !== NO_BLOCK) this.#application.received?.(node, link.content);
      this.#state.pending[node].push(link);
      this.#state.pending[node].sort((a, b) => a.view - b.view);
      this.#follow(node);
    }
  }

  wake(event: NetworkEvent): void {
    const { node, kind, subject } = event;
    const stage = this.#state.stage[node];
    if (kind === Timer.timeout) {
      if (!this.#deadlines.hasCome(node) || stage === Stage.resting || stage === Stage.over) return;
      if (stage === Stage.changing && this.#state.view[node] % TERM === 0) this.#waitForOthers(node);
      else this.#changeView(node, termAfter(this.#roundOf(node)));
    } else if (kind === Timer.propose) {
      if (stage === Stage.open && this.#state.view[node] === subject) this.#proposeIfReady(node);
    } else if (kind === Timer.copy) {
      const link = this.#tree.find(subject);
      if (link && stage !== Stage.over) this.#askVoter(node, link);
    } else if (stage === Stage.validating && this.#state.accepted[node] === subject) {
      const link = this.#tree.find(subject);
      if (link) this.#vote(node, link);
    }
  }

  #leader(view: number): number {
    const term = Math.floor(view / TERM);
    this.#leaders[term] ??= this.#rules.overlap.leader(this.#rules.firstHeight, term);
    return this.#leaders[term];
  }

  #leads(node: number): boolean {
    return this.#leader(this.#state.view[node]) === node;
  }

  #timeout(node: number): number {
    return this.#rules.timeout(node, this.#state.failures[node]);
  }

  /** Looks at what node has of the views from its own on, in their order, and at what it may do as a leader. */
  #follow(node: number): void {
    const pending = this.#state.pending[node].filter(({ view }) => view >= this.#state.view[node]);
    this.#state.pending[node] = pending;
    for (const link of pending) if (link.view >= this.#state.view[node]) this.#take(node, link);
    const collected = this.#state.collected[node];
    if (collected) this.#leadOn(node, collected);
    this.#proposeIfReady(node);
  }

  /** Algorithm 4, on receiving a proposal: the certificate that it carries counts, and it may get node's vote. */
  #take(node: number, link: Link): void {
    const { parent } = link;
    if (this.#state.stage[node] === Stage.resting || this.#state.stage[node] === Stage.over) return;
    if (link.proposer !== this.#leader(link.view)) return;
    if (!parent || !this.#isCertified(parent) || !this.#hasBranch(node, parent, link.proposer)) return;
    this.#learn(node, parent);
    this.#goTo(node, link.view, parent);
    if (this.#state.stage[node] === Stage.open && this.#state.view[node] === link.view)
      this.#validate(node, link, parent);
  }

  /** Whether a quorum has voted for a link: what stands on its certificate may count it. */
  #isCertified(link: Link): boolean {
    return link === this.#tree.root || link.votes >= this.#quorum;
  }

  /** A proposal for a view has come that stands on the certificate of an earlier one. */
  #goTo(node: number, view: number, certified: Link): void {
    const own = this.#state.view[node];
    const stage = this.#state.stage[node];
    if (stage === Stage.over || own > view) return;
    if (own < view && certified.view >= own) {
      this.#endRound(node, view, certified);
      return;
    }
    if (own < view) this.#abandon(node, view);
    else if (stage !== Stage.changing) return;
    this.#state.view[node] = view;
    this.#state.stage[node] = Stage.open;
    this.#state.accepted[node] = NO_LINK;
    this.#deadlines.set(node, this.#network.now + this.#timeout(node));
  }

  /** `safeNode`: whoever extends a certificate as late as the one that node is locked on may have its vote. */
  #validate(node: number, link: Link, parent: Link): void {
    if (parent.view < this.#state.locked[node]) return;
    const isEmpty = link.content === NO_BLOCK;
    const verdict = isEmpty ? 'accept' : this.#application.validate(node, link.content, blockOf(parent));
    if (verdict === 'reject' && this.#rules.rejectionEndsRound && this.#isValidator[node]) {
      // The leader may be an honest one that has not heard of something yet: it may try again.
      this.#changeView(node, link.view + 1);
    }
    if (verdict !== 'accept') return;
    if (isEmpty || this.#rules.blockValidation === 0) {
      this.#vote(node, link);
      return;
    }
    this.#state.stage[node] = Stage.validating;
    this.#state.accepted[node] = link.number;
    const at = this.#network.now + this.#rules.blockValidation;
    this.#network.wake(at, this.#rules.topic, node, Timer.validated, link.number);
  }

  /** One vote a view, to the leader of the next one; node's round ends with it unless it is that leader. */
  #vote(node: number, link: Link): void {
    const next = this.#leader(link.view + 1);
    if (next === node) {
      this.#state.working[node] = link.height + 1;
      this.#state.view[node] = link.view + 1;
      this.#state.stage[node] = Stage.collecting;
      this.#state.accepted[node] = NO_LINK;
      this.#deadlines.set(node, this.#network.now + this.#timeout(node));
      this.#countVote(node, link, node);
      return;
    }
    if (this.#isValidator[node]) {
      const { votes, voteSize, headerSize } = this.#rules;
      const content = link.content === NO_BLOCK ? 0 : this.#application.size(link.content);
      this.#send(Message.genericVote, node, next, link, votes === 'digest' ? voteSize : headerSize + content);
    }
    this.#endRound(node, link.view + 1, link);
  }

  /** The leader of the next view counts; with a quorum it has the certificate that its proposal is to carry. */
  #countVote(node: number, link: Link, sender: number): void {
    if (link.voted[sender] || !this.#isValidator[sender]) return;
    link.voted[sender] = 1;
    if (++link.votes !== this.#quorum) return;
    if (!link.has[node]) this.#await(node, link);
    if (link.view >= (this.#state.collected[node]?.view ?? -1)) this.#state.collected[node] = link;
    this.#leadOn(node, link);
  }

  /** Node has collected the certificate of a link: it leads the next view, after a pause where that is to bring a block. */
  #leadOn(node: number, link: Link): void {
    const stage = this.#state.stage[node];
    const view = link.view + 1;
    if (stage === Stage.over || this.#state.certified[node].view >= link.view) return;
    if (!link.has[node] || !this.#hasBranch(node, link, link.proposer)) return;
    if (this.#state.view[node] > view) {
      // It has given that view up, but what it tells the next leader counts.
      this.#learn(node, link);
      return;
    }
    if (link.isLast) {
      // The others need the certificate even where node has nothing left to do once it has it.
      const successor = this.#extend(node, view, link);
      this.#learn(node, link);
      if (this.#state.stage[node] !== Stage.over) this.#vote(node, successor);
      return;
    }
    this.#learn(node, link);
    if (stage === Stage.changing && this.#state.view[node] === view) this.#proposeIfReady(node);
    else if (this.#state.view[node] < view || this.#state.stage[node] === Stage.collecting)
      this.#endRound(node, view, link);
  }

  /** Node's round is over, and the next one is that of `view`, on top of `link` or what is built on it. */
  #endRound(node: number, view: number, link: Link): void {
    this.#state.view[node] = view;
    this.#state.working[node] = link.height + 1;
    this.#state.stage[node] = Stage.resting;
    this.#state.accepted[node] = NO_LINK;
    this.#state.roundStart[node] = NEVER;
    this.#deadlines.clear(node);
    this.#rules.overlap.roundEnded(node, link.content);
  }

  /** Algorithm 4, `update`: node has seen the certificate of a link whose branch it has. */
  #learn(node: number, certified: Link): void {
    if (certified.view > this.#state.certified[node].view) this.#state.certified[node] = certified;
    const parent = certified.parent;
    if (parent && parent.view > this.#state.locked[node]) this.#state.locked[node] = parent.view;
    const first = parent?.parent;
    if (first && certified.view === first.view + 2) this.#decideUpTo(node, first);
  }

  /** The link has three certificates in a row above it: its block stands, with all those below. */
  #decideUpTo(node: number, link: Link): void {
    const branch: Link[] = [];
    for (let at: Link | undefined = link; at && at.height >= this.#state.height[node]; at = at.parent) {
      if (at.content !== NO_BLOCK) branch.push(at);
    }
    for (const { height, content, failures, isLast, voted } of branch.reverse()) {
      const voters = () => Array.from(voted.keys()).filter((node) => voted[node] === 1);
      this.#decide(node, height, content, failures, isLast, voters);
    }
  }

  #decide(node: number, height: number, content: number, failures: number, isLast: boolean, voters: () => number[]) {
    this.#timedOut.forget(node);
    this.#state.height[node] = height + 1;
    this.#state.failures[node] = 0;
    this.#state.working[node] = Math.max(this.#state.working[node], height + 1);
    if (isLast) {
      this.#state.stage[node] = Stage.over;
      this.#deadlines.clear(node);
    }
    if (height + 1 > this.#highest) {
      this.#highest = height + 1;
      this.#tree.forget(this.#highest - KEPT_HEIGHTS);
      const oldest = this.#tree.recent[0]?.view ?? 0;
      this.#pacemaker.forget(oldest);
      for (const view of this.#abandoned.keys()) if (view < oldest) this.#abandoned.delete(view);
    }
    this.#application.decided(node, height, content, failures, voters, !isLast);
  }

  /** Whether node has a link and all those below that it has not decided; otherwise it asks `holder` for what it lacks. */
  #hasBranch(node: number, link: Link, holder: number): boolean {
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

  /** Node leads on with a link whose votes it has: its copy may still be on the way, or is lost. */
  #await(node: number, link: Link): void {
    const { now } = this.#network;
    const began = this.#deadlines.of(node) - this.#timeout(node);
    const wait = remainder(now - began, this.#rules.faults);
    this.#network.wake(now + wait, this.#rules.topic, node, Timer.copy, link.number);
  }

  /** The copy has not come in time: whoever voted for the link has it. The next one is asked when no answer comes. */
  #askVoter(node: number, link: Link): void {
    if (link.has[node] || this.#state.collected[node] !== link || link.view + 1 < this.#state.view[node]) return;
    const voters = Array.from(link.voted.keys()).filter((other) => other !== node && link.voted[other] === 1);
    this.#ask(node, link, voters[this.#requests % voters.length]);
    this.#network.wake(this.#network.now + REQUEST_TIMEOUT, this.#rules.topic, node, Timer.copy, link.number);
  }

  #ask(node: number, link: Link, holder: number): void {
    const { now } = this.#network;
    const isPatient = now < this.#state.askedAt[node] + REQUEST_TIMEOUT;
    if (isPatient && this.#state.asked[node] === link.number && this.#state.askedOf[node] === holder) return;
    this.#state.asked[node] = link.number;
    this.#state.askedOf[node] = holder;
    this.#state.askedAt[node] = now;
    this.#send(Message.linkRequest, node, holder, link, this.#rules.voteSize);
  }

  /** Who leads a view proposes on the certificate of the view before, or on the highest one of a quorum of new-view messages. */
  #proposeIfReady(node: number): void {
    const view = this.#state.view[node];
    const stage = this.#state.stage[node];
    if (!this.#leads(node)) return;
    if (stage === Stage.open) {
      if (this.#state.certified[node].view !== view - 1 || this.#network.now < this.#state.roundStart[node]) return;
    } else if (stage === Stage.changing) {
      const isCertified = this.#state.certified[node].view === view - 1;
      if (!isCertified && !this.#pacemaker.mayPropose(view)) return;
      const highest = this.#pacemaker.highest(view, certifiedView);
      if (highest && highest.certified.view > this.#state.certified[node].view) {
        if (!this.#hasBranch(node, highest.certified, highest.sender)) return;
        this.#learn(node, highest.certified);
        if (this.#state.stage[node] !== Stage.changing || this.#state.view[node] !== view) return;
      }
    } else {
      return;
    }
    this.#vote(node, this.#extend(node, view, this.#state.certified[node]));
  }

  /** Node proposes a new block on top of a certified link, or an empty link where no block may follow. */
  #extend(node: number, view: number, parent: Link): Link {
    const { isLast } = parent;
    const height = isLast ? parent.height : parent.height + 1;
    const failures = view - parent.view - 1;
    const content = isLast ? NO_BLOCK : this.#application.propose(node, height, failures, blockOf(parent));
    const last = isLast || !this.#rules.overlap.mayFollow(content);
    const link = this.#tree.add({ view, proposer: node, height, content, isLast: last }, parent);
    this.#network.broadcast(this.#rules.topic, Message.generic, node, link.number, this.#size(link), height, view);
    return link;
  }

  /** Bytes of a link: its block, if it has one, and the certificate of its parent. */
  #size({ content, height, view }: Link): number {
    const { headerSize, voteSize } = this.#rules;
    const block = content === NO_BLOCK ? 0 : this.#application.size(content);
    return headerSize + block + (height === 1 && view === 0 ? 0 : voteSize);
  }

  #send(kind: number, from: number, to: number, link: Link, size: number): void {
    const isVote = kind === Message.genericVote;
    // A link may be asked for and sent more than once: what tells its messages apart is a number of their own.
    const occasion = isVote ? link.view : this.#requests++;
    this.#network.send(this.#rules.topic, kind, from, to, link.number, size, link.height, occasion);
  }

  /** Node gives up a view for a later one. */
  #abandon(node: number, next: number, view = this.#roundOf(node)): void {
    this.#state.failures[node]++;
    this.#state.working[node] = this.#state.certified[node].height + 1;
    this.#application.abandoned(node, this.#state.working[node], view, next);
    if (!this.#isValidator[node]) return;
    const nodes = (this.#abandoned.get(next) ?? 0) + 1;
    this.#abandoned.set(next, nodes);
    if (nodes === this.#quorum) this.#application.failed(this.#state.working[node], view);
  }

  /** The view that node is at work on: who collects votes is in the next one already, which is its own. */
  #roundOf(node: number): number {
    return this.#state.stage[node] === Stage.collecting ? this.#state.view[node] - 1 : this.#state.view[node];
  }

  /** The pacemaker's `nextView` interrupt. @param left the view that node gives up */
  #changeView(node: number, view: number, left = this.#roundOf(node)): void {
    this.#abandon(node, view, left);
    this.#state.view[node] = view;
    this.#state.stage[node] = Stage.changing;
    this.#state.waits[node] = 0;
    this.#state.accepted[node] = NO_LINK;
    this.#deadlines.set(node, this.#network.now + this.#timeout(node));
    this.#sendNewView(node, view);
    this.#follow(node);
  }

  #newView(node: number): NewViewMessage {
    const round = this.#state.view[node];
    return { round, sender: node, certified: this.#state.certified[node], height: this.#state.height[node] };
  }

  /** Node tells the leader of its view the latest certificate that it has seen. */
  #sendNewView(node: number, view: number): void {
    if (!this.#isValidator[node]) return;
    const message = this.#newView(node);
    // Who has forgotten its votes may come to a view again.
    const occasion = view > this.#state.told[node] ? 0 : ++this.#requests;
    this.#state.told[node] = Math.max(view, this.#state.told[node]);
    this.#pacemaker.tell(this.#leader(view), message, message.certified !== this.#tree.root, view, occasion);
    this.#callIfSure(node);
  }

  #receiveNewView(node: number, sender: number, number: number): void {
    const sent = this.#pacemaker.message(number);
    if (!sent || sent.sender !== sender || !this.#isValidator[sender] || !this.#isCertified(sent.certified)) return;
    const isForLeader = this.#leader(sent.round) === node;
    const message = (isForLeader ? this.#pacemaker.learn(number) : undefined) ?? sent;
    this.#compare(node, sender, message.height);
    const stage = this.#state.stage[node];
    if (stage === Stage.over || stage === Stage.resting) return;
    if (!isForLeader) {
      this.#hearOfWait(node, message);
      return;
    }
    // Their leader joins them.
    const joins = message.round > this.#roundOf(node) && this.#pacemaker.isSure(message.round);
    if (joins) this.#changeView(node, message.round);
    else if (message.round === this.#state.view[node]) this.#callIfSure(node);
    this.#proposeIfReady(node);
  }

  /**
   * Node has turned to a term, and its leader has not proposed in time. If it went on alone, those whom a late leader holds
   * up in an earlier term might never share a view with it again. So it tells everyone, and goes on with a quorum.
   */
  #waitForOthers(node: number): void {
    const view = this.#state.view[node];
    this.#state.waits[node]++;
    const timeout = this.#rules.timeout(node, this.#state.failures[node] + this.#state.waits[node]);
    this.#deadlines.set(node, this.#network.now + timeout);
    if (this.#isValidator[node]) {
      this.#timedOut.hear(node, node, view);
      this.#pacemaker.tellEveryone(this.#newView(node), view, ++this.#requests);
    }
    this.#goOnWithOthers(node);
  }

  #goOnWithOthers(node: number): void {
    const view = this.#state.view[node];
    if (this.#state.stage[node] !== Stage.changing || this.#state.waits[node] === 0) return;
    if (this.#timedOut.reached(node, this.#quorum) >= view) this.#changeView(node, termAfter(view));
  }

  /** Sender waits in a view, or says so to one who waits in an earlier one. Node joins those without whom there is no quorum. */
  #hearOfWait(node: number, { sender, round }: NewViewMessage): void {
    const view = this.#state.view[node];
    this.#timedOut.hear(node, sender, round);
    const joined = this.#timedOut.reached(node, this.#blocking);
    if (joined > this.#roundOf(node)) {
      this.#changeView(node, joined);
      return;
    }
    const isAhead = round < view && this.#state.stage[node] === Stage.changing;
    if (isAhead && this.#isValidator[node]) this.#pacemaker.answer(sender, this.#newView(node), view, ++this.#requests);
    this.#goOnWithOthers(node);
  }

  #callIfSure(node: number): void {
    if (this.#leads(node)) this.#pacemaker.callIfSure(this.#newView(node), this.#state.view[node], 0);
  }

  /** Sender leads a view, and shows that there can be no quorum in an earlier one. */
  #receiveCall(node: number, sender: number, number: number): void {
    const call = this.#pacemaker.call(number, sender);
    if (!call || this.#leader(call.round) !== sender) return;
    this.#compare(node, sender, call.height);
    const stage = this.#state.stage[node];
    if (stage === Stage.resting || stage === Stage.over || !this.#isValidator[node]) return;
    if (call.round > this.#state.view[node]) this.#changeView(node, call.round);
    else if (call.round < this.#state.view[node]) return;
    else if (stage === Stage.changing) this.#deadlines.bringForward(node, this.#network.now + this.#timeout(node));
    // Node has voted in the view before, which has failed: the leader needs its word instead of that certificate.
    else if (stage === Stage.open && this.#state.told[node] < call.round)
      this.#changeView(node, call.round, call.round - 1);
  }

  /** One of the two may have fallen behind. */
  #compare(node: number, sender: number, height: number): void {
    if (height < this.#state.height[node]) this.#catchUp.behind(node, sender);
    else if (height > this.#state.height[node]) this.#catchUp.ahead(node, sender, height);
  }
}

/** The first view of the next term: who gives a view up is done with its leader. */
function termAfter(view: number): number {
  return (Math.floor(view / TERM) + 1) * TERM;
}

/** What a block on top of a link names as its parent; undefined where that is the latest decided one of its epoch. */
function blockOf(link: Link): number | undefined {
  return link.content === NO_BLOCK ? undefined : link.content;
}
