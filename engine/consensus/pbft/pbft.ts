import { NEVER } from '../../kernel/time.js';
import type { Network, NetworkEvent } from '../../network/message.js';
import { EnteredNodes } from '../entered-nodes.js';
import { remainder } from '../fault-model.js';
import { PhaseVotes } from '../phase-votes.js';
import type { Application, CatchUp, ChainRules, Consensus } from '../protocol.js';
import type { Tally } from '../tally.js';
import { OWN_STAGES, OWN_TIMERS, ViewStage, ViewSynchroniser } from '../view-synchroniser.js';
import { VoteSets } from '../vote-sets.js';
import { AS_PUBLISHED, type Variant } from './variant.js';
import { ViewChangeState } from './view-change-state.js';
import { type ViewChange, ViewChanges } from './view-changes.js';

/** Kinds of messages, in the order of the protocol table. */
const Message = { prePrepare: 0, prepare: 1, commit: 2, viewChange: 3, newView: 4 } as const;
/** The moment at which a node stops waiting for the prepares of all nodes. */
const FAST_PATH = OWN_TIMERS;

/** How far a node is in the round of its height. */
const Stage = { ...ViewStage, preparing: OWN_STAGES, committing: OWN_STAGES + 1 } as const;

/** What a node has of a vote set's content, as bits: the proposal of the view, and the block, by whatever message. */
const Has = { proposal: 1, block: 2 } as const;

/**
 * Practical Byzantine Fault Tolerance (Castro and Liskov, OSDI 1999), one instance of consensus per height, for all
 * nodes of one chain. The proposer's pre-prepare counts as its prepare. A node has prepared once it has the proposal and a
 * quorum of prepares, and has decided once it has a quorum of commits. A round that times out changes the view; the
 * certificate of a content that may have been decided carries it into the new view.
 *
 * The phases of a view and the view change are in one file: each continues from the state that the previous one left.
 */
export class Pbft implements Consensus {
  readonly #network: Network;
  readonly #rules: ChainRules;
  readonly #application: Application;
  readonly #catchUp: CatchUp;
  readonly #voteSets: VoteSets;
  readonly #prepares: Tally;
  readonly #commits: Tally;
  readonly #prepareVotes: PhaseVotes;
  readonly #commitVotes: PhaseVotes;
  readonly #views: ViewSynchroniser;
  readonly #viewChanges: ViewChanges;
  readonly #variant: Variant;
  readonly #fastQuorum: number;
  readonly #isValidator: Uint8Array;
  readonly #prepareQuorum: number;
  readonly #commitQuorum: number;
  readonly #blocking: number;
  // State of every node.
  readonly #height: Int32Array;
  readonly #view: Int32Array;
  readonly #stage: Uint8Array;
  /** Vote set that the node votes on in its view, -1 without. */
  readonly #accepted: Int32Array;
  readonly #viewChangeState: ViewChangeState;
  /** Deadline for the prepares of all nodes. */
  readonly #fastUntil: Float64Array;
  readonly #entered: EnteredNodes;

  constructor(
    network: Network,
    rules: ChainRules,
    application: Application,
    nodes: number,
    catchUp: CatchUp,
    variant: Variant = AS_PUBLISHED,
  ) {
    this.#network = network;
    this.#rules = rules;
    this.#application = application;
    this.#catchUp = catchUp;
    this.#voteSets = new VoteSets(nodes, 2);
    [this.#prepares, this.#commits] = this.#voteSets.phases;
    this.#views = new ViewSynchroniser(network, rules, application, nodes, {
      propose: (node) => this.#propose(node, Message.prePrepare),
      resume: (node) => this.#resume(node),
      ask: (node, name) => this.#sendViewChange(node, name),
      await: (node) => {
        if (!this.#isValidator[node]) return;
        this.#resume(node);
        this.#announceIfReady(node);
      },
      forget: (height) => this.#forget(height),
    });
    this.#viewChanges = new ViewChanges(nodes);
    this.#variant = variant;
    this.#fastQuorum = variant.fastQuorum;
    this.#isValidator = this.#views.isValidator;
    this.#commitQuorum = rules.faults.quorum;
    this.#prepareQuorum = this.#commitQuorum - 1;
    this.#blocking = rules.faults.blocking;
    const { topic } = rules;
    this.#prepareVotes = new PhaseVotes(
      network,
      {
        topic,
        kind: Message.prepare,
        needed: this.#hasFastPath ? this.#fastQuorum : this.#prepareQuorum,
        tally: this.#prepares,
        mustDeliver: () => !this.#entered.areAll,
        onDissolved: (voteSet) => this.#takeBlocks(this.#prepares, voteSet),
      },
      this.#voteSets,
    );
    this.#commitVotes = new PhaseVotes(
      network,
      {
        topic,
        kind: Message.commit,
        needed: this.#commitQuorum,
        tally: this.#commits,
        // With a fast path, commits go to stragglers alone.
        mustDeliver: () => this.#hasFastPath || !this.#entered.areAll,
        // Commits show node that it has fallen behind.
        hears: (node, voteSet) => this.#height[node] < this.#voteSets.height[voteSet],
        onDissolved: (voteSet) => this.#takeBlocks(this.#commits, voteSet),
      },
      this.#voteSets,
    );
    this.#entered = new EnteredNodes(nodes);
    this.#height = this.#views.height;
    this.#view = this.#views.view;
    this.#stage = this.#views.stage;
    this.#accepted = this.#views.accepted;
    this.#viewChangeState = new ViewChangeState(nodes);
    this.#fastUntil = new Float64Array(nodes);
  }

  height(node: number): number {
    return this.#height[node];
  }

  view(node: number): number {
    return this.#view[node];
  }

  inRound(node: number): boolean {
    return this.#views.inRound(node);
  }

  begin(node: number, at: number): void {
    this.#entered.add(node);
    this.#views.begin(node, at);
  }

  reconsider(node: number): void {
    this.#views.reconsider(node);
  }

  has(node: number, content: number): boolean {
    const height = this.#height[node];
    if (this.#voteSets.has(node, height, content)) return true;
    if (this.#rules.votes === 'digest') return false;
    // It may have votes with the block of which it is not notified.
    return this.#voteSets
      .at(height)
      .filter((voteSet) => this.#voteSets.content[voteSet] === content)
      .some((voteSet) =>
        [this.#prepareVotes, this.#commitVotes].some((votes) => votes.voters(node, voteSet).length > 0),
      );
  }

  adopt(node: number, height: number, content: number, voters: () => number[]): void {
    if (this.#height[node] !== height) return;
    this.#decide(node, content, this.#view[node], voters);
  }

  restart(node: number, losesVotes: boolean): void {
    this.#prepareVotes.deliverAll();
    this.#commitVotes.deliverAll();
    this.#voteSets.lose(node, this.#prepareQuorum);
    this.#viewChanges.lose(node);
    this.#views.restart(node, losesVotes);
    if (losesVotes) this.#viewChangeState.forget(node);
  }

  about(subject: number, content: number): number {
    return this.#voteSets.about(subject, content);
  }

  end(): void {
    this.#prepareVotes.end();
    this.#commitVotes.end();
  }

  receive(event: NetworkEvent): void {
    const { node, sender, kind } = event;
    if (kind === Message.viewChange) {
      this.#receiveViewChange(node, sender, event.subject);
      return;
    }
    const voteSet = this.#voteSets.slot(event.subject);
    if (voteSet < 0) return;
    if (kind === Message.prepare) {
      if (!this.#isValidator[sender]) return;
      const prepares = this.#prepareVotes.receive(node, voteSet, sender, event.votes);
      if (this.#rules.votes === 'block') this.#takeBlock(node, voteSet);
      if (prepares >= this.#fastQuorum && this.#voteSets.height[voteSet] === this.#height[node]) {
        this.#decideIfPossible(node, voteSet, sender);
      } else if (prepares >= this.#prepareQuorum && this.#accepted[node] === voteSet) {
        this.#prepareIfReady(node, voteSet);
      }
    } else if (kind === Message.commit) {
      if (!this.#isValidator[sender]) return;
      const commits = this.#commitVotes.receive(node, voteSet, sender, event.votes);
      if (this.#rules.votes === 'block') this.#takeBlock(node, voteSet);
      const height = this.#voteSets.height[voteSet];
      if (height === this.#height[node]) {
        if (commits >= this.#commitQuorum) this.#decideIfPossible(node, voteSet, sender);
      } else if (height > this.#height[node]) {
        this.#catchUp.ahead(node, sender, height);
      } else if (commits > 0) {
        this.#help(node, voteSet, sender);
      }
    } else if (this.#mayPropose(node, sender, voteSet)) {
      this.#receiveProposal(node, voteSet);
    }
  }

  wake(event: NetworkEvent): void {
    if (this.#views.wake(event)) return;
    const { node } = event;
    const voteSet = this.#voteSets.slot(event.subject);
    if (voteSet < 0 || this.#accepted[node] !== voteSet) return;
    if (event.kind === FAST_PATH) {
      if (this.#fastUntil[node] > this.#network.now) return;
      // So far node was notified when it had everyone's prepares. From now on a quorum of them matters, to the others as well.
      this.#prepareVotes.deliverAllOn(voteSet);
      this.#prepareIfReady(node, voteSet);
    } else if (this.#stage[node] === Stage.validating) {
      this.#sendPrepare(node, voteSet);
    }
  }

  /** Processes what arrived for node's height and view before node reached them. */
  #resume(node: number): void {
    const height = this.#height[node];
    for (const voteSet of this.#voteSets.at(height)) {
      if (this.#voteSets.proposed[voteSet * this.#height.length + node] & Has.proposal)
        this.#receiveProposal(node, voteSet);
      if (this.#height[node] !== height) return;
      if (this.#isDecided(node, voteSet)) this.#decideIfPossible(node, voteSet, this.#voters(node, voteSet)[0]);
      if (this.#height[node] !== height) return;
    }
  }

  /** Node, whose turn it is, proposes a new block or, after a view change, the content of a certificate. */
  #propose(node: number, kind: number): void {
    const { topic, headerSize, voteSize } = this.#rules;
    const height = this.#height[node];
    const view = this.#view[node];
    // It proposed before it crashed.
    if (this.#viewChangeState.hasVoted(node, view)) return;
    const isNewView = kind === Message.newView;
    const changes = isNewView ? this.#viewChanges.of(node, height, view) : [];
    const bound = isNewView ? this.#variant.bound(changes) : undefined;
    const content = bound?.content ?? this.#application.propose(node, height, view);
    const voteSet = this.#voteSets.open(height, view, content, bound?.view ?? -1);
    if (isNewView) this.#viewChanges.announce(this.#voteSets.handle(voteSet), changes);
    const certificates = isNewView ? this.#commitQuorum * voteSize : 0;
    const size = headerSize + this.#application.size(content) + certificates;
    this.#network.broadcast(topic, kind, node, this.#voteSets.handle(voteSet), size, height, view);
    this.#voteSets.proposed[voteSet * this.#height.length + node] = Has.proposal | Has.block;
    this.#accepted[node] = voteSet;
    this.#startPreparing(node, voteSet);
    this.#prepareIfReady(node, voteSet);
  }

  /**
   * Whether node takes a proposal from its sender: it is the sender's turn, and after a view change the proposal is what
   * the view changes of a quorum demand, which the sender has received (Castro and Liskov 1999, Section 4.4).
   */
  #mayPropose(node: number, sender: number, voteSet: number): boolean {
    const height = this.#voteSets.height[voteSet];
    // It has no effect any more.
    if (height < this.#height[node]) return true;
    const view = this.#voteSets.view[voteSet];
    if (this.#application.proposer(height, view) !== sender) return false;
    return view === 0 || this.#isDemanded(sender, voteSet);
  }

  /** Whether the view changes of a quorum, which the proposer of a later view has received, demand what it proposes. */
  #isDemanded(sender: number, voteSet: number): boolean {
    const height = this.#voteSets.height[voteSet];
    const view = this.#voteSets.view[voteSet];
    const changes = this.#viewChanges.announced(this.#voteSets.handle(voteSet));
    const isReceived = (change: ViewChange) =>
      change.height === height && change.view === view && this.#viewChanges.isKnown(sender, change);
    if (changes.length < this.#commitQuorum || !changes.every(isReceived)) return false;
    const bound = this.#variant.bound(changes);
    const proof = this.#voteSets.proof[voteSet];
    return bound ? bound.view === proof && bound.content === this.#voteSets.content[voteSet] : proof < 0;
  }

  /** Whether the sender of a view change has the prepares that it claims to have. */
  #isPrepared({ sender, height, preparedView, preparedContent }: ViewChange): boolean {
    if (preparedView < 0) return true;
    const voteSet = this.#voteSets.find(height, preparedView, preparedContent);
    return voteSet >= 0 && this.#prepares.counts[voteSet * this.#height.length + sender] >= this.#prepareQuorum;
  }

  #receiveProposal(node: number, voteSet: number): void {
    this.#application.received?.(node, this.#voteSets.content[voteSet]);
    this.#voteSets.proposed[voteSet * this.#height.length + node] |= Has.proposal | Has.block;
    if (this.#voteSets.height[voteSet] !== this.#height[node]) return;
    const stage = this.#stage[node];
    if (stage === Stage.resting) return;
    const view = this.#voteSets.view[voteSet];
    if (view > 0 && (view > this.#view[node] || stage === Stage.changing)) {
      if (view < this.#view[node]) return;
      this.#views.enter(node, view);
    }
    if (view === this.#view[node] && this.#stage[node] === Stage.open) this.#validate(node, voteSet);
    if (this.#isOpen(node, voteSet) && this.#isDecided(node, voteSet)) this.#decideIfPossible(node, voteSet, node);
  }

  #validate(node: number, voteSet: number): void {
    if (!this.#viewChangeState.mayVote(node, this.#view[node], this.#voteSets.content[voteSet])) return;
    const verdict =
      this.#voteSets.proof[voteSet] >= 0 ? 'accept' : this.#application.validate(node, this.#voteSets.content[voteSet]);
    if (verdict === 'reject') this.#views.reject(node);
    if (verdict === 'accept' && this.#views.accept(node, voteSet, this.#voteSets.handle(voteSet)))
      this.#sendPrepare(node, voteSet);
  }

  #sendPrepare(node: number, voteSet: number): void {
    this.#startPreparing(node, voteSet);
    if (this.#isValidator[node]) {
      this.#prepareVotes.cast(node, voteSet, this.#voteSize(voteSet));
    }
    this.#prepareIfReady(node, voteSet);
  }

  /** Node votes for this content, and waits for everyone's prepares if the protocol has a fast path. */
  #startPreparing(node: number, voteSet: number): void {
    this.#stage[node] = Stage.preparing;
    const view = this.#voteSets.view[voteSet];
    this.#viewChangeState.voted(node, view, this.#voteSets.content[voteSet]);
    if (!this.#hasFastPath) return;
    this.#fastUntil[node] = this.#network.now + this.#rules.timeout(node, view) * this.#variant.fastTimeout;
    const handle = this.#voteSets.handle(voteSet);
    this.#network.wake(this.#fastUntil[node], this.#rules.topic, node, FAST_PATH, handle);
  }

  #prepareIfReady(node: number, voteSet: number): void {
    if (this.#stage[node] !== Stage.preparing) return;
    const at = voteSet * this.#height.length + node;
    const prepares = this.#prepares.counts[at];
    if (prepares < this.#prepareQuorum) return;
    // A quorum has committed, so waiting for everyone's votes gains nothing.
    if (this.#network.now < this.#fastUntil[node] && this.#commits.counts[at] < this.#commitQuorum) {
      if (prepares >= this.#fastQuorum) this.#decideIfPossible(node, voteSet, node);
      return;
    }
    this.#stage[node] = Stage.committing;
    if (this.#isValidator[node]) {
      this.#viewChangeState.prepared(node, this.#voteSets.view[voteSet], this.#voteSets.content[voteSet]);
      this.#commitVotes.cast(node, voteSet, this.#voteSize(voteSet));
    }
    if (this.#commits.counts[at] >= this.#commitQuorum) this.#decideIfPossible(node, voteSet, node);
  }

  get #hasFastPath(): boolean {
    return this.#fastQuorum !== NEVER;
  }

  /** Node has received a vote with the block. */
  #takeBlock(node: number, voteSet: number): void {
    this.#voteSets.proposed[voteSet * this.#height.length + node] |= Has.block;
  }

  /** The votes that nodes have received are counted one by one from now on. */
  #takeBlocks(tally: Tally, voteSet: number): void {
    if (this.#rules.votes === 'digest') return;
    for (let node = 0; node < tally.nodes; node++)
      if (tally.counts[voteSet * tally.nodes + node] > 0) this.#takeBlock(node, voteSet);
  }

  /**
   * A quorum of commits decides. A node that takes part in the view must have prepared as well (committed-local). One that
   * could not accept the proposal takes the block with the commits as its certificate. One that has given up the view
   * accepts no commits of it (Castro and Liskov 1999, Sections 4.2 and 4.4).
   */
  #decideIfPossible(node: number, voteSet: number, sender: number): void {
    if (!this.#isOpen(node, voteSet)) return;
    if (this.#voteSets.proposed[voteSet * this.#height.length + node] === 0) {
      this.#catchUp.awaited(node, sender, this.#network.now + this.#copyMayTake(node));
      // Every further node that commits can also be asked for the block.
      this.#commitVotes.listen(node, voteSet);
      return;
    }
    const isFast = this.#prepares.counts[voteSet * this.#height.length + node] >= this.#fastQuorum;
    if (this.#accepted[node] === voteSet && this.#stage[node] !== Stage.committing && !isFast) {
      this.#prepareIfReady(node, voteSet);
      return;
    }
    const hasStragglers = this.#commits.counts[voteSet * this.#height.length + node] < this.#commitQuorum;
    this.#decide(node, this.#voteSets.content[voteSet], this.#voteSets.view[voteSet], this.#asVoters(node, voteSet));
    if (hasStragglers) for (const other of this.#commits.voters(voteSet, node)) this.#help(node, voteSet, other);
  }

  /** Whether node may still decide in the view of a vote set on its height. */
  #isOpen(node: number, voteSet: number): boolean {
    if (this.#voteSets.height[voteSet] !== this.#height[node] || this.#stage[node] === Stage.resting) return false;
    return this.#voteSets.view[voteSet] >= this.#view[node];
  }

  #isDecided(node: number, voteSet: number): boolean {
    const at = voteSet * this.#height.length + node;
    return this.#commits.counts[at] >= this.#commitQuorum || this.#prepares.counts[at] >= this.#fastQuorum;
  }

  /**
   * {@link #voters} on demand. The closure is created here, because a function that creates one keeps its variables on
   * the heap.
   */
  #asVoters(node: number, voteSet: number): () => number[] {
    return () => this.#voters(node, voteSet);
  }

  /** The nodes whose votes a decision rests on: those that have committed or, on the fast path, everyone. */
  #voters(node: number, voteSet: number): number[] {
    const commits = this.#commits.counts[voteSet * this.#height.length + node];
    return commits >= this.#commitQuorum ? this.#commitVotes.voters(node, voteSet) : Array.from(this.#rules.validators);
  }

  /** Node, which has decided on prepares alone, sends its commit to a straggler that cannot. */
  #help(node: number, voteSet: number, straggler: number): void {
    if (this.#prepares.counts[voteSet * this.#height.length + node] < this.#fastQuorum) return;
    if (!this.#isValidator[node] || straggler === node || this.#commits.has(voteSet, node, node)) return;
    const { height, view } = this.#voteSets;
    const handle = this.#voteSets.handle(voteSet);
    const { topic } = this.#rules;
    this.#network.send(
      topic,
      Message.commit,
      node,
      straggler,
      handle,
      this.#voteSize(voteSet),
      height[voteSet],
      view[voteSet],
    );
  }

  /** How long node waits for the copy of a block that a quorum has, counted from the start of its view, ns. */
  #copyMayTake(node: number): number {
    const began = this.#views.deadlines.of(node) - this.#rules.timeout(node, this.#view[node]);
    return remainder(this.#network.now - began, this.#rules.faults);
  }

  #voteSize(voteSet: number): number {
    const { votes, voteSize, headerSize } = this.#rules;
    return votes === 'digest' ? voteSize : headerSize + this.#application.size(this.#voteSets.content[voteSet]);
  }

  #decide(node: number, content: number, view: number, voters: () => number[]): void {
    const height = this.#height[node];
    const givenUp = this.#viewChanges.after(node, height, view);
    this.#views.nextHeight(node);
    this.#viewChangeState.forget(node);
    // A node that has given up the view ignores its votes, so it must learn that it can ask for the decision.
    for (const sender of givenUp) if (sender !== node) this.#catchUp.behind(node, sender);
    this.#application.decided(node, height, content, view, voters);
  }

  /** As {@link ViewProtocol.forget}. */
  #forget(kept: number): void {
    this.#voteSets.forget(kept);
    this.#viewChanges.forget(kept);
  }

  #sendViewChange(node: number, name: number): void {
    if (!this.#isValidator[node]) return;
    const { topic, voteSize } = this.#rules;
    const height = this.#height[node];
    const view = this.#view[node];
    const message = this.#viewChangeState.viewChange(node, height, view);
    const { number } = this.#viewChanges.add(message);
    const certificate = message.preparedView >= 0 ? this.#commitQuorum * voteSize : 0;
    this.#network.broadcast(topic, Message.viewChange, node, number, voteSize + certificate, height, name);
    this.#viewChanges.learn(node, message);
  }

  #receiveViewChange(node: number, sender: number, number: number): void {
    const message = this.#viewChanges.message(number);
    if (!message) return;
    const height = this.#height[node];
    if (message.height < height) {
      this.#catchUp.behind(node, sender);
      return;
    }
    if (message.sender !== sender || !this.#isValidator[sender] || !this.#isPrepared(message)) return;
    const known = this.#viewChanges.learn(node, message);
    if (message.height > height) {
      this.#catchUp.ahead(node, sender, message.height);
      return;
    }
    if (this.#stage[node] === Stage.resting || !this.#isValidator[node]) return;
    // One of them is honest, and the view cannot succeed without them. Waiting for node's own timeout would only divide the
    // nodes.
    if (message.view > this.#view[node] && known >= this.#blocking) this.#views.change(node, message.view);
    this.#announceIfReady(node);
  }

  /**
   * Once a quorum has asked for the new view, its proposer announces it, and the others wait for that no longer than a
   * timeout (Castro and Liskov 1999, Section 4.5.2).
   */
  #announceIfReady(node: number): void {
    const height = this.#height[node];
    const view = this.#view[node];
    if (this.#stage[node] !== Stage.changing) return;
    if (this.#viewChanges.known(node, height, view) < this.#commitQuorum) return;
    const until = this.#network.now + this.#rules.timeout(node, view);
    if (this.#application.proposer(height, view) !== node) {
      this.#views.deadlines.bringForward(node, until);
      return;
    }
    this.#views.deadlines.set(node, until);
    this.#propose(node, Message.newView);
  }
}
