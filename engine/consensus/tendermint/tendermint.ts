import type { Network, NetworkEvent } from '../../network/message.js';
import { AbandonedViews } from '../abandoned-views.js';
import { Deadlines } from '../deadlines.js';
import { EnteredNodes } from '../entered-nodes.js';
import { remainder } from '../fault-model.js';
import { KEPT_HEIGHTS } from '../kept-heights.js';
import { PhaseVotes } from '../phase-votes.js';
import type { Application, CatchUp, ChainRules, Consensus } from '../protocol.js';
import type { Tally } from '../tally.js';
import { validatorFlags } from '../validators.js';
import type { VoteSets } from '../vote-sets.js';
import { NodeStates, Step } from './node-states.js';
import { Retransmissions } from './retransmissions.js';
import { type RoundCertificate, RoundCertificates } from './round-certificates.js';
import { RoundTimers } from './round-timers.js';
import { RoundVotes } from './round-votes.js';

/** Kinds of messages, in the order of the protocol table. */
const Message = { proposal: 0, prevote: 1, precommit: 2, repetition: 3 } as const;
const Timer = { propose: 0, validated: 1, deadline: 2 } as const;

/**
 * Tendermint (Buchman 2016; Buchman, Kwon and Milosevic, The latest gossip on BFT consensus, 2018, Algorithm 1), one
 * instance per height, for all nodes of one chain. A round has a proposal, prevotes and precommits; a node that has
 * precommitted is locked on the content until a later round shows it a quorum of prevotes for another one.
 *
 * Line numbers are those of Algorithm 1. The paper assumes reliable links; its gossip passes votes on until everyone has
 * them. Here a node that has made no progress for a whole timeout retransmits its votes, together with those that brought
 * it to its round. A proposal of a value that was prevoted before carries these prevotes. A content that comes with a
 * quorum of votes counts as valid, since honest nodes among the voters have validated it.
 *
 * All steps of a round are in one file, in the order of Algorithm 1.
 */
export class Tendermint implements Consensus {
  readonly #network: Network;
  readonly #rules: ChainRules;
  readonly #application: Application;
  readonly #catchUp: CatchUp;
  readonly #nodes: number;
  readonly #votes: RoundVotes;
  readonly #voteSets: VoteSets;
  readonly #prevotes: Tally;
  readonly #precommits: Tally;
  readonly #prevoteVotes: PhaseVotes;
  readonly #precommitVotes: PhaseVotes;
  readonly #timers: RoundTimers;
  readonly #retransmissions: Retransmissions;
  readonly #certificates: RoundCertificates;
  readonly #abandonedViews: AbandonedViews;
  readonly #isValidator: Uint8Array;
  readonly #quorum: number;
  readonly #weak: number;
  /** The number of votes for nil that leave no quorum for the proposal; infinite if only timers end a round. */
  readonly #hopeless: number;
  readonly #state: NodeStates;
  #highest: number;
  readonly #entered: EnteredNodes;

  constructor(network: Network, rules: ChainRules, application: Application, nodes: number, catchUp: CatchUp) {
    this.#network = network;
    this.#rules = rules;
    this.#application = application;
    this.#catchUp = catchUp;
    this.#nodes = nodes;
    this.#votes = new RoundVotes(nodes);
    ({ voteSets: this.#voteSets, prevotes: this.#prevotes, precommits: this.#precommits } = this.#votes);
    const deadlines = new Deadlines(network, rules.topic, Timer.deadline, nodes);
    this.#timers = new RoundTimers(deadlines, rules.timeout, nodes);
    this.#isValidator = validatorFlags(rules, nodes);
    this.#quorum = rules.faults.quorum;
    this.#abandonedViews = new AbandonedViews(application, this.#isValidator, this.#quorum);
    this.#weak = rules.faults.tolerated + 1;
    this.#hopeless = rules.rejectionEndsRound ? rules.faults.blocking : Number.POSITIVE_INFINITY;
    this.#certificates = new RoundCertificates(this.#isValidator, {
      precommits: this.#quorum,
      refusals: this.#hopeless,
      later: this.#weak,
    });
    this.#state = new NodeStates(nodes, rules.firstHeight);
    this.#highest = rules.firstHeight;
    this.#entered = new EnteredNodes(nodes);
    const phase = (kind: number, tally: Tally) => ({
      topic: rules.topic,
      kind,
      needed: this.#quorum,
      tally,
      onDissolved: (voteSet: number) => this.#votes.recount(tally, voteSet),
    });
    this.#prevoteVotes = new PhaseVotes(
      network,
      { ...phase(Message.prevote, this.#prevotes), mustDeliver: (voteSet) => this.#mustDeliver(voteSet) },
      this.#voteSets,
    );
    this.#precommitVotes = new PhaseVotes(
      network,
      {
        ...phase(Message.precommit, this.#precommits),
        mustDeliver: (voteSet) => this.#mustDeliver(voteSet),
        // Precommits show node that it has fallen behind.
        hears: (node, voteSet) => this.#state.height[node] < this.#voteSets.height[voteSet],
      },
      this.#voteSets,
    );
    this.#retransmissions = new Retransmissions(network, rules, Message.repetition, {
      state: this.#state,
      voteSets: this.#voteSets,
      certificates: this.#certificates,
    });
  }

  height(node: number): number {
    return this.#state.height[node];
  }

  view(node: number): number {
    return this.#state.round[node];
  }

  inRound(node: number): boolean {
    const step = this.#state.step[node];
    if (step === Step.resting) return false;
    return (
      step !== Step.propose || this.#state.validating[node] >= 0 || this.#network.now >= this.#state.roundStart[node]
    );
  }

  begin(node: number, at: number): void {
    this.#entered.add(node);
    const waiting = this.#state.step[node] === Step.propose && this.#network.now < this.#state.roundStart[node];
    if (this.#state.step[node] === Step.resting || waiting) this.#startRound(node, this.#state.round[node], at);
  }

  reconsider(node: number): void {
    this.#resume(node);
  }

  has(node: number, content: number): boolean {
    return this.#voteSets.has(node, this.#state.height[node], content);
  }

  adopt(node: number, height: number, content: number, voters: () => number[]): void {
    if (this.#state.height[node] === height) this.#decide(node, content, this.#state.round[node], voters);
  }

  restart(node: number, losesVotes: boolean): void {
    const state = this.#state;
    this.#prevoteVotes.deliverAll();
    this.#precommitVotes.deliverAll();
    this.#voteSets.lose(node, this.#quorum);
    this.#timers.restart(node);
    state.restart(node);
    if (losesVotes) state.loseVotes(node);
    if (state.step[node] === Step.resting) return;
    // The node has its votes on its disk: it waits for a timeout, and retransmits them.
    for (const [voteSet, tally] of [
      [state.prevoted[node], this.#prevotes],
      [state.precommitted[node], this.#precommits],
    ] as const) {
      if (voteSet < 0 || !this.#isValidator[node]) continue;
      tally.add(voteSet, node, node);
      tally.add(this.#votes.anything(voteSet), node, node);
    }
    this.#timers.startStep(node, state.round[node], this.#network.now);
    // A quorum of votes for different contents is on its disk, too, and no retransmission would add to it.
    this.#look(node, state.height[node], state.round[node]);
  }

  end(): void {
    this.#prevoteVotes.end();
    this.#precommitVotes.end();
  }

  about(subject: number, content: number): number {
    const voteSet = this.#voteSets.slot(subject);
    if (voteSet < 0) return subject;
    const { height, view } = this.#voteSets;
    return this.#voteSets.handle(this.#votes.open(height[voteSet], view[voteSet], content, -1));
  }

  receive(event: NetworkEvent): void {
    const { node, sender, kind } = event;
    if (kind === Message.repetition) {
      this.#receiveRetransmission(node, sender, event.subject);
      return;
    }
    const voteSet = this.#voteSets.slot(event.subject);
    if (voteSet < 0) return;
    if (kind === Message.proposal) {
      if (!this.#mayPropose(node, sender, voteSet)) return;
      this.#voteSets.proposed[voteSet * this.#nodes + node] = 1;
      this.#application.received?.(node, this.#voteSets.content[voteSet]);
      if (this.#voteSets.height[voteSet] === this.#state.height[node]) this.#receiveProposal(node, voteSet, sender);
    } else if (kind === Message.prevote) {
      this.#countPrevote(node, voteSet, sender, event.votes);
    } else {
      this.#countPrecommit(node, voteSet, sender, event.votes);
    }
  }

  wake(event: NetworkEvent): void {
    const { node, kind } = event;
    if (kind === Timer.deadline) {
      this.#takeTimeout(node);
    } else if (kind === Timer.propose) {
      const { now } = this.#network;
      if (
        this.#state.step[node] === Step.propose &&
        this.#state.roundStart[node] === now &&
        this.#state.prevoted[node] < 0
      ) {
        this.#proposeIfProposer(node);
      }
    } else if (
      this.#state.validating[node] >= 0 &&
      this.#state.validating[node] === this.#voteSets.slot(event.subject)
    ) {
      this.#accept(node, this.#state.validating[node]);
    }
  }

  /** Line 11. @param at end of the pause before the round, ns */
  #startRound(node: number, round: number, at: number): void {
    this.#state.startRound(node, round, at);
    this.#timers.startRound(node, round, at);
    if (at > this.#network.now || round === 0) {
      if (this.#isProposer(node)) this.#network.wake(at, this.#rules.topic, node, Timer.propose, 0);
    } else {
      this.#proposeIfProposer(node);
    }
    this.#resume(node);
  }

  #isProposer(node: number): boolean {
    if (!this.#isValidator[node]) return false;
    return this.#application.proposer(this.#state.height[node], this.#state.round[node]) === node;
  }

  /** Lines 14 to 19. */
  #proposeIfProposer(node: number): void {
    if (!this.#isProposer(node)) return;
    const { topic, headerSize, voteSize } = this.#rules;
    const height = this.#state.height[node];
    const round = this.#state.round[node];
    const proof = this.#state.validRound[node];
    const content = proof >= 0 ? this.#state.validContent[node] : this.#application.propose(node, height, round);
    const voteSet = this.#votes.open(height, round, content, proof);
    const size = headerSize + this.#application.size(content) + (proof >= 0 ? this.#quorum * voteSize : 0);
    this.#network.broadcast(topic, Message.proposal, node, this.#voteSets.handle(voteSet), size, height, round);
    this.#voteSets.proposed[voteSet * this.#nodes + node] = 1;
    this.#accept(node, voteSet);
  }

  /**
   * Whether node takes a proposal from its sender: it is the sender's turn, and a value from an earlier round comes with the
   * prevotes of a quorum, which the sender has received (line 28).
   */
  #mayPropose(node: number, sender: number, voteSet: number): boolean {
    const { height, view, content, proof } = this.#voteSets;
    // A proposal for an earlier height has no effect any more.
    if (height[voteSet] < this.#state.height[node]) return true;
    if (this.#application.proposer(height[voteSet], view[voteSet]) !== sender) return false;
    if (proof[voteSet] < 0) return true;
    const prevoted = this.#voteSets.find(height[voteSet], proof[voteSet], content[voteSet]);
    return (
      proof[voteSet] < view[voteSet] &&
      prevoted >= 0 &&
      this.#prevotes.counts[prevoted * this.#nodes + sender] >= this.#quorum
    );
  }

  /** A message of node's height has come with the proposal. */
  #receiveProposal(node: number, voteSet: number, sender: number): void {
    if (this.#precommits.counts[voteSet * this.#nodes + node] >= this.#quorum) {
      this.#decideIfPossible(node, voteSet, sender);
      return;
    }
    if (this.#state.step[node] === Step.resting) return;
    const round = this.#voteSets.view[voteSet];
    if (round > this.#state.round[node]) this.#skipIfSure(node);
    else if (round === this.#state.round[node]) this.#validate(node, voteSet);
  }

  /** Lines 22 to 33: `valid(v)`. */
  #validate(node: number, voteSet: number): void {
    if (this.#state.valid[node] >= 0 || this.#state.validating[node] >= 0) return;
    const proven = this.#voteSets.proof[voteSet] >= 0;
    const verdict = proven ? 'accept' : this.#application.validate(node, this.#voteSets.content[voteSet]);
    if (verdict === 'reject' && this.#state.step[node] === Step.propose) {
      this.#prevote(node, this.#votes.openNil(this.#state.height[node], this.#state.round[node]));
    }
    if (verdict !== 'accept') return;
    if (this.#rules.blockValidation > 0) {
      this.#state.validating[node] = voteSet;
      const at = this.#network.now + this.#rules.blockValidation;
      this.#network.wake(at, this.#rules.topic, node, Timer.validated, this.#voteSets.handle(voteSet));
    } else {
      this.#accept(node, voteSet);
    }
  }

  /** The proposal is valid: node prevotes for it unless it is locked on another content (lines 23 and 29). */
  #accept(node: number, voteSet: number): void {
    this.#state.validating[node] = -1;
    this.#state.valid[node] = voteSet;
    const { content, proof, height, view } = this.#voteSets;
    if (this.#state.step[node] === Step.propose) {
      const locked = this.#state.lockedRound[node];
      const free = locked <= proof[voteSet] || this.#state.lockedContent[node] === content[voteSet];
      this.#prevote(node, free ? voteSet : this.#votes.openNil(height[voteSet], view[voteSet]));
    } else {
      this.#precommitIfReady(node, voteSet);
    }
  }

  #prevote(node: number, voteSet: number): void {
    this.#state.step[node] = Step.prevote;
    this.#state.prevoted[node] = voteSet;
    const height = this.#state.height[node];
    const round = this.#state.round[node];
    this.#timers.startStep(node, round, this.#network.now);
    if (this.#isValidator[node]) {
      const prevotes = this.#cast(this.#prevoteVotes, node, voteSet);
      this.#votes.castForAnything(this.#prevotes, node, voteSet, prevotes);
    }
    this.#look(node, height, round);
  }

  /** Lines 34 to 47, with the votes that node has in its round. */
  #look(node: number, height: number, round: number): void {
    if (this.#state.valid[node] >= 0) this.#precommitIfReady(node, this.#state.valid[node]);
    if (this.#state.height[node] !== height || this.#state.round[node] !== round) return;
    const nil = this.#votes.nil(height, round);
    if (nil >= 0) this.#precommitIfReady(node, nil);
    if (this.#state.height[node] !== height || this.#state.round[node] !== round) return;
    const anything = this.#votes.anythingIn(height, round);
    if (anything >= 0) this.#waitIfReady(node, anything);
  }

  /** @param votes as in {@link PhaseVotes.receive} */
  #countPrevote(node: number, voteSet: number, sender: number, votes: number): void {
    if (!this.#isValidator[sender]) return;
    const prevotes = this.#prevoteVotes.receive(node, voteSet, sender, votes);
    const any = this.#votes.countForAnything(this.#prevotes, node, voteSet, sender, votes);
    const height = this.#voteSets.height[voteSet];
    if (height !== this.#state.height[node] || this.#state.step[node] === Step.resting) return;
    const round = this.#voteSets.view[voteSet];
    if (round > this.#state.round[node]) {
      this.#skipIfSure(node);
    } else if (round === this.#state.round[node]) {
      if (prevotes >= this.#quorum || prevotes >= this.#hopeless) this.#precommitIfReady(node, voteSet);
      if (any >= this.#quorum && this.#state.height[node] === height)
        this.#waitIfReady(node, this.#votes.anything(voteSet));
    }
  }

  /** @param votes as in {@link PhaseVotes.receive} */
  #countPrecommit(node: number, voteSet: number, sender: number, votes: number): void {
    if (!this.#isValidator[sender]) return;
    const precommits = this.#precommitVotes.receive(node, voteSet, sender, votes);
    const any = this.#votes.countForAnything(this.#precommits, node, voteSet, sender, votes);
    this.#takePrecommits(node, voteSet, sender, precommits, any);
  }

  /** @param precommits on the vote set, and for anything in its round, which node has with that of sender; 0 for a repeated one */
  #takePrecommits(node: number, voteSet: number, sender: number, precommits: number, any: number): void {
    const height = this.#voteSets.height[voteSet];
    if (height > this.#state.height[node]) {
      this.#catchUp.ahead(node, sender, height);
      return;
    }
    if (height !== this.#state.height[node]) return;
    const isBlock = this.#votes.isBlock(voteSet);
    const nil = isBlock ? any - precommits : precommits;
    if (precommits >= this.#quorum && isBlock) this.#decideIfPossible(node, voteSet, sender);
    if (height !== this.#state.height[node] || this.#state.step[node] === Step.resting) return;
    const round = this.#voteSets.view[voteSet];
    if (round > this.#state.round[node]) this.#skipIfSure(node);
    else if (round === this.#state.round[node] && this.#isHopeless(node, nil)) {
      this.#endRound(node, 'refusals', this.#votes.refusals(node, voteSet));
    } else if (any >= this.#quorum) this.#waitIfReady(node, this.#votes.anything(voteSet));
  }

  /** Whether so many have precommitted nil that the round can no longer decide, and node has voted. */
  #isHopeless(node: number, nil: number): boolean {
    return nil >= this.#hopeless && this.#state.step[node] === Step.precommit;
  }

  /**
   * Lines 36 to 46: a quorum of prevotes for a valid content, or for nil, in node's round. If rejections end rounds, so many
   * prevotes for nil that the content can get no quorum are enough: precommitting nil is always safe.
   */
  #precommitIfReady(node: number, voteSet: number): void {
    const enough = this.#votes.isBlock(voteSet) ? this.#quorum : Math.min(this.#quorum, this.#hopeless);
    if (this.#prevotes.counts[voteSet * this.#nodes + node] < enough) return;
    const step = this.#state.step[node];
    if (step !== Step.prevote && step !== Step.precommit) return;
    if (this.#votes.isBlock(voteSet)) {
      const round = this.#state.round[node];
      if (this.#state.valid[node] !== voteSet || this.#state.validRound[node] === round) return;
      this.#state.validContent[node] = this.#voteSets.content[voteSet];
      this.#state.validRound[node] = round;
      if (step === Step.prevote) {
        this.#state.lockedContent[node] = this.#voteSets.content[voteSet];
        this.#state.lockedRound[node] = round;
      }
    }
    if (step === Step.prevote) this.#precommit(node, voteSet);
  }

  #precommit(node: number, voteSet: number): void {
    this.#state.step[node] = Step.precommit;
    this.#state.precommitted[node] = voteSet;
    this.#timers.startStep(node, this.#state.round[node], this.#network.now);
    if (!this.#isValidator[node]) return;
    const precommits = this.#cast(this.#precommitVotes, node, voteSet);
    const any = this.#votes.castForAnything(this.#precommits, node, voteSet, precommits);
    this.#takePrecommits(node, voteSet, node, precommits, any);
  }

  /** Lines 34 and 47: once node has a quorum of votes for anything, the timeout for the rest starts. */
  #waitIfReady(node: number, anything: number): void {
    const at = anything * this.#nodes + node;
    const round = this.#state.round[node];
    if (this.#voteSets.view[anything] !== round) return;
    const { now } = this.#network;
    if (this.#prevotes.counts[at] >= this.#quorum && this.#state.step[node] === Step.prevote) {
      this.#timers.awaitPrevotes(node, round, now);
    }
    if (this.#precommits.counts[at] >= this.#quorum) this.#timers.awaitPrecommits(node, round, now);
  }

  /** Line 55: f+1 others are in later rounds, so that at least one honest node is, and node joins the earliest. */
  #skipIfSure(node: number): void {
    const height = this.#state.height[node];
    const proposer = (round: number) => this.#application.proposer(height, round);
    const later = this.#votes.laterRounds(node, height, this.#state.round[node], proposer);
    if (later.length < this.#weak) return;
    const { round } = later[this.#weak - 1];
    this.#certificates.take(node, { height, round, what: 'later', senders: later.map(({ sender }) => sender) });
    this.#moveTo(node, round);
  }

  /** Node leaves its round: the timeout for precommits is over, or so many are for nil that waiting is useless. */
  #endRound(node: number, what: 'precommits' | 'refusals', senders: readonly number[]): void {
    const height = this.#state.height[node];
    const round = this.#state.round[node];
    this.#certificates.take(node, { height, round: round + 1, what, senders });
    this.#moveTo(node, round + 1);
  }

  /** Node gives up its round for a later one; its application may let it rest first. */
  #moveTo(node: number, round: number): void {
    const height = this.#state.height[node];
    const left = this.#state.round[node];
    if (this.#abandonedViews.abandon(node, height, left, round)) {
      this.#startRound(node, round, this.#network.now);
      return;
    }
    this.#state.rest(node, round);
    this.#timers.stop(node);
  }

  /** Processes what arrived for node's height before node reached it. */
  #resume(node: number): void {
    if (this.#state.step[node] === Step.resting) return;
    const height = this.#state.height[node];
    const round = this.#state.round[node];
    for (const voteSet of this.#voteSets.at(height)) {
      const at = voteSet * this.#nodes + node;
      if (this.#votes.isBlock(voteSet) && this.#precommits.counts[at] >= this.#quorum) {
        this.#decideIfPossible(node, voteSet, this.#precommitVotes.voters(node, voteSet)[0]);
      } else if (this.#voteSets.proposed[at] && this.#voteSets.view[voteSet] === this.#state.round[node]) {
        this.#validate(node, voteSet);
      }
      if (this.#state.height[node] !== height || this.#state.round[node] !== round) return;
    }
    this.#look(node, height, round);
    if (this.#state.height[node] === height && this.#state.round[node] === round) this.#skipIfSure(node);
  }

  /** A quorum of precommits decides (line 49); node still needs the block itself. */
  #decideIfPossible(node: number, voteSet: number, sender: number): void {
    if (this.#state.step[node] === Step.resting) return;
    if (this.#voteSets.proposed[voteSet * this.#nodes + node] === 0 && this.#rules.votes === 'digest') {
      const { roundStart } = this.#state;
      const { now } = this.#network;
      const wait = remainder(now - roundStart[node], this.#rules.faults);
      this.#catchUp.awaited(node, sender, now + wait);
      // Every further node that precommits can also be asked for the block.
      this.#precommitVotes.listen(node, voteSet);
      return;
    }
    this.#decide(node, this.#voteSets.content[voteSet], this.#voteSets.view[voteSet], () =>
      this.#precommitVotes.voters(node, voteSet),
    );
  }

  #decide(node: number, content: number, round: number, voters: () => number[]): void {
    const height = this.#state.height[node];
    this.#state.nextHeight(node);
    this.#timers.stop(node);
    if (height + 1 > this.#highest) {
      this.#highest = height + 1;
      const kept = this.#highest - KEPT_HEIGHTS;
      this.#voteSets.forget(kept);
      this.#state.forget(kept);
      this.#abandonedViews.forget(kept);
      this.#retransmissions.forget(kept);
    }
    this.#application.decided(node, height, content, round, voters);
  }

  /** Lines 57 to 67. */
  #takeTimeout(node: number): void {
    const due = this.#timers.due(node, this.#network.now);
    const step = this.#state.step[node];
    if (due === undefined || step === Step.resting) return;
    const height = this.#state.height[node];
    const round = this.#state.round[node];
    this.#deliverRound(height, round);
    if (due === 'precommits') this.#endRound(node, 'precommits', this.#votes.precommitters(node, height, round));
    else if (due === 'prevotes') this.#precommit(node, this.#votes.openNil(height, round));
    else if (step === Step.propose) this.#prevote(node, this.#votes.openNil(height, round));
    else this.#repeat(node);
  }

  /** Node has made no progress for a whole timeout. */
  #repeat(node: number): void {
    this.#timers.startStep(node, this.#state.round[node], this.#network.now);
    if (this.#isValidator[node]) this.#retransmissions.repeat(node);
  }

  /** Sender waits in a round that node, which rests before a later one, has left. Perhaps no other node can tell it so. */
  #answerIfResting(node: number, sender: number, theirs: number): void {
    const isAhead = this.#state.step[node] === Step.resting && theirs < this.#state.round[node];
    if (isAhead && this.#isValidator[node]) this.#retransmissions.answer(node, sender);
  }

  #receiveRetransmission(node: number, sender: number, number: number): void {
    const repetition = this.#retransmissions.message(number, sender);
    if (!repetition) return;
    if (repetition.height < this.#state.height[node]) {
      this.#catchUp.behind(node, sender);
      return;
    }
    const prevote = repetition.prevote < 0 ? -1 : this.#voteSets.slot(repetition.prevote);
    const precommit = repetition.precommit < 0 ? -1 : this.#voteSets.slot(repetition.precommit);
    const isNow = () => repetition.height === this.#state.height[node] && this.#state.step[node] !== Step.resting;
    if (prevote >= 0) this.#countPrevote(node, prevote, sender, 0);
    if (precommit >= 0) this.#countPrecommit(node, precommit, sender, 0);
    else if (repetition.height > this.#state.height[node]) this.#catchUp.ahead(node, sender, repetition.height);
    const { certificate } = repetition;
    if (isNow() && repetition.round > this.#state.round[node]) {
      if (certificate && this.#certificates.proves(sender, certificate)) this.#follow(node, certificate);
    } else if (repetition.height === this.#state.height[node]) {
      this.#answerIfResting(node, sender, repetition.round);
    }
  }

  /** A certificate that another node has sent proves that a later round has begun. */
  #follow(node: number, certificate: RoundCertificate): void {
    this.#certificates.receive(node, certificate);
    this.#moveTo(node, certificate.round);
  }

  /** Node votes. @returns the votes that it has then, as {@link Tally.add} */
  #cast(phase: PhaseVotes, node: number, voteSet: number): number {
    const { votes, voteSize, headerSize } = this.#rules;
    const { content, height, view } = this.#voteSets;
    if (!this.#votes.isOnly(voteSet)) this.#deliverRound(height[voteSet], view[voteSet]);
    const carriesBlock = votes === 'block' && this.#votes.isBlock(voteSet);
    const size = carriesBlock ? headerSize + this.#application.size(content[voteSet]) : voteSize;
    return phase.cast(node, voteSet, size);
  }

  /** Votes on different contents in one round, and timeouts of nodes in it, make each of its votes matter. */
  #deliverRound(height: number, round: number): void {
    for (const voteSet of this.#votes.contents(height, round)) {
      this.#prevoteVotes.deliverAllOn(voteSet);
      this.#precommitVotes.deliverAllOn(voteSet);
    }
  }

  /**
   * Whether every vote on a vote set must be delivered: as long as votes show some node that others are in a later epoch
   * or round, and if nodes vote differently.
   */
  #mustDeliver(voteSet: number): boolean {
    return !this.#entered.areAll || this.#voteSets.view[voteSet] > 0 || !this.#votes.isOnly(voteSet);
  }
}
