import type { Application, Consensus, Verdict } from '../consensus/protocol.js';
import type { Ledger, Recovery } from '../consensus/recovery.js';
import { hashModulo, sameHash, toHex } from '../kernel/hash.js';
import { toNanoseconds } from '../kernel/time.js';
import { ALL_PRESENT, type Attendance } from '../model/attendance.js';
import type { Configuration } from '../model/configuration.js';
import type { Candidate, FactSink, ManagementFact, VerificationFailed } from '../model/facts.js';
import type { ManagementChain } from '../model/scenario.js';
import { INTERVAL_ENDS, TWIN_HAS_DECIDED } from '../network/clock-timers.js';
import { type Network, type NetworkEvent, Topic } from '../network/message.js';
import type { Twins } from '../twins/twins.js';
import { type ConfigurationBlock, configurationBlock, provenBlock } from './configuration-block.js';
import type { ConfigurationChain } from './configuration-chain.js';
import type { Intervals } from './interval.js';
import type { Proofs } from './proofs.js';

/** The rules of the management chain. Times in ns. */
export interface ManagementRules {
  members: readonly number[];
  /** Votes that decide. */
  quorum: number;
  consensus: string;
  configurationBlockSize: number;
  proposer: ManagementChain['proposer'];
  activation: ManagementChain['activation'];
}

/** The other half of a management node: it takes part in the primary as well, and observes the management chain there. */
export interface PrimarySide {
  /** Called when node commits the agreed block. */
  obtain(node: number, block: ConfigurationBlock): void;
  /** Whether node has observed the agreed block at a height. */
  has(node: number, height: number): boolean;
  /** Node's copy of the agreed block at a height, as long as some node may lack it. */
  copy(node: number, height: number): ConfigurationBlock | undefined;
  /** Height of the proposal in node's current round of the primary. */
  round(node: number): { height: number };
}

/** The parts from which the management chain is built. */
export interface ManagementParts {
  network: Network;
  chain: ConfigurationChain;
  twins: Twins;
  intervals: Intervals;
  proofs: Proofs;
  primary: PrimarySide;
  record: FactSink;
  /** Absent if no node is ever down. */
  attendance?: Attendance;
  /** Absent if every node is honest. */
  conduct?: ManagementConduct;
}

/** How members behave on this chain. */
export interface ManagementConduct {
  /** The block that node proposes instead of a given one. @param candidates simulated by its twin, if any */
  distort(node: number, view: number, block: ConfigurationBlock, candidates?: readonly Candidate[]): ConfigurationBlock;
  /** The chain as its protocol sees it. */
  of(application: Application): Application;
}

/**
 * The management chain (Section 2.1, Algorithm 1): after each configuration block interval one agreement, of at most
 * as many proposal cycles as there are members. A cycle is a view of the consensus protocol.
 */
export class Management implements Application, Ledger {
  readonly #network: Network;
  readonly #rules: ManagementRules;
  readonly #chain: ConfigurationChain;
  readonly #twins: Twins;
  readonly #intervals: Intervals;
  readonly #proofs: Proofs;
  readonly #primary: PrimarySide;
  readonly #record: FactSink;
  readonly #attendance: Attendance;
  readonly #conduct: ManagementConduct | undefined;
  readonly #quorum: number;
  /** Recovery of members that have fallen behind. */
  readonly recovery: Recovery;
  readonly #consensus: Consensus;
  #intervalsDrawn = 0;
  /** Height of the block on which an agreement is under way, 0 without. */
  #open = 0;
  /** End of the latest interval, ns. */
  #due = 0;
  /** Last cycle of the latest interval, as a view of its height. */
  #lastView = 0;
  /** Intervals that were missed since the last agreed block. */
  #missed = 0;
  /** Members that have committed the block at the last height. */
  #committed = 0;
  /** Members that have abandoned the last cycle of the interval. */
  readonly #exhausted = new Set<number>();
  /** When a member's twin has evaluated a proposal, by member and proposal: infinite until then. */
  readonly #decided = new Map<string, number>();

  /** @param recovery sets up the protocol by which the members of this chain agree, and its recovery */
  constructor(
    { network, chain, twins, intervals, proofs, primary, record, attendance = ALL_PRESENT, conduct }: ManagementParts,
    rules: ManagementRules,
    recovery: (management: Application & Ledger) => Recovery,
  ) {
    this.#network = network;
    this.#rules = rules;
    this.#chain = chain;
    this.#twins = twins;
    this.#intervals = intervals;
    this.#proofs = proofs;
    this.#primary = primary;
    this.#record = record;
    this.#attendance = attendance;
    this.#conduct = conduct;
    this.#quorum = rules.quorum;
    this.recovery = recovery(this);
    this.#consensus = this.recovery.consensus;
  }

  /** Starts the first interval. */
  start(): void {
    const hash = toHex(this.#chain.block(0).hash);
    this.#tell({ kind: 'managementStarted', hash, consensus: this.#rules.consensus });
    this.#nextInterval();
  }

  /** Forgets the blocks below a height that every member has passed. */
  forget(height: number): void {
    const members = this.#rules.members
      .filter((member) => !this.#attendance.isGone(member))
      .map((member) => this.#consensus.height(member) - 1);
    this.#chain.forget(Math.min(height, ...members));
  }

  /** Restarts node after a crash: it joins the current agreement on its height, if it knows of it. */
  restart(node: number, losesVotes: boolean): void {
    if (!this.isMember(node)) return;
    this.recovery.restart(node);
    this.#consensus.restart(node, losesVotes);
    const isOpen = this.#consensus.height(node) === this.#open && this.#consensus.view(node) <= this.#lastView;
    if (isOpen) this.#consensus.begin(node, this.#network.now);
  }

  /** Handles a message of the members' protocol, which may reach other nodes by gossip. */
  receive(event: NetworkEvent): void {
    if (this.isMember(event.node)) this.#consensus.receive(event);
  }

  wake(event: NetworkEvent): void {
    this.#consensus.wake(event);
  }

  /** Node has the agreed block at a height. A member may receive it by gossip before the last vote. */
  adopt(node: number, height: number): void {
    if (this.isMember(node))
      this.#consensus.adopt(node, height, this.#chain.contentAt(height), () => this.voters(node, height));
  }

  voters(node: number, height: number): number[] {
    return this.#primary.copy(node, height)?.proof?.votes.map(({ signer }) => signer) ?? [];
  }

  isMember(node: number): boolean {
    return this.#rules.members.includes(node);
  }

  contentAt(height: number): number {
    return this.#chain.contentAt(height);
  }

  size(): number {
    return this.#rules.configurationBlockSize;
  }

  /**
   * `(h_l + FC) mod |MN|`: a failed cycle is a view, and every interval allows |MN| of them. If members take turns, the
   * height replaces the latest block's hash.
   */
  proposer(height: number, view: number): number {
    const { members, proposer } = this.#rules;
    const first = proposer === 'turns' ? height - 1 : hashModulo(this.#chain.block(height - 1).hash, members.length);
    return members[(first + view) % members.length];
  }

  propose(node: number, height: number, view: number): number {
    const previous = this.#chain.block(height - 1);
    const inForce = previous.configuration;
    const { configuration: wanted, rule, figures, candidates, learning } = this.#twins.decide(node, inForce);
    const objection = this.#objectionOfOneself(node, wanted, inForce);
    const chosen = objection === undefined ? wanted : inForce;
    const honest = configurationBlock(previous.hash, height, node, chosen, this.#activation(node));
    const block = this.#conduct?.distort(node, view, honest, candidates) ?? honest;
    const { configuration } = block;
    const proposal = this.#chain.propose(block);
    const cycle = view + 1;
    const due = this.#due;
    this.#tell({
      kind: 'configurationProposed',
      proposal,
      height,
      proposer: node,
      cycle,
      due,
      configuration,
      inForce,
      rule,
      figures,
      ...(candidates ? { candidates: block === honest ? candidates : marked(candidates, configuration) } : {}),
      ...(learning ? { learning } : {}),
    });
    if (objection !== undefined) this.#reject(node, proposal, height, objection);
    return proposal;
  }

  validate(node: number, content: number): Verdict {
    if (this.#mustThink(node, content)) return 'wait';
    const block = this.#chain.proposal(content);
    const previous = this.#chain.block(block.height - 1);
    const { objection, judgement } = sameHash(block.previousHash, previous.hash)
      ? this.#twins.opinion(node, block.configuration, previous.configuration)
      : { objection: 'it does not follow the latest configuration block' };
    if (judgement)
      this.#tell({ kind: 'configurationJudged', proposal: content, height: block.height, node, ...judgement });
    if (objection === undefined) return 'accept';
    this.#reject(node, content, block.height, objection);
    return 'reject';
  }

  /** A twin with thinking time has decided how to vote. */
  twinHasDecided(node: number, content: number): void {
    this.#decided.set(`${node}/${content}`, this.#network.now);
    this.#consensus.reconsider(node);
  }

  #mustThink(node: number, content: number): boolean {
    const time = this.#twins.decisionTime(node);
    if (time === 0) return false;
    const key = `${node}/${content}`;
    const decided = this.#decided.get(key);
    if (decided === undefined) {
      this.#decided.set(key, Number.POSITIVE_INFINITY);
      this.#network.wake(this.#network.now + toNanoseconds(time), Topic.clock, node, TWIN_HAS_DECIDED, content);
    }
    return decided === undefined || decided > this.#network.now;
  }

  decided(node: number, height: number, content: number, view: number, voters: () => number[]): void {
    if (height > this.#chain.height) this.#append(content);
    if (height === this.#chain.height && ++this.#committed === this.#quorum) {
      this.#agree(height, view);
      if (this.#open === height) this.#nextInterval();
    }
    this.#tell({ kind: 'configurationCommitted', proposal: content, node, height });
    if (!this.#primary.has(node, height)) this.#primary.obtain(node, this.#proven(height, content, voters));
    // A slow member that decides only now may join the agreement on the next block.
    if (this.#open > 0 && this.#consensus.height(node) === this.#open) this.#consensus.begin(node, this.#network.now);
  }

  /** The first member has decided a height. */
  #append(content: number): void {
    this.#chain.append(content);
    this.#committed = 0;
    this.#missed = 0;
  }

  /** The agreed block with its proof, made of the votes that a member has for it. */
  #proven(height: number, content: number, voters: () => number[]): ConfigurationBlock {
    const agreed = this.#chain.block(height);
    // If Byzantine members made others decide differently, all continue with the block that was decided first.
    if (content !== this.#chain.contentAt(height)) return agreed;
    const block = provenBlock(agreed, this.#proofs.make(agreed, voters()));
    agreed.proof ??= block.proof;
    if (!this.#proofs.hold(block))
      this.#tell({ kind: 'verificationFailed', chain: 'management', height, reason: 'it has no valid proof' });
    return block;
  }

  #agree(height: number, view: number): void {
    const { hash, proposer, configuration } = this.#chain.block(height);
    this.#tell({
      kind: 'configurationAgreed',
      proposal: this.#chain.contentAt(height),
      height,
      proposer,
      hash: toHex(hash),
      configuration,
      due: this.#due,
      cycles: (view % this.#rules.members.length) + 1,
    });
  }

  /** A member that has used all its cycles rests until the next interval ends, unless that has ended already. */
  abandoned(node: number, height: number, view: number, next: number): boolean {
    const isLast = this.#missedBefore(next) > this.#missedBefore(view);
    this.#tell({ kind: 'cycleAbandoned', node, height, isLast });
    // A member that missed an agreement keeps asking for views until another member tells it about the block.
    if (height !== this.#chain.height + 1 || next <= this.#lastView) return true;
    if (this.#exhausted.size < this.#quorum && this.#exhausted.add(node).size === this.#quorum) {
      this.#tell({ kind: 'cycleFailed', height, cycle: this.#lastView + 1 });
      this.#tell({ kind: 'intervalMissed', height });
      this.#missed++;
      this.#nextInterval();
    }
    return false;
  }

  failed(height: number, view: number): void {
    // The last cycle of an interval was already counted when the interval was abandoned.
    if (this.#missedBefore(view + 1) > this.#missedBefore(view)) return;
    this.#tell({ kind: 'cycleFailed', height, cycle: view + 1 });
  }

  /** The number of intervals of a height that were missed before a view. */
  #missedBefore(view: number): number {
    return Math.floor(view / this.#rules.members.length);
  }

  /**
   * The interval is over: the twins take their observations, and up-to-date members start to agree on the next block.
   */
  intervalEnds(): void {
    this.#open = this.#chain.height + 1;
    this.#due = this.#network.now;
    this.#lastView = (this.#missed + 1) * this.#rules.members.length - 1;
    this.#exhausted.clear();
    const present = this.#rules.members.filter((member) => !this.#attendance.isAbsent(member));
    this.#tell({ kind: 'intervalEnded', height: this.#open });
    for (const member of present) {
      const latest = this.#chain.block(Math.min(this.#chain.height, this.#consensus.height(member) - 1));
      this.#twins.intervalEnds(member, latest.configuration);
    }
    this.#decided.clear();
    for (const member of present) {
      const decided = this.#due + toNanoseconds(this.#twins.decisionTime(member));
      if (this.#consensus.height(member) === this.#open) this.#consensus.begin(member, decided);
    }
  }

  /** Height of the primary from which a block that node proposes now is in force; 0: the next round. */
  #activation(node: number): number {
    const { activation } = this.#rules;
    return activation.kind === 'nextRound' ? 0 : this.#primary.round(node).height + activation.blocks;
  }

  /** Proposers do not vote on their own proposals. In a chain of one node, the proposal is therefore checked here. */
  #objectionOfOneself(node: number, proposed: Configuration, inForce: Configuration): string | undefined {
    if (this.#rules.members.length > 1) return undefined;
    return this.#twins.opinion(node, proposed, inForce).objection;
  }

  #reject(node: number, proposal: number, height: number, reason: string): void {
    this.#tell({ kind: 'configurationRejected', proposal, height, node, reason });
  }

  #tell(fact: ManagementFact | VerificationFailed): void {
    this.#record(this.#network.now, fact);
  }

  #nextInterval(): void {
    this.#open = 0;
    const ends = this.#network.now + this.#intervals.at(this.#intervalsDrawn++);
    this.#network.wake(ends, Topic.clock, -1, INTERVAL_ENDS, 0);
  }
}

/** A Byzantine proposer may propose another candidate than its twin's choice. */
function marked(candidates: readonly Candidate[], proposed: Configuration): Candidate[] {
  return candidates.map((candidate) => ({ ...candidate, isProposed: candidate.configuration === proposed }));
}
