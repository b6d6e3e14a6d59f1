import type { Application, Consensus, Verdict } from '../consensus/protocol.js';
import { quorum } from '../consensus/quorum.js';
import type { Ledger } from '../consensus/recovery.js';
import type { Configuration } from '../model/configuration.js';
import { hashModulo, sameHash } from '../model/hash.js';
import type { ManagementChain } from '../model/scenario.js';
import { type Network, Topic } from '../network/message.js';
import {
  type ConfigurationBlock,
  configurationBlock,
  genesisBlock,
  isProven,
  makeProof,
} from './configuration-block.js';
import type { Intervals } from './interval.js';
import type { Signatures } from './signatures.js';
import type { Decision, Twins } from './twins.js';

/** Kind of the timer that ends a configuration block interval. */
export const INTERVAL_ENDS = 1;

export interface ManagementRules {
  members: readonly number[];
  twins: Twins;
  configurationBlockSize: number;
  proposer: ManagementChain['proposer'];
  /** Height of the primary from which a block that node proposes now is in force; 0: the next round. */
  activation: (node: number) => number;
}

/** What the rest of the simulation hears of the management chain. Times in ns. */
export interface ManagementListener {
  /** Node has the agreed block, from the moment at which it commits it. */
  committed(node: number, block: ConfigurationBlock): void;
  /** The first 2f+1 members have committed the block. */
  agreed(block: ConfigurationBlock, due: number, cycles: number): void;
  /** Node has proposed the block in the given cycle on its height, from 1, instead of the configuration in force. */
  proposed(block: ConfigurationBlock, cycle: number, inForce: Configuration, decision: Decision): void;
  objected(block: ConfigurationBlock, node: number, reason: string): void;
  /** The interval before the block at this height is over. */
  intervalEnded(height: number): void;
  /** Node has given up a cycle, the last one of the interval or not. */
  cycleAbandoned(node: number, isLast: boolean): void;
  /** @param cycle on the height of the next block, from 1 */
  cycleFailed(cycle: number): void;
  intervalMissed(): void;
  violated(kind: 'agreement' | 'verifiable', message: string): void;
}

/**
 * The management chain (Section 2.1, Algorithm 1): after each configuration block interval one agreement, of at most
 * as many proposal cycles as there are members. A cycle is a view of the consensus protocol.
 */
export class Management implements Application, Ledger {
  readonly #network: Network;
  readonly #rules: ManagementRules;
  readonly #intervals: Intervals;
  readonly #signatures: Signatures;
  readonly #listener: ManagementListener;
  readonly #quorum: number;
  /** Blocks that were proposed, by number, as long as somebody may ask for them. */
  readonly #proposed = new Map<number, ConfigurationBlock>();
  #proposals = 0;
  /** Number of the agreed block by height. */
  readonly #agreed: number[];
  #consensus: Consensus | undefined;
  #intervalsDrawn = 0;
  /** Height of the block on which an agreement is under way, 0 without. */
  #open = 0;
  /** End of the latest interval, ns. */
  #due = 0;
  /** Last cycle of the latest interval, as a view of its height. */
  #lastView = 0;
  /** Intervals that were missed since the last agreed block. */
  #missed = 0;
  #committed = 0;
  /** Members who have given up the last cycle of the interval. */
  #exhausted = 0;

  constructor(
    network: Network,
    rules: ManagementRules,
    start: Configuration,
    intervals: Intervals,
    signatures: Signatures,
    listener: ManagementListener,
  ) {
    this.#network = network;
    this.#rules = rules;
    this.#intervals = intervals;
    this.#signatures = signatures;
    this.#listener = listener;
    this.#quorum = quorum(rules.members.length);
    this.#agreed = [this.#add(genesisBlock(start))];
  }

  /** Starts the first interval. */
  start(consensus: Consensus): void {
    this.#consensus = consensus;
    this.#nextInterval();
  }

  /** The agreed block at a height; the genesis block at 0. @throws RangeError where it is forgotten */
  block(height: number): ConfigurationBlock {
    return this.#numbered(this.#agreed[height]);
  }

  /** Forgets the blocks below a height, as far as every member has left them behind. */
  forget(height: number): void {
    let oldest = height;
    for (const member of this.#rules.members) {
      oldest = Math.min(oldest, (this.#consensus?.height(member) ?? 1) - 1);
    }
    for (const [number, block] of this.#proposed) if (block.height < oldest) this.#proposed.delete(number);
  }

  /** Height of the last agreed block. */
  get height(): number {
    return this.#agreed.length - 1;
  }

  contentAt(height: number): number {
    return this.#agreed[height];
  }

  size(): number {
    return this.#rules.configurationBlockSize;
  }

  /**
   * `(h_l + FC) mod |MN|`: a failed cycle is a view, and every interval allows |MN| of them. Where members take turns,
   * the height stands in the place of the latest block's hash.
   */
  proposer(height: number, view: number): number {
    const { members, proposer } = this.#rules;
    const first = proposer === 'turns' ? height - 1 : hashModulo(this.block(height - 1).hash, members.length);
    return members[(first + view) % members.length];
  }

  propose(node: number, height: number, view: number): number {
    const previous = this.block(height - 1);
    const decision = this.#rules.twins.decide(node, previous.configuration);
    const objection = this.#objectionOfOneself(node, decision.configuration, previous.configuration);
    const configuration = objection === undefined ? decision.configuration : previous.configuration;
    const block = configurationBlock(previous.hash, height, node, configuration, this.#rules.activation(node));
    this.#listener.proposed(block, view + 1, previous.configuration, decision);
    if (objection !== undefined) this.#listener.objected(block, node, objection);
    return this.#add(block);
  }

  judge(node: number, content: number): Verdict {
    const block = this.#numbered(content);
    const previous = this.block(block.height - 1);
    const objection = sameHash(block.previousHash, previous.hash)
      ? this.#rules.twins.objection(node, block.configuration, previous.configuration)
      : 'it does not follow the latest configuration block';
    if (objection === undefined) return 'accept';
    this.#listener.objected(block, node, objection);
    return 'reject';
  }

  decided(node: number, height: number, content: number, view: number, voters: () => number[]): void {
    if (height > this.height) {
      this.#agreed.push(content);
      this.#committed = 0;
      this.#missed = 0;
      const block = this.#numbered(content);
      block.proof = makeProof(block, voters().slice(0, this.#quorum), this.#signatures);
      if (!isProven(block, this.#rules.members, this.#signatures)) {
        this.#listener.violated('verifiable', `configuration block ${height} has no valid proof`);
      }
    } else if (this.#agreed[height] !== content) {
      this.#listener.violated('agreement', `node ${node} decided another configuration block ${height}`);
    }
    if (height === this.height && ++this.#committed === this.#quorum) {
      this.#listener.agreed(this.block(height), this.#due, (view % this.#rules.members.length) + 1);
      if (this.#open === height) this.#nextInterval();
    }
    this.#listener.committed(node, this.block(height));
    // A slow member that decides only now may have an agreement on the next block to join.
    if (this.#open > 0 && this.#consensus?.height(node) === this.#open) this.#consensus.begin(node, this.#network.now);
  }

  /** A member that has used up its cycles rests until the next interval ends, unless it has ended already. */
  abandoned(node: number, height: number, view: number, next: number): boolean {
    this.#listener.cycleAbandoned(node, this.#missedBefore(next) > this.#missedBefore(view));
    // A member for whose height others have agreed on a block asks for views until somebody tells it so.
    if (height !== this.height + 1 || next <= this.#lastView) return true;
    if (++this.#exhausted === this.#quorum) {
      this.#listener.cycleFailed(this.#lastView + 1);
      this.#listener.intervalMissed();
      this.#missed++;
      this.#nextInterval();
    }
    return false;
  }

  failed(_height: number, view: number): void {
    // The last cycle of an interval was counted when the interval was given up.
    if (this.#missedBefore(view + 1) === this.#missedBefore(view)) this.#listener.cycleFailed(view + 1);
  }

  /** How many intervals of its height were missed before a view. */
  #missedBefore(view: number): number {
    return Math.floor(view / this.#rules.members.length);
  }

  /** The interval is over: the twins look around, and members that are up to date start to agree on the next block. */
  intervalEnds(): void {
    this.#open = this.height + 1;
    this.#due = this.#network.now;
    this.#lastView = (this.#missed + 1) * this.#rules.members.length - 1;
    this.#exhausted = 0;
    this.#listener.intervalEnded(this.#open);
    for (const member of this.#rules.members) {
      const latest = this.block(Math.min(this.height, (this.#consensus?.height(member) ?? 1) - 1));
      this.#rules.twins.intervalEnds(member, latest.configuration, this.#due);
    }
    for (const member of this.#rules.members) {
      if (this.#consensus?.height(member) === this.#open) this.#consensus.begin(member, this.#due);
    }
  }

  /** Whether the block is proven; looked up, for each distinct block is checked when it is agreed. */
  isAgreed(block: ConfigurationBlock): boolean {
    return this.block(block.height) === block && block.proof !== undefined;
  }

  /** Proposers are not asked about their own proposals: in a chain of one node, nobody would be. */
  #objectionOfOneself(node: number, proposed: Configuration, inForce: Configuration): string | undefined {
    if (this.#rules.members.length > 1) return undefined;
    return this.#rules.twins.objection(node, proposed, inForce);
  }

  #add(block: ConfigurationBlock): number {
    this.#proposed.set(this.#proposals, block);
    return this.#proposals++;
  }

  #numbered(content: number): ConfigurationBlock {
    const block = this.#proposed.get(content);
    if (!block) throw new RangeError(`configuration block number ${content} is forgotten, or was never proposed`);
    return block;
  }

  #nextInterval(): void {
    this.#open = 0;
    const ends = this.#network.now + this.#intervals.at(this.#intervalsDrawn++);
    this.#network.wake(ends, Topic.clock, -1, INTERVAL_ENDS, 0);
  }
}
