import { NEVER } from '../../kernel/time.js';
import type { Network, NetworkEvent } from '../../network/message.js';
import type { Deadlines } from '../deadlines.js';
import { KEPT_HEIGHTS } from '../kept-heights.js';
import type { Application, CatchUp, Consensus } from '../protocol.js';
import { BlockTree, type Link, NO_BLOCK } from './block-tree.js';
import { Branches, BranchMessage, BranchTimer } from './branches.js';
import { ChainedStates, NO_LINK, Stage } from './chained-states.js';
import { PacemakerMessage } from './pacemaker.js';
import { type OverlappingRules, TermSynchroniser, TermTimer } from './term-synchroniser.js';

/** Kinds of messages, numbered by the protocol table. */
const Message = { ...PacemakerMessage, generic: 9, genericVote: 10, ...BranchMessage } as const;
const Timer = { propose: 0, validated: 1, ...TermTimer, ...BranchTimer } as const;

/**
 * Chained HotStuff (Yin, Malkhi, Reiter, Golan Gueta and Abraham, PODC 2019; arXiv 1803.05069, Section 5 and Algorithms
 * 4 and 5) for all nodes of one chain whose heights may overlap.
 *
 * Every view has one leader and one proposal, each node votes once in it, and a leader has four views in a row. A proposal
 * carries the certificate of its predecessor, so a vote for it also counts for the later phases of the links below: a
 * block is decided when it and its two successors, of consecutive views, are certified. Votes go to the leader of the
 * next view, which proposes with a quorum of them after its pause: two message delays after the last proposal at best.
 *
 * A node's round is a view. It ends with the node's vote; for the leader of the next view, with the certificate; and for
 * everyone, when the view is given up. The application may switch to another configuration between two rounds. If that
 * configuration names another protocol, no block follows here: links without a block, sent without a pause, carry the
 * certificates that decide the last one.
 *
 * {@link TermSynchroniser} changes views that fail; {@link Branches} gets the links that a node lacks.
 */
export class ChainedHotStuff implements Consensus {
  readonly #network: Network;
  readonly #rules: OverlappingRules;
  readonly #application: Application;
  readonly #tree: BlockTree;
  readonly #state: ChainedStates;
  readonly #branches: Branches;
  readonly #views: TermSynchroniser;
  readonly #deadlines: Deadlines;
  readonly #isValidator: Uint8Array;
  readonly #quorum: number;
  #highest: number;

  constructor(network: Network, rules: OverlappingRules, application: Application, nodes: number, catchUp: CatchUp) {
    this.#network = network;
    this.#rules = rules;
    this.#application = application;
    this.#quorum = rules.faults.quorum;
    this.#tree = new BlockTree(nodes, rules.firstHeight, this.#quorum);
    this.#state = new ChainedStates(nodes, rules.firstHeight, this.#tree.root);
    this.#branches = new Branches(network, rules, application, catchUp, this.#state);
    this.#views = new TermSynchroniser(network, rules, application, catchUp, this.#tree, this.#state, {
      follow: (node) => this.#follow(node),
      proposeIfReady: (node) => this.#proposeIfReady(node),
    });
    this.#deadlines = this.#views.deadlines;
    this.#isValidator = this.#views.isValidator;
    this.#highest = rules.firstHeight;
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
    this.#deadlines.set(node, at + this.#views.timeout(node));
    if (this.#views.leads(node)) this.#network.wake(at, this.#rules.topic, node, Timer.propose, this.#state.view[node]);
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
    this.#tree.lose((link) => this.#views.leader(link.view + 1) === node && !this.#tree.isCertified(link));
    this.#views.restart(node);
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
      this.#views.receiveNewView(node, sender, subject);
      return;
    }
    if (kind === Message.enterView) {
      this.#views.receiveCall(node, sender, subject);
      return;
    }
    const link = this.#tree.find(subject);
    if (!link) return;
    if (kind === Message.genericVote) {
      this.#countVote(node, link, sender);
    } else if (kind === Message.linkRequest) {
      this.#branches.answer(node, sender, link);
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
      this.#views.expire(node);
    } else if (kind === Timer.propose) {
      if (stage === Stage.open && this.#state.view[node] === subject) this.#proposeIfReady(node);
    } else if (kind === Timer.copy) {
      const link = this.#tree.find(subject);
      if (link && stage !== Stage.over) this.#branches.askVoter(node, link);
    } else if (stage === Stage.validating && this.#state.accepted[node] === subject) {
      const link = this.#tree.find(subject);
      if (link) this.#vote(node, link);
    }
  }

  /** Takes the links that node has of its own view and later ones, in their order, and leads where node can. */
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
    if (link.proposer !== this.#views.leader(link.view)) return;
    if (!parent || !this.#tree.isCertified(parent) || !this.#branches.has(node, parent, link.proposer)) return;
    this.#learn(node, parent);
    this.#goTo(node, link.view, parent);
    if (this.#state.stage[node] === Stage.open && this.#state.view[node] === link.view)
      this.#validate(node, link, parent);
  }

  /** Node has received a proposal for a view, with the certificate of an earlier one: it turns to that view. */
  #goTo(node: number, view: number, certified: Link): void {
    const own = this.#state.view[node];
    const stage = this.#state.stage[node];
    if (stage === Stage.over || own > view) return;
    if (own < view && certified.view >= own) {
      this.#endRound(node, view, certified);
      return;
    }
    if (own < view) this.#views.abandon(node, view);
    else if (stage !== Stage.changing) return;
    this.#state.view[node] = view;
    this.#state.stage[node] = Stage.open;
    this.#state.accepted[node] = NO_LINK;
    this.#deadlines.set(node, this.#network.now + this.#views.timeout(node));
  }

  /** `safeNode`: node may vote for a proposal whose certificate is at least as late as the one that node is locked on. */
  #validate(node: number, link: Link, parent: Link): void {
    if (parent.view < this.#state.locked[node]) return;
    const isEmpty = link.content === NO_BLOCK;
    const verdict = isEmpty ? 'accept' : this.#application.validate(node, link.content, blockOf(parent));
    if (verdict === 'reject' && this.#rules.rejectionEndsRound && this.#isValidator[node]) {
      // The leader may be honest and lack what node knows: it may propose again in its next view.
      this.#views.change(node, link.view + 1);
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

  /** Votes once a view, to the leader of the next one. Node's round ends with it unless node is that leader. */
  #vote(node: number, link: Link): void {
    const next = this.#views.leader(link.view + 1);
    if (next === node) {
      this.#state.working[node] = link.height + 1;
      this.#state.view[node] = link.view + 1;
      this.#state.stage[node] = Stage.collecting;
      this.#state.accepted[node] = NO_LINK;
      this.#deadlines.set(node, this.#network.now + this.#views.timeout(node));
      this.#countVote(node, link, node);
      return;
    }
    if (this.#isValidator[node]) {
      const { topic, votes, voteSize, headerSize } = this.#rules;
      const content = link.content === NO_BLOCK ? 0 : this.#application.size(link.content);
      const size = votes === 'digest' ? voteSize : headerSize + content;
      this.#network.send(topic, Message.genericVote, node, next, link.number, size, link.height, link.view);
    }
    this.#endRound(node, link.view + 1, link);
  }

  /** Node, the leader of the next view, counts a vote. A quorum of them is the certificate for its proposal. */
  #countVote(node: number, link: Link, sender: number): void {
    if (link.voted[sender] || !this.#isValidator[sender]) return;
    link.voted[sender] = 1;
    if (++link.votes !== this.#quorum) return;
    if (!link.has[node]) this.#branches.await(node, link, this.#deadlines.of(node) - this.#views.timeout(node));
    if (link.view >= (this.#state.collected[node]?.view ?? -1)) this.#state.collected[node] = link;
    this.#leadOn(node, link);
  }

  /** Node has collected the certificate of a link, and leads the next view. It pauses first if that view brings a block. */
  #leadOn(node: number, link: Link): void {
    const stage = this.#state.stage[node];
    const view = link.view + 1;
    if (stage === Stage.over || this.#state.certified[node].view >= link.view) return;
    if (!link.has[node] || !this.#branches.has(node, link, link.proposer)) return;
    if (this.#state.view[node] > view) {
      // Node has given that view up, but its next new-view message can carry the certificate.
      this.#learn(node, link);
      return;
    }
    if (link.isLast) {
      // The others need the certificate, even if node itself is done once it has it.
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

  /** Node's round is over. The next one is that of `view`, on top of `link` or of a link above it. */
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

  /** Three certificates in a row decide the block of this link, with all those below. */
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
    this.#views.decided(node);
    this.#state.height[node] = height + 1;
    this.#state.working[node] = Math.max(this.#state.working[node], height + 1);
    if (isLast) {
      this.#state.stage[node] = Stage.over;
      this.#deadlines.clear(node);
    }
    if (height + 1 > this.#highest) {
      this.#highest = height + 1;
      this.#tree.forget(this.#highest - KEPT_HEIGHTS);
      this.#views.forget(this.#tree.recent[0]?.view ?? 0);
    }
    this.#application.decided(node, height, content, failures, voters, !isLast);
  }

  /** The leader of a view proposes on the certificate of the view before, or on the highest one of a quorum of new-view messages. */
  #proposeIfReady(node: number): void {
    const view = this.#state.view[node];
    const stage = this.#state.stage[node];
    if (!this.#views.leads(node)) return;
    if (stage === Stage.open) {
      if (this.#state.certified[node].view !== view - 1 || this.#network.now < this.#state.roundStart[node]) return;
    } else if (stage === Stage.changing) {
      const isCertified = this.#state.certified[node].view === view - 1;
      if (!isCertified && !this.#views.mayPropose(view)) return;
      const highest = this.#views.highest(view);
      if (highest && highest.certified.view > this.#state.certified[node].view) {
        if (!this.#branches.has(node, highest.certified, highest.sender)) return;
        this.#learn(node, highest.certified);
        if (this.#state.stage[node] !== Stage.changing || this.#state.view[node] !== view) return;
      }
    } else {
      return;
    }
    this.#vote(node, this.#extend(node, view, this.#state.certified[node]));
  }

  /** Node proposes a new block on top of a certified link, or a link without a block where no block may follow. */
  #extend(node: number, view: number, parent: Link): Link {
    const { isLast } = parent;
    const height = isLast ? parent.height : parent.height + 1;
    const failures = view - parent.view - 1;
    const content = isLast ? NO_BLOCK : this.#application.propose(node, height, failures, blockOf(parent));
    const last = isLast || !this.#rules.overlap.mayFollow(content);
    const link = this.#tree.add({ view, proposer: node, height, content, isLast: last }, parent);
    const size = this.#branches.size(link);
    this.#network.broadcast(this.#rules.topic, Message.generic, node, link.number, size, height, view);
    return link;
  }
}

/** The parent that a block on top of a link names; undefined for the latest decided block of an epoch. */
function blockOf(link: Link): number | undefined {
  return link.content === NO_BLOCK ? undefined : link.content;
}
