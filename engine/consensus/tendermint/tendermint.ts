import type { Network, NetworkEvent } from '../../network/message.js';
import { Abandonments } from '../abandonments.js';
import { Ballots } from '../ballots.js';
import { Deadlines } from '../deadlines.js';
import type { Application, CatchUp, ChainRules, Consensus } from '../protocol.js';
import { quorum, tolerated } from '../quorum.js';
import type { Tally } from '../tally.js';
import { Repetitions } from './repetitions.js';

/** Kinds of messages, in the order of the protocol table. */
const Message = { proposal: 0, prevote: 1, precommit: 2, repetition: 3 } as const;
const Timer = { propose: 0, validated: 1, deadline: 2 } as const;

/** `step_p` of Algorithm 1, and `resting` between heights. */
const Step = { resting: 0, propose: 1, prevote: 2, precommit: 3 } as const;

/** Contents of ballots that are no block: a vote for nil, and the tally of votes for anything. */
const NIL = -1;
const ANYTHING = -2;

const NEVER = Number.POSITIVE_INFINITY;
/** Heights whose votes are kept; a node that has fallen behind further asks for the blocks instead. */
const KEPT_HEIGHTS = 8;

/** A round's timeout is shared by its three steps as 3 : 1 : 1, the proportions of CometBFT's defaults (3 s, 1 s, 1 s). */
const PROPOSE_SHARE = 3 / 5;
const VOTE_SHARE = 1 / 5;

/**
 * Tendermint (Buchman 2016; Buchman, Kwon and Milosevic, The latest gossip on BFT consensus, 2018, Algorithm 1), one
 * instance per height, for all nodes of one chain. A round has a proposal, prevotes and precommits; a node that has
 * precommitted is locked on the content until a later round shows it 2f+1 prevotes for another one.
 *
 * Line numbers are those of Algorithm 1. The paper takes links to be reliable, which its gossip sees to by passing on
 * votes until everyone has them. Here a node that a whole timeout has not brought further repeats its votes, together
 * with those that brought it to its round; and a proposal of a value that has been prevoted before carries these votes.
 * A content that comes with 2f+1 votes counts as valid, for f+1 honest nodes have judged it.
 */
export class Tendermint implements Consensus {
  readonly #network: Network;
  readonly #rules: ChainRules;
  readonly #application: Application;
  readonly #catchUp: CatchUp;
  readonly #nodes: number;
  readonly #ballots: Ballots;
  readonly #prevotes: Tally;
  readonly #precommits: Tally;
  /** Slot of the tally of votes for anything in the same round, by slot. */
  readonly #anything: number[] = [];
  readonly #deadlines: Deadlines;
  readonly #repetitions = new Repetitions();
  readonly #abandonments = new Abandonments();
  readonly #isValidator: Uint8Array;
  readonly #quorum: number;
  readonly #weak: number;
  // State of every node.
  readonly #height: Int32Array;
  readonly #round: Int32Array;
  readonly #step: Uint8Array;
  readonly #roundStart: Float64Array;
  /** Ballot of the round's proposal once the node has found it valid, -1 before. */
  readonly #valid: Int32Array;
  /** Ballot that the node is validating, -1 without. */
  readonly #validating: Int32Array;
  readonly #lockedContent: Int32Array;
  readonly #lockedRound: Int32Array;
  readonly #validContent: Int32Array;
  readonly #validRound: Int32Array;
  /** Ballots that the node has voted on in its round, -1 without. */
  readonly #prevoted: Int32Array;
  readonly #precommitted: Int32Array;
  /** When the step ends, or the node repeats its votes. */
  readonly #stepEnds: Float64Array;
  /** 1 where the end of the step is `timeoutPrevote`. */
  readonly #prevotesEnd: Uint8Array;
  /** `timeoutPrecommit`. */
  readonly #roundEnds: Float64Array;
  readonly #repeated: Int32Array;
  #highest = 1;

  constructor(network: Network, rules: ChainRules, application: Application, nodes: number, catchUp: CatchUp) {
    const n = rules.validators.length;
    this.#network = network;
    this.#rules = rules;
    this.#application = application;
    this.#catchUp = catchUp;
    this.#nodes = nodes;
    this.#ballots = new Ballots(nodes, 2);
    [this.#prevotes, this.#precommits] = this.#ballots.phases;
    this.#deadlines = new Deadlines(network, rules.topic, Timer.deadline, nodes);
    this.#isValidator = new Uint8Array(nodes);
    for (const node of rules.validators) this.#isValidator[node] = 1;
    this.#quorum = quorum(n);
    this.#weak = tolerated(n) + 1;
    this.#height = new Int32Array(nodes).fill(1);
    this.#round = new Int32Array(nodes);
    this.#step = new Uint8Array(nodes);
    this.#roundStart = new Float64Array(nodes).fill(NEVER);
    this.#valid = new Int32Array(nodes).fill(-1);
    this.#validating = new Int32Array(nodes).fill(-1);
    this.#lockedContent = new Int32Array(nodes).fill(-1);
    this.#lockedRound = new Int32Array(nodes).fill(-1);
    this.#validContent = new Int32Array(nodes).fill(-1);
    this.#validRound = new Int32Array(nodes).fill(-1);
    this.#prevoted = new Int32Array(nodes).fill(-1);
    this.#precommitted = new Int32Array(nodes).fill(-1);
    this.#stepEnds = new Float64Array(nodes).fill(NEVER);
    this.#prevotesEnd = new Uint8Array(nodes);
    this.#roundEnds = new Float64Array(nodes).fill(NEVER);
    this.#repeated = new Int32Array(nodes);
  }

  height(node: number): number {
    return this.#height[node];
  }

  view(node: number): number {
    return this.#round[node];
  }

  inRound(node: number): boolean {
    const step = this.#step[node];
    if (step === Step.resting) return false;
    return step !== Step.propose || this.#validating[node] >= 0 || this.#network.now >= this.#roundStart[node];
  }

  begin(node: number, at: number): void {
    const waiting = this.#step[node] === Step.propose && this.#network.now < this.#roundStart[node];
    if (this.#step[node] === Step.resting || waiting) this.#startRound(node, this.#round[node], at);
  }

  reconsider(node: number): void {
    this.#resume(node);
  }

  adopt(node: number, height: number, content: number): void {
    if (this.#height[node] === height) this.#decide(node, content, this.#round[node], () => []);
  }

  receive(event: NetworkEvent): void {
    const { node, sender, kind } = event;
    if (kind === Message.repetition) {
      this.#receiveRepetition(node, sender, event.subject);
      return;
    }
    const ballot = this.#ballots.slot(event.subject);
    if (ballot < 0) return;
    if (kind === Message.proposal) {
      this.#ballots.proposed[ballot * this.#nodes + node] = 1;
      if (this.#ballots.height[ballot] === this.#height[node]) this.#receiveProposal(node, ballot, sender);
    } else if (kind === Message.prevote) {
      this.#countPrevote(node, ballot, sender);
    } else {
      this.#countPrecommit(node, ballot, sender);
    }
  }

  wake(event: NetworkEvent): void {
    const { node, kind } = event;
    if (kind === Timer.deadline) {
      if (this.#deadlines.hasCome(node)) this.#takeDeadline(node);
    } else if (kind === Timer.propose) {
      const { now } = this.#network;
      if (this.#step[node] === Step.propose && this.#roundStart[node] === now && this.#prevoted[node] < 0) {
        this.#proposeIfProposer(node);
      }
    } else if (this.#validating[node] >= 0 && this.#validating[node] === this.#ballots.slot(event.subject)) {
      this.#accept(node, this.#validating[node]);
    }
  }

  /** Line 11. A round that does not follow at once begins with the pause before `at`. */
  #startRound(node: number, round: number, at: number): void {
    this.#round[node] = round;
    this.#step[node] = Step.propose;
    this.#roundStart[node] = at;
    this.#valid[node] = -1;
    this.#validating[node] = -1;
    this.#prevoted[node] = -1;
    this.#precommitted[node] = -1;
    this.#prevotesEnd[node] = 0;
    this.#roundEnds[node] = NEVER;
    this.#endStepAt(node, at + this.#rules.timeout(round) * PROPOSE_SHARE);
    if (at > this.#network.now || round === 0) {
      if (this.#isProposer(node)) this.#network.wake(at, this.#rules.topic, node, Timer.propose, 0);
    } else {
      this.#proposeIfProposer(node);
    }
    this.#resume(node);
  }

  #isProposer(node: number): boolean {
    if (!this.#isValidator[node]) return false;
    return this.#application.proposer(this.#height[node], this.#round[node]) === node;
  }

  /** Lines 14 to 19. */
  #proposeIfProposer(node: number): void {
    if (!this.#isProposer(node)) return;
    const { topic, headerSize, voteSize } = this.#rules;
    const height = this.#height[node];
    const round = this.#round[node];
    const proof = this.#validRound[node];
    const content = proof >= 0 ? this.#validContent[node] : this.#application.propose(node, height, round);
    const ballot = this.#open(height, round, content, proof);
    const size = headerSize + this.#application.size(content) + (proof >= 0 ? this.#quorum * voteSize : 0);
    this.#network.broadcast(topic, Message.proposal, node, this.#ballots.ticket(ballot), size, height, round);
    this.#ballots.proposed[ballot * this.#nodes + node] = 1;
    this.#accept(node, ballot);
  }

  /** A message of node's height has come with the proposal. */
  #receiveProposal(node: number, ballot: number, sender: number): void {
    if (this.#precommits.counts[ballot * this.#nodes + node] >= this.#quorum) {
      this.#decideIfPossible(node, ballot, sender);
      return;
    }
    if (this.#step[node] === Step.resting) return;
    const round = this.#ballots.view[ballot];
    if (round > this.#round[node]) this.#skipIfSure(node);
    else if (round === this.#round[node]) this.#judge(node, ballot);
  }

  /** Lines 22 to 33: `valid(v)`. */
  #judge(node: number, ballot: number): void {
    if (this.#valid[node] >= 0 || this.#validating[node] >= 0) return;
    const proven = this.#ballots.proof[ballot] >= 0;
    const verdict = proven ? 'accept' : this.#application.judge(node, this.#ballots.content[ballot]);
    if (verdict === 'reject' && this.#step[node] === Step.propose) {
      this.#prevote(node, this.#open(this.#height[node], this.#round[node], NIL, -1));
    }
    if (verdict !== 'accept') return;
    if (this.#rules.blockValidation > 0) {
      this.#validating[node] = ballot;
      const at = this.#network.now + this.#rules.blockValidation;
      this.#network.wake(at, this.#rules.topic, node, Timer.validated, this.#ballots.ticket(ballot));
    } else {
      this.#accept(node, ballot);
    }
  }

  /** The proposal is valid: node prevotes for it unless it is locked on another content (lines 23 and 29). */
  #accept(node: number, ballot: number): void {
    this.#validating[node] = -1;
    this.#valid[node] = ballot;
    const { content, proof, height, view } = this.#ballots;
    if (this.#step[node] === Step.propose) {
      const locked = this.#lockedRound[node];
      const free = locked <= proof[ballot] || this.#lockedContent[node] === content[ballot];
      this.#prevote(node, free ? ballot : this.#open(height[ballot], view[ballot], NIL, -1));
    } else {
      this.#precommitIfReady(node, ballot);
    }
  }

  #prevote(node: number, ballot: number): void {
    this.#step[node] = Step.prevote;
    this.#prevoted[node] = ballot;
    const height = this.#height[node];
    const round = this.#round[node];
    this.#endStepAt(node, this.#network.now + this.#rules.timeout(round));
    if (this.#isValidator[node]) {
      this.#send(Message.prevote, node, ballot);
      this.#prevotes.add(ballot, node, node);
      this.#prevotes.add(this.#anything[ballot], node, node);
    }
    this.#look(node, height, round);
  }

  /** Lines 34 to 46 and 47, with the votes that node has in its round. */
  #look(node: number, height: number, round: number): void {
    if (this.#valid[node] >= 0) this.#precommitIfReady(node, this.#valid[node]);
    if (this.#height[node] !== height || this.#round[node] !== round) return;
    const nil = this.#ballots.find(height, round, NIL);
    if (nil >= 0) this.#precommitIfReady(node, nil);
    if (this.#height[node] !== height || this.#round[node] !== round) return;
    const anything = this.#ballots.find(height, round, ANYTHING);
    if (anything >= 0) this.#waitIfReady(node, anything);
  }

  #countPrevote(node: number, ballot: number, sender: number): void {
    const prevotes = this.#prevotes.add(ballot, node, sender);
    const any = this.#prevotes.add(this.#anything[ballot], node, sender);
    const height = this.#ballots.height[ballot];
    if (height !== this.#height[node] || this.#step[node] === Step.resting) return;
    const round = this.#ballots.view[ballot];
    if (round > this.#round[node]) {
      this.#skipIfSure(node);
    } else if (round === this.#round[node]) {
      if (prevotes >= this.#quorum) this.#precommitIfReady(node, ballot);
      if (any >= this.#quorum && this.#height[node] === height) this.#waitIfReady(node, this.#anything[ballot]);
    }
  }

  #countPrecommit(node: number, ballot: number, sender: number): void {
    const precommits = this.#precommits.add(ballot, node, sender);
    const any = this.#precommits.add(this.#anything[ballot], node, sender);
    const height = this.#ballots.height[ballot];
    if (height > this.#height[node]) {
      this.#catchUp.ahead(node, sender, height);
      return;
    }
    if (height !== this.#height[node]) return;
    if (precommits >= this.#quorum && this.#ballots.content[ballot] >= 0) this.#decideIfPossible(node, ballot, sender);
    if (height !== this.#height[node] || this.#step[node] === Step.resting) return;
    const round = this.#ballots.view[ballot];
    if (round > this.#round[node]) this.#skipIfSure(node);
    else if (any >= this.#quorum) this.#waitIfReady(node, this.#anything[ballot]);
  }

  /** Lines 36 to 46: 2f+1 prevotes for a valid content, or for nil, in node's round. */
  #precommitIfReady(node: number, ballot: number): void {
    if (this.#prevotes.counts[ballot * this.#nodes + node] < this.#quorum) return;
    const step = this.#step[node];
    if (step !== Step.prevote && step !== Step.precommit) return;
    const content = this.#ballots.content[ballot];
    const round = this.#round[node];
    if (content !== NIL) {
      if (this.#valid[node] !== ballot || this.#validRound[node] === round) return;
      this.#validContent[node] = content;
      this.#validRound[node] = round;
    }
    if (step === Step.precommit) return;
    if (content !== NIL) {
      this.#lockedContent[node] = content;
      this.#lockedRound[node] = round;
    }
    this.#precommit(node, ballot);
  }

  #precommit(node: number, ballot: number): void {
    this.#step[node] = Step.precommit;
    this.#precommitted[node] = ballot;
    this.#endStepAt(node, this.#network.now + this.#rules.timeout(this.#round[node]));
    if (!this.#isValidator[node]) return;
    this.#send(Message.precommit, node, ballot);
    this.#countPrecommit(node, ballot, node);
  }

  /** Lines 34 and 47: with 2f+1 votes for anything, node waits for the rest no longer than their timeout. */
  #waitIfReady(node: number, anything: number): void {
    const at = anything * this.#nodes + node;
    if (this.#ballots.view[anything] !== this.#round[node]) return;
    const patience = this.#rules.timeout(this.#round[node]) * VOTE_SHARE;
    const { now } = this.#network;
    if (this.#prevotes.counts[at] >= this.#quorum && this.#step[node] === Step.prevote && !this.#prevotesEnd[node]) {
      this.#prevotesEnd[node] = 1;
      this.#endStepAt(node, now + patience);
    }
    if (this.#precommits.counts[at] >= this.#quorum && this.#roundEnds[node] === NEVER) {
      this.#roundEnds[node] = now + patience;
      this.#endStepAt(node, this.#stepEnds[node]);
    }
  }

  /** Line 55: f+1 others are in later rounds, so that at least one honest node is, and node joins the earliest. */
  #skipIfSure(node: number): void {
    const height = this.#height[node];
    const rounds = new Map<number, number>();
    for (const ballot of this.#ballots.at(height)) {
      const round = this.#ballots.view[ballot];
      if (round <= this.#round[node]) continue;
      const senders = this.#ballots.content[ballot] === ANYTHING ? this.#voters(ballot, node) : [];
      if (this.#ballots.proposed[ballot * this.#nodes + node]) senders.push(this.#application.proposer(height, round));
      for (const sender of senders) rounds.set(sender, Math.max(round, rounds.get(sender) ?? 0));
    }
    if (rounds.size < this.#weak) return;
    const latest = Array.from(rounds.values()).sort((a, b) => b - a);
    this.#moveTo(node, latest[this.#weak - 1]);
  }

  #voters(ballot: number, node: number): number[] {
    return this.#prevotes.voters(ballot, node).concat(this.#precommits.voters(ballot, node));
  }

  /** Node gives up its round for a later one, unless its application has had enough. */
  #moveTo(node: number, round: number): void {
    const height = this.#height[node];
    const left = this.#round[node];
    const goesOn = this.#application.abandoned(node, height, left);
    if (this.#isValidator[node] && this.#abandonments.add(height, left) === this.#quorum) {
      this.#application.failed(height, left);
    }
    if (goesOn) {
      this.#startRound(node, round, this.#network.now);
      return;
    }
    this.#round[node] = round;
    this.#step[node] = Step.resting;
    this.#roundStart[node] = NEVER;
    this.#deadlines.clear(node);
  }

  /** Looks at what has arrived for node's height before it got there. */
  #resume(node: number): void {
    if (this.#step[node] === Step.resting) return;
    const height = this.#height[node];
    const round = this.#round[node];
    for (const ballot of this.#ballots.at(height)) {
      const at = ballot * this.#nodes + node;
      if (this.#ballots.content[ballot] >= 0 && this.#precommits.counts[at] >= this.#quorum) {
        this.#decideIfPossible(node, ballot, this.#precommits.voters(ballot, node)[0]);
      } else if (this.#ballots.proposed[at] && this.#ballots.view[ballot] === this.#round[node]) {
        this.#judge(node, ballot);
      }
      if (this.#height[node] !== height || this.#round[node] !== round) return;
    }
    this.#look(node, height, round);
    if (this.#height[node] === height && this.#round[node] === round) this.#skipIfSure(node);
  }

  /** With 2f+1 precommits the decision stands (line 49); node still needs the block itself. */
  #decideIfPossible(node: number, ballot: number, sender: number): void {
    if (this.#step[node] === Step.resting) return;
    if (this.#ballots.proposed[ballot * this.#nodes + node] === 0 && this.#rules.votes === 'digest') {
      this.#catchUp.missing(node, sender);
      return;
    }
    this.#decide(node, this.#ballots.content[ballot], this.#ballots.view[ballot], () =>
      this.#precommits.voters(ballot, node),
    );
  }

  #decide(node: number, content: number, round: number, voters: () => number[]): void {
    const height = this.#height[node];
    this.#height[node] = height + 1;
    this.#round[node] = 0;
    this.#step[node] = Step.resting;
    this.#roundStart[node] = NEVER;
    this.#validating[node] = -1;
    this.#valid[node] = -1;
    this.#lockedContent[node] = -1;
    this.#lockedRound[node] = -1;
    this.#validContent[node] = -1;
    this.#validRound[node] = -1;
    this.#repeated[node] = 0;
    this.#deadlines.clear(node);
    if (height + 1 > this.#highest) {
      this.#highest = height + 1;
      this.#ballots.forget(this.#highest - KEPT_HEIGHTS);
      this.#abandonments.forget(this.#highest - KEPT_HEIGHTS);
      this.#repetitions.forget(this.#highest - KEPT_HEIGHTS);
    }
    this.#application.decided(node, height, content, round, voters);
  }

  /** Lines 57 to 67. */
  #takeDeadline(node: number): void {
    const { now } = this.#network;
    const step = this.#step[node];
    const height = this.#height[node];
    const round = this.#round[node];
    if (step === Step.resting) return;
    if (this.#roundEnds[node] <= now) this.#moveTo(node, round + 1);
    else if (step === Step.propose) this.#prevote(node, this.#open(height, round, NIL, -1));
    else if (step === Step.prevote && this.#prevotesEnd[node])
      this.#precommit(node, this.#open(height, round, NIL, -1));
    else this.#repeat(node);
  }

  #repeat(node: number): void {
    const { topic, voteSize, timeout } = this.#rules;
    const height = this.#height[node];
    const round = this.#round[node];
    this.#endStepAt(node, this.#network.now + timeout(round));
    if (!this.#isValidator[node]) return;
    const ticket = (ballot: number) => (ballot < 0 ? -1 : this.#ballots.ticket(ballot));
    const number = this.#repetitions.add({
      height,
      round,
      prevote: ticket(this.#prevoted[node]),
      precommit: ticket(this.#precommitted[node]),
    });
    const size = (2 + (round > 0 ? this.#quorum : 0)) * voteSize;
    this.#network.broadcast(topic, Message.repetition, node, number, size, height, this.#repeated[node]++);
  }

  #receiveRepetition(node: number, sender: number, number: number): void {
    const repetition = this.#repetitions.message(number);
    if (!repetition) return;
    if (repetition.height < this.#height[node]) {
      this.#catchUp.behind(node, sender);
      return;
    }
    const prevote = repetition.prevote < 0 ? -1 : this.#ballots.slot(repetition.prevote);
    const precommit = repetition.precommit < 0 ? -1 : this.#ballots.slot(repetition.precommit);
    const isNow = () => repetition.height === this.#height[node] && this.#step[node] !== Step.resting;
    if (prevote >= 0) this.#countPrevote(node, prevote, sender);
    if (precommit >= 0) this.#countPrecommit(node, precommit, sender);
    else if (repetition.height > this.#height[node]) this.#catchUp.ahead(node, sender, repetition.height);
    // What comes with a repetition proves that its round has begun.
    if (isNow() && repetition.round > this.#round[node]) this.#moveTo(node, repetition.round);
  }

  #open(height: number, round: number, content: number, proof: number): number {
    const anything = this.#ballots.open(height, round, ANYTHING, -1);
    const ballot = this.#ballots.open(height, round, content, proof);
    this.#anything[ballot] = anything;
    return ballot;
  }

  #send(kind: number, node: number, ballot: number): void {
    const { topic, votes, voteSize, headerSize } = this.#rules;
    const { content, height, view } = this.#ballots;
    const carriesBlock = votes === 'block' && content[ballot] >= 0;
    const size = carriesBlock ? headerSize + this.#application.size(content[ballot]) : voteSize;
    this.#network.broadcast(topic, kind, node, this.#ballots.ticket(ballot), size, height[ballot], view[ballot]);
  }

  #endStepAt(node: number, at: number): void {
    this.#stepEnds[node] = at;
    this.#deadlines.set(node, Math.min(at, this.#roundEnds[node]));
  }
}
