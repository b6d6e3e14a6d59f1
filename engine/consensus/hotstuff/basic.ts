import type { Network, NetworkEvent } from '../../network/message.js';
import type { Application, CatchUp, ChainRules, Consensus } from '../protocol.js';
import { OWN_STAGES, ViewStage, ViewSynchroniser } from '../view-synchroniser.js';
import { VoteSets } from '../vote-sets.js';
import type { NewView } from './new-views.js';
import { Pacemaker, PacemakerMessage } from './pacemaker.js';

/** Kinds of messages, in the order of the protocol table. */
const Message = {
  prepare: 0,
  prepareVote: 1,
  preCommit: 2,
  preCommitVote: 3,
  commit: 4,
  commitVote: 5,
  decide: 6,
  ...PacemakerMessage,
} as const;
/** By phase: the kind of its votes, and the kind of the message that carries its certificate. */
const VOTES: readonly number[] = [Message.prepareVote, Message.preCommitVote, Message.commitVote];
const CERTIFICATES: readonly number[] = [Message.preCommit, Message.commit, Message.decide];

/** Phases in which nodes vote: prepare, pre-commit and commit. */
const PHASES = 3;
const PREPARE = 0;
const PRE_COMMIT = 1;
const COMMIT = 2;

/** How far a node is in its view. */
const Stage = { ...ViewStage, voting: OWN_STAGES } as const;

/** What a node has of a vote set, as bits: the proposal, and, while it rests, the certificate that decides it. */
const Has = { proposal: 1, decision: 2 } as const;

/** Larger than the number of views of any height, so that rounds can be numbered height by height. */
const MAX_VIEWS = 2 ** 24;

/** Sent by a node that gives up a view: the latest certificate that it has seen. */
interface NewViewMessage extends NewView {
  height: number;
  view: number;
  /** View and content of the node's `prepareQC` at this height; view -1 where it has none. */
  justifyView: number;
  justifyContent: number;
}

const roundOf = (height: number, view: number) => height * MAX_VIEWS + view;
const certifiedView = ({ justifyView }: NewViewMessage) => justifyView;

/**
 * HotStuff (Yin, Malkhi, Reiter, Golan Gueta and Abraham, PODC 2019; arXiv 1803.05069) for all nodes of one chain.
 *
 * Each height has three phases under one leader. They are not pipelined: the nodes of a primary change their configuration
 * between rounds, so a round ends before the next one begins. Three certificates in a row decide a block, as in the
 * three-chain of Section 5, but without further blocks: they are the pre-commit, commit and decide messages of
 * Algorithm 2. The leader sends each to everyone; votes go to the leader alone. The proposal of a height carries the
 * certificate by which its predecessor was decided, as in the chained form. It needs no new-view messages unless a view
 * has failed.
 *
 * The paper leaves the choice of leaders and timeouts to its pacemaker (Section 6). Here a leader stays for all phases of
 * its block. A node that gives up a view tells the leader of the next one. That leader calls everyone as soon as the
 * nodes that have not asked for its view are too few for a quorum, and proposes with a quorum of new-view messages. Their
 * highest certificate names the content that may have been decided. Certificates are threshold signatures, as large as
 * one vote.
 *
 * All phases of a view are in one file: each continues from the state that the previous one left, as in
 * Algorithm 2.
 */
export class BasicHotStuff implements Consensus {
  readonly #network: Network;
  readonly #rules: ChainRules;
  readonly #application: Application;
  readonly #catchUp: CatchUp;
  readonly #nodes: number;
  readonly #voteSets: VoteSets;
  readonly #views: ViewSynchroniser;
  readonly #pacemaker: Pacemaker<NewViewMessage>;
  readonly #isValidator: Uint8Array;
  readonly #quorum: number;
  /** Vote set on which a height was decided, by height. */
  readonly #decided = new Map<number, number>();
  // State of every node.
  readonly #height: Int32Array;
  readonly #view: Int32Array;
  readonly #stage: Uint8Array;
  /** Vote set of the proposal that the node votes on in its view, -1 without. */
  readonly #accepted: Int32Array;
  /** Phases of its view in which the node has voted. */
  readonly #voted: Uint8Array;
  /** `prepareQC`. */
  readonly #justifyView: Int32Array;
  readonly #justifyContent: Int32Array;
  /** `lockedQC`. */
  readonly #lockedView: Int32Array;
  readonly #lockedContent: Int32Array;

  constructor(network: Network, rules: ChainRules, application: Application, nodes: number, catchUp: CatchUp) {
    this.#network = network;
    this.#rules = rules;
    this.#application = application;
    this.#catchUp = catchUp;
    this.#nodes = nodes;
    this.#voteSets = new VoteSets(nodes, PHASES);
    this.#views = new ViewSynchroniser(network, rules, application, nodes, {
      propose: (node) => this.#propose(node),
      resume: (node) => this.#resume(node),
      entered: (node) => {
        this.#voted[node] = 0;
      },
      ask: (node, name) => this.#sendNewView(node, name),
      await: (node) => {
        this.#resume(node);
        this.#proposeIfReady(node);
      },
      forget: (height) => this.#forget(height),
    });
    this.#isValidator = this.#views.isValidator;
    this.#quorum = rules.faults.quorum;
    this.#pacemaker = new Pacemaker(network, rules);
    this.#height = this.#views.height;
    this.#view = this.#views.view;
    this.#stage = this.#views.stage;
    this.#accepted = this.#views.accepted;
    this.#voted = new Uint8Array(nodes);
    this.#justifyView = new Int32Array(nodes).fill(-1);
    this.#justifyContent = new Int32Array(nodes).fill(-1);
    this.#lockedView = new Int32Array(nodes).fill(-1);
    this.#lockedContent = new Int32Array(nodes).fill(-1);
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
    this.#views.begin(node, at);
  }

  reconsider(node: number): void {
    this.#views.reconsider(node);
  }

  has(node: number, content: number): boolean {
    return this.#voteSets.has(node, this.#height[node], content);
  }

  adopt(node: number, height: number, content: number, voters: () => number[]): void {
    if (this.#height[node] === height) this.#decide(node, content, this.#view[node], voters);
  }

  restart(node: number, losesVotes: boolean): void {
    this.#voteSets.lose(node, this.#quorum);
    // The leader of a height is unknown after all nodes have passed it.
    const isOpen = (height: number) => height >= this.#height[node];
    this.#pacemaker.lose(({ height, view }) => isOpen(height) && this.#application.proposer(height, view) === node);
    this.#views.restart(node, losesVotes);
    if (losesVotes) this.#forgetVotes(node);
  }

  /** Node has not voted at its height, and holds no certificate and no lock. */
  #forgetVotes(node: number): void {
    this.#voted[node] = 0;
    this.#justifyView[node] = -1;
    this.#justifyContent[node] = -1;
    this.#lockedView[node] = -1;
    this.#lockedContent[node] = -1;
  }

  about(subject: number, content: number): number {
    return this.#voteSets.about(subject, content);
  }

  receive(event: NetworkEvent): void {
    const { node, sender, kind } = event;
    if (kind >= Message.newView) {
      if (kind === Message.newView) this.#receiveNewView(node, sender, event.subject);
      else this.#receiveCall(node, sender, event.subject);
      return;
    }
    const voteSet = this.#voteSets.slot(event.subject);
    if (voteSet < 0) return;
    const phase = VOTES.indexOf(kind);
    if (phase >= 0) {
      this.#countVote(node, voteSet, phase, sender);
      return;
    }
    if (kind === Message.prepare) {
      this.#voteSets.proposed[voteSet * this.#nodes + node] = Has.proposal;
      this.#application.received?.(node, this.#voteSets.content[voteSet]);
    }
    const height = this.#voteSets.height[voteSet];
    if (height > this.#height[node]) this.#followChain(node, sender, height);
    if (height !== this.#height[node] || sender !== this.#application.proposer(height, this.#voteSets.view[voteSet]))
      return;
    const certified = CERTIFICATES.indexOf(kind);
    if (certified < 0) this.#receiveProposal(node, voteSet);
    else if (!this.#isCertified(voteSet, certified)) return;
    else if (kind === Message.decide) this.#decideIfPossible(node, voteSet, sender);
    else this.#receiveCertificate(node, voteSet, certified + 1);
  }

  wake(event: NetworkEvent): void {
    if (this.#views.wake(event) || this.#stage[event.node] !== Stage.validating) return;
    const voteSet = this.#voteSets.slot(event.subject);
    if (voteSet < 0 || this.#accepted[event.node] !== voteSet) return;
    this.#stage[event.node] = Stage.voting;
    this.#vote(event.node, voteSet, PREPARE);
  }

  /** Algorithm 2, prepare phase as a leader: proposes the content of the highest certificate, or else a new block. */
  #propose(node: number): void {
    // It proposed before it crashed.
    if (this.#voted[node] > PREPARE) return;
    const { topic, headerSize, voteSize } = this.#rules;
    const height = this.#height[node];
    const view = this.#view[node];
    const bound = this.#pacemaker.highest(roundOf(height, view), certifiedView);
    const content = bound?.justifyContent ?? this.#application.propose(node, height, view);
    const voteSet = this.#voteSets.open(height, view, content, bound?.justifyView ?? -1);
    const certificate = height > 1 || bound ? voteSize : 0;
    const size = headerSize + this.#application.size(content) + certificate;
    this.#network.broadcast(topic, Message.prepare, node, this.#voteSets.handle(voteSet), size, height, view);
    this.#voteSets.proposed[voteSet * this.#nodes + node] = Has.proposal;
    this.#accepted[node] = voteSet;
    this.#stage[node] = Stage.voting;
    this.#vote(node, voteSet, PREPARE);
  }

  /** Whether the leader of a vote set's view has the votes of a quorum in a phase: a certificate says so. */
  #isCertified(voteSet: number, phase: number): boolean {
    const leader = this.#application.proposer(this.#voteSets.height[voteSet], this.#voteSets.view[voteSet]);
    return this.#voteSets.phases[phase].counts[voteSet * this.#nodes + leader] >= this.#quorum;
  }

  /** Whether the certificate that a proposal or a new-view message carries is real. @param view of the certificate, -1 without one */
  #isJustified(height: number, view: number, content: number): boolean {
    if (view < 0) return true;
    const justified = this.#voteSets.find(height, view, content);
    return justified >= 0 && this.#isCertified(justified, PREPARE);
  }

  #receiveProposal(node: number, voteSet: number): void {
    const view = this.#voteSets.view[voteSet];
    const stage = this.#stage[node];
    if (stage === Stage.resting || view < this.#view[node]) return;
    if (view > this.#view[node] || (stage === Stage.changing && view > 0)) this.#views.enter(node, view);
    const { height, proof, content } = this.#voteSets;
    const isJustified = this.#isJustified(height[voteSet], proof[voteSet], content[voteSet]);
    if (this.#stage[node] === Stage.open && isJustified) this.#validate(node, voteSet);
  }

  /** Algorithm 1, `safeNode`: the proposal extends the content that node is locked on, or carries a later certificate. */
  #validate(node: number, voteSet: number): void {
    const content = this.#voteSets.content[voteSet];
    const proof = this.#voteSets.proof[voteSet];
    const locked = this.#lockedView[node];
    if (locked >= 0 && content !== this.#lockedContent[node] && proof <= locked) return;
    const verdict = proof >= 0 ? 'accept' : this.#application.validate(node, content);
    if (verdict === 'reject') this.#views.reject(node);
    if (verdict !== 'accept' || !this.#views.accept(node, voteSet, this.#voteSets.handle(voteSet))) return;
    this.#stage[node] = Stage.voting;
    this.#vote(node, voteSet, PREPARE);
  }

  /**
   * Algorithm 2, pre-commit and commit phases as a replica. A later certificate also covers replicas that missed the
   * previous one.
   */
  #receiveCertificate(node: number, voteSet: number, phase: number): void {
    const view = this.#voteSets.view[voteSet];
    const stage = this.#stage[node];
    if (stage === Stage.resting || view < this.#view[node]) return;
    if (view > this.#view[node] || stage === Stage.changing) this.#views.enter(node, view);
    this.#justify(node, voteSet, phase);
    if (this.#stage[node] === Stage.open || this.#stage[node] === Stage.validating) {
      this.#accepted[node] = voteSet;
      this.#stage[node] = Stage.voting;
    }
    this.#vote(node, voteSet, phase);
  }

  /** Node has seen the certificate of the phase before. */
  #justify(node: number, voteSet: number, phase: number): void {
    const view = this.#voteSets.view[voteSet];
    const content = this.#voteSets.content[voteSet];
    if (phase >= PRE_COMMIT && view > this.#justifyView[node]) {
      this.#justifyView[node] = view;
      this.#justifyContent[node] = content;
    }
    if (phase >= COMMIT && view > this.#lockedView[node]) {
      this.#lockedView[node] = view;
      this.#lockedContent[node] = content;
    }
  }

  /** Votes once in a phase, to the leader alone. */
  #vote(node: number, voteSet: number, phase: number): void {
    if (!this.#isValidator[node] || this.#voted[node] > phase) return;
    this.#voted[node] = phase + 1;
    const { topic, votes, voteSize, headerSize } = this.#rules;
    const { height, view, content } = this.#voteSets;
    const leader = this.#application.proposer(height[voteSet], view[voteSet]);
    if (leader === node) {
      this.#countVote(node, voteSet, phase, node);
      return;
    }
    const size = votes === 'digest' ? voteSize : headerSize + this.#application.size(content[voteSet]);
    const handle = this.#voteSets.handle(voteSet);
    this.#network.send(topic, VOTES[phase], node, leader, handle, size, height[voteSet], view[voteSet]);
  }

  /** Node, the leader, counts a vote. A quorum of them is the certificate of the phase, which it sends to everyone. */
  #countVote(node: number, voteSet: number, phase: number, sender: number): void {
    if (!this.#isValidator[sender]) return;
    const votes = this.#voteSets.phases[phase].add(voteSet, node, sender);
    const { height, view } = this.#voteSets;
    if (votes !== this.#quorum || height[voteSet] !== this.#height[node] || view[voteSet] !== this.#view[node]) return;
    if (this.#stage[node] !== Stage.voting) return;
    const handle = this.#voteSets.handle(voteSet);
    const { topic, voteSize } = this.#rules;
    this.#network.broadcast(topic, CERTIFICATES[phase], node, handle, voteSize, height[voteSet], view[voteSet]);
    if (phase < COMMIT) {
      this.#justify(node, voteSet, phase + 1);
      this.#vote(node, voteSet, phase + 1);
      return;
    }
    this.#decided.set(height[voteSet], handle);
    this.#decideIfPossible(node, voteSet, node);
  }

  /** Sender works on a later height, so its proposal carries the certificate of the height before. */
  #followChain(node: number, sender: number, height: number): void {
    const voteSet = this.#voteSets.slot(this.#decided.get(this.#height[node]) ?? -1);
    const isNext = height === this.#height[node] + 1;
    if (voteSet >= 0 && isNext && this.#isCertified(voteSet, COMMIT)) this.#decideIfPossible(node, voteSet, sender);
    else if (this.#stage[node] !== Stage.resting) this.#catchUp.missing(node, sender, height);
  }

  /** The certificate of the commit phase decides; node still needs the block itself. */
  #decideIfPossible(node: number, voteSet: number, sender: number): void {
    if (this.#stage[node] === Stage.resting) {
      this.#voteSets.proposed[voteSet * this.#nodes + node] |= Has.decision;
      return;
    }
    if ((this.#voteSets.proposed[voteSet * this.#nodes + node] & Has.proposal) === 0) {
      this.#catchUp.missing(node, sender);
      return;
    }
    const leader = this.#application.proposer(this.#voteSets.height[voteSet], this.#voteSets.view[voteSet]);
    this.#decide(node, this.#voteSets.content[voteSet], this.#voteSets.view[voteSet], () =>
      this.#voteSets.phases[COMMIT].voters(voteSet, leader),
    );
  }

  #decide(node: number, content: number, view: number, voters: () => number[]): void {
    const height = this.#height[node];
    this.#views.nextHeight(node);
    this.#forgetVotes(node);
    this.#application.decided(node, height, content, view, voters);
  }

  /** As {@link ViewProtocol.forget}. */
  #forget(kept: number): void {
    this.#voteSets.forget(kept);
    this.#pacemaker.forget(roundOf(kept, 0));
    this.#decided.delete(kept - 1);
  }

  /** Processes what arrived for node's height before node reached it. */
  #resume(node: number): void {
    const height = this.#height[node];
    for (const voteSet of this.#voteSets.at(height)) {
      const proposed = this.#voteSets.proposed[voteSet * this.#nodes + node];
      if (proposed & Has.decision) {
        this.#decideIfPossible(node, voteSet, this.#application.proposer(height, this.#voteSets.view[voteSet]));
      } else if (proposed & Has.proposal) {
        this.#receiveProposal(node, voteSet);
      }
      if (this.#height[node] !== height) return;
    }
  }

  /** Node sends the latest certificate that it has seen to the leader of its view. */
  #sendNewView(node: number, name: number): void {
    if (!this.#isValidator[node]) return;
    const message = this.#newView(node);
    const leader = this.#application.proposer(message.height, message.view);
    this.#pacemaker.tell(leader, message, message.justifyView >= 0, message.height, name);
    this.#callIfSure(node);
  }

  #newView(node: number): NewViewMessage {
    const height = this.#height[node];
    const view = this.#view[node];
    return {
      round: roundOf(height, view),
      height,
      view,
      sender: node,
      justifyView: this.#justifyView[node],
      justifyContent: this.#justifyContent[node],
    };
  }

  #receiveNewView(node: number, sender: number, number: number): void {
    const message = this.#pacemaker.message(number);
    if (message?.sender !== sender || !this.#isValidator[sender]) return;
    if (!this.#isJustified(message.height, message.justifyView, message.justifyContent)) return;
    if (this.#application.proposer(message.height, message.view) !== node) return;
    this.#pacemaker.learn(number);
    if (!this.#isNow(node, sender, message.height)) return;
    // The leader of that view joins them.
    const joins = message.view > this.#view[node] && this.#pacemaker.isSure(message.round);
    if (joins && this.#stage[node] !== Stage.resting) this.#views.change(node, message.view);
    else if (message.view === this.#view[node]) this.#callIfSure(node);
    this.#proposeIfReady(node);
  }

  #callIfSure(node: number): void {
    if (!this.#views.leads(node)) return;
    this.#pacemaker.callIfSure(this.#newView(node), this.#height[node], this.#view[node]);
  }

  /** Sender leads a view, and shows that there can be no quorum in an earlier one. */
  #receiveCall(node: number, sender: number, number: number): void {
    const call = this.#pacemaker.call(number, sender);
    if (!call || this.#application.proposer(call.height, call.view) !== sender) return;
    if (!this.#isNow(node, sender, call.height)) return;
    const stage = this.#stage[node];
    if (stage === Stage.resting || !this.#isValidator[node]) return;
    if (call.view > this.#view[node]) {
      this.#views.change(node, call.view);
    } else if (call.view === this.#view[node] && stage === Stage.changing) {
      this.#views.deadlines.bringForward(node, this.#network.now + this.#rules.timeout(node, call.view));
    }
  }

  /** Whether sender works on node's height; otherwise one of the two has fallen behind. */
  #isNow(node: number, sender: number, height: number): boolean {
    const own = this.#height[node];
    if (height < own) this.#catchUp.behind(node, sender);
    else if (height > own) this.#catchUp.ahead(node, sender, height);
    return height === own;
  }

  #proposeIfReady(node: number): void {
    if (this.#stage[node] !== Stage.changing || !this.#views.leads(node)) return;
    if (!this.#pacemaker.mayPropose(roundOf(this.#height[node], this.#view[node]))) return;
    this.#views.deadlines.set(node, this.#network.now + this.#rules.timeout(node, this.#view[node]));
    this.#propose(node);
  }
}
