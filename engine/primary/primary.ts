import type { Application, Overlap, Verdict } from '../consensus/protocol.js';
import type { Ledger } from '../consensus/recovery.js';
import { toNanoseconds } from '../kernel/time.js';
import type { ConfigurationBlock } from '../management/configuration-block.js';
import type { Configuration } from '../model/configuration.js';
import { hashModulo, hashOf, sameHash } from '../model/hash.js';
import type { PrimaryChain, Refusal } from '../model/scenario.js';
import type { Network } from '../network/message.js';
import type { Constitution, Epochs } from './epochs.js';
import { FailedRounds } from './failed-rounds.js';
import { Heights } from './heights.js';
import type { Observers } from './observers.js';
import { Proposals } from './proposals.js';
import { type TransactionBlock, transactionBlock } from './transaction-blocks.js';
import type { TransactionPool } from './transaction-pool.js';

export interface PrimaryRules {
  /** How heights are decided after a block that was made under this configuration. */
  constitution(configuration: Configuration): Constitution;
  proposer: PrimaryChain['proposer'];
  refusal: Refusal;
  /** Size of the transactions of a saturated chain, B. */
  transactionSize: number;
  /** Absent: the chain is saturated. */
  pool: TransactionPool | undefined;
}

/** What the rest of the simulation hears of the primary. */
export interface PrimaryListener {
  configurationBlock(height: number): ConfigurationBlock;
  /** Node switches to the blocks after `from` up to `to`. */
  applied(node: number, from: number, to: number): void;
  /** A block has been proposed; its number tells it from the others of its height. */
  proposed(content: number, block: TransactionBlock): void;
  /** Node has the block with this number, for the first time or again. */
  received(node: number, content: number): void;
  /** The first 2f+1 validators have committed the block, the last of them in this view. */
  committed(block: TransactionBlock, parent: TransactionBlock | undefined, view: number, content: number): void;
  /** Node has decided the block. */
  decided(node: number, block: TransactionBlock, parent: TransactionBlock | undefined): void;
  /** Node, a validator or not, has given up its view of a height for a later one. */
  viewAbandoned(node: number, isValidator: boolean): void;
  /**
   * So many rounds have failed, as the whole system knows or a node: no block was decided in them. Negative where a block
   * came of a round after all that had been given up.
   */
  roundsFailed(rounds: number, node?: number): void;
  violated(kind: 'agreement' | 'verifiable', message: string): void;
}

const MOST_DOUBLINGS = 20;

/** Number of the block before the first, and of one that is forgotten. */
const NO_BLOCK = -1;

/** Heights that are kept behind the last node: protocols forget what was said about them as soon. */
const KEPT_HEIGHTS = 8;

/** The primary chain and the reconfiguration of its nodes (Section 2.2, Algorithm 2). */
export class Primary implements Application, Overlap, Ledger {
  readonly #network: Network;
  readonly #rules: PrimaryRules;
  readonly #observers: Observers;
  readonly #listener: PrimaryListener;
  readonly #blocks = new Proposals();
  /** Number of the decided block by height. */
  readonly #decided = new Heights(0);
  /** Validators that have committed the block at a height. */
  readonly #commits = new Heights(0);
  /** View in which a height was decided by the validator that made its commits a quorum, or by the first one till then. */
  readonly #views = new Heights(0);
  readonly #failed = new FailedRounds();
  /** The same as each node knows it. */
  readonly #seenToFail: readonly FailedRounds[];
  #committed = 0;
  /** Height of the configuration block under which a node works. */
  readonly #active: Int32Array;
  /** Start of a node's next round that waits for missing configuration blocks, ns; NaN without. */
  readonly #held: Float64Array;
  /** End of the pause before a node's latest round, ns. */
  readonly #pauseEnds: Float64Array;
  /** 1 where a node has put off a proposal until it has the configuration block that it names. */
  readonly #waiting: Uint8Array;
  #epochs: Epochs | undefined;

  constructor(network: Network, rules: PrimaryRules, nodes: number, observers: Observers, listener: PrimaryListener) {
    this.#network = network;
    this.#rules = rules;
    this.#observers = observers;
    this.#listener = listener;
    this.#active = new Int32Array(nodes);
    this.#held = new Float64Array(nodes).fill(Number.NaN);
    this.#pauseEnds = new Float64Array(nodes);
    this.#waiting = new Uint8Array(nodes);
    this.#seenToFail = Array.from({ length: nodes }, () => new FailedRounds());
    this.#decided.add(NO_BLOCK);
    this.#commits.add(0);
    this.#views.add(0);
  }

  /** Every node takes part from the first height on. */
  start(epochs: Epochs): void {
    this.#epochs = epochs;
    for (let node = 0; node < this.#active.length; node++) this.#begin(node);
  }

  get #consensus(): Epochs {
    if (!this.#epochs) throw new Error('the primary has not been started');
    return this.#epochs;
  }

  /** Height of the last decided block. */
  get height(): number {
    return this.#decided.next - 1;
  }

  /** Height of the oldest configuration block under which a node works, or a block was made that is not forgotten. */
  get oldestConfiguration(): number {
    return this.#active.reduce((oldest, height) => Math.min(oldest, height), this.#blocks.oldestConfiguration);
  }

  /** Height up to which a quorum has committed. */
  get committed(): number {
    return this.#committed;
  }

  /** Height of the proposal that node's round, or its next one, is about, and the view it is in. */
  round(node: number): { height: number; view: number } {
    return { height: this.#epochs?.working(node) ?? 1, view: this.#epochs?.view(node) ?? 0 };
  }

  /** The decided block at a height from 1 on, while any node may need it. */
  block(height: number): TransactionBlock {
    return this.#blocks.at(this.contentAt(height));
  }

  contentAt(height: number): number {
    return this.#decided.at(height) ?? NO_BLOCK;
  }

  size(content: number): number {
    return this.#blocks.bytes(content);
  }

  proposer(height: number, view: number): number {
    const { proposer } = this.#rules;
    const { validators } = this.#consensus.at(height);
    const turn =
      proposer === 'roundRobin' || height === 1
        ? height - 1
        : hashModulo(this.block(height - 1).hash, validators.length);
    return validators[(turn + view) % validators.length];
  }

  /** What the last block hashes to is not known where heights overlap: the term's number takes its place. */
  leader(firstHeight: number, term: number): number {
    const { proposer } = this.#rules;
    const { validators } = this.#consensus.at(firstHeight);
    const turn =
      proposer === 'roundRobin' ? firstHeight - 1 + term : hashModulo(hashOf([firstHeight, term]), validators.length);
    return validators[turn % validators.length];
  }

  /** Another constitution takes over after the block that names it, once that is decided. */
  mayFollow(content: number): boolean {
    const { height, configurationHeight } = this.#blocks.at(content);
    const { configuration } = this.#listener.configurationBlock(configurationHeight);
    return this.#rules.constitution(configuration) === this.#consensus.at(height).constitution;
  }

  propose(node: number, height: number, view: number, parent = this.contentAt(height - 1)): number {
    const configuration = this.#listener.configurationBlock(this.#binding(node, height));
    const { blockSize } = configuration.configuration;
    const { pool, transactionSize } = this.#rules;
    pool?.advance(this.#network.now);
    const batch = pool?.batch(blockSize, this.#promised(parent)) ?? {
      transactions: Math.floor(blockSize / transactionSize),
      bytes: blockSize,
    };
    const block = transactionBlock(
      {
        parent,
        height,
        proposer: node,
        view,
        configurationHeight: configuration.height,
        configurationHash: configuration.hash,
        ...batch,
      },
      this.#blocks.find(parent),
    );
    const content = this.#blocks.add(block);
    this.#listener.proposed(content, block);
    return content;
  }

  received(node: number, content: number): void {
    this.#listener.received(node, content);
  }

  judge(node: number, content: number, parent?: number): Verdict {
    const block = this.#blocks.find(content);
    // Every node has decided that height.
    if (!block) return 'reject';
    if (block.configurationHeight > this.#observers.height(node)) {
      this.#observers.seek(node, block.configurationHeight, block.proposer);
      // Between rounds a node waits for missing blocks (line 12). Within one, silence is not for a proposal to come back to.
      if (this.#rules.refusal === 'timeout' && this.#consensus.inRound(node)) return 'reject';
      this.#waiting[node] = 1;
      return 'wait';
    }
    const binding = this.#binding(node, block.height);
    const { configuration, hash } = this.#listener.configurationBlock(binding);
    // A transaction that is larger than a block travels alone.
    const single = block.transactions <= 1;
    const valid =
      block.configurationHeight === binding &&
      sameHash(block.configurationHash, hash) &&
      block.parent === (parent ?? this.contentAt(block.height - 1)) &&
      (block.bytes <= configuration.blockSize || single);
    return valid ? 'accept' : 'reject';
  }

  decided(node: number, height: number, content: number, view: number, _voters: () => number[], goesOn = false): void {
    if (height > this.height) {
      this.#decided.add(content);
      this.#commits.add(0);
      this.#views.add(view);
      const { transactions, configurationHeight } = this.#blocks.at(content);
      const { configuration } = this.#listener.configurationBlock(configurationHeight);
      this.#consensus.follows(height, this.#rules.constitution(configuration));
      this.#rules.pool?.advance(this.#network.now);
      this.#rules.pool?.take(transactions);
    } else if (this.contentAt(height) !== content) {
      this.#listener.violated('agreement', `node ${node} decided another block ${height} than others`);
    }
    this.#listener.received(node, content);
    this.#settle(this.#seenToFail[node].settle(height, view), node);
    const block = this.block(height);
    this.#listener.decided(node, block, this.#blocks.find(block.parent));
    const { isValidator, quorum } = this.#consensus.at(height);
    if (isValidator[node] && this.#commits.increment(height) === quorum) {
      this.#views.set(height, view);
      this.#settle(this.#failed.settle(height, view));
      this.#commitUpTo(height);
    }
    if (goesOn) return;
    this.#consensus.enter(node, height + 1);
    this.roundEnded(node, content);
  }

  /** Node turns to the newest configuration, and takes part in the next round. */
  roundEnded(node: number, content: number): void {
    const block = this.#blocks.find(content);
    if (block) this.#observers.seek(node, block.configurationHeight, block.proposer);
    this.#apply(node);
    this.#begin(node);
  }

  /** Patience of a node in a view: the timeout of its configuration, doubled with every failed round of a height. ns */
  timeout(node: number, view: number): number {
    const { roundTimeout } = this.#listener.configurationBlock(this.#active[node]).configuration;
    return toNanoseconds(roundTimeout) * 2 ** Math.min(view, MOST_DOUBLINGS);
  }

  abandoned(node: number, height: number, _view: number): boolean {
    this.#waiting[node] = 0;
    this.#listener.viewAbandoned(node, this.#consensus.at(height).isValidator[node] === 1);
    this.#seenToFail[node].add(height);
    this.#listener.roundsFailed(1, node);
    this.#apply(node);
    return true;
  }

  /** What is left of a height that a quorum has committed is no round any more: the others get the block. */
  failed(height: number, _view: number): void {
    if (height <= this.#committed) return;
    this.#failed.add(height);
    this.#listener.roundsFailed(1);
  }

  #settle(rounds: number, node?: number): void {
    if (rounds !== 0) this.#listener.roundsFailed(rounds, node);
  }

  /** Forgets the blocks that all nodes have left behind and a quorum has committed. @param height below which at most */
  forget(height: number): void {
    let oldest = Math.min(height, this.#committed);
    for (let node = 0; node < this.#active.length; node++) oldest = Math.min(oldest, this.#consensus.height(node));
    this.#blocks.forget(oldest - KEPT_HEIGHTS);
    this.#decided.forget(oldest - KEPT_HEIGHTS);
    this.#commits.forget(oldest - KEPT_HEIGHTS);
    this.#views.forget(oldest - KEPT_HEIGHTS);
  }

  /** Node's copy of the management chain has grown. */
  configurationArrived(node: number): void {
    if (!this.#isBetweenRounds(node) && !this.#waiting[node]) return;
    if (this.#isBetweenRounds(node) || this.#rules.refusal === 'timeout') this.#apply(node);
    if (this.#observers.lacks(node)) return;
    if (this.#waiting[node]) {
      this.#waiting[node] = 0;
      this.#consensus.reconsider(node);
    }
    if (!Number.isNaN(this.#held[node])) {
      const at = Math.max(this.#network.now, this.#held[node]);
      this.#held[node] = Number.NaN;
      this.#consensus.begin(node, at);
    }
  }

  /**
   * A quorum has committed a height, and with it the heights before: where few validators follow many, the few may be
   * done with their first block before a quorum of the many is with its last.
   */
  #commitUpTo(height: number): void {
    while (this.#committed < height) {
      const content = this.contentAt(++this.#committed);
      const block = this.#blocks.at(content);
      const view = this.#views.at(this.#committed) ?? 0;
      this.#listener.committed(block, this.#blocks.find(block.parent), view, content);
    }
  }

  /** Transactions in blocks below a new one that are not decided yet. */
  #promised(parent: number): number {
    let transactions = 0;
    let block = this.#blocks.find(parent);
    while (block && block.height > this.height) {
      transactions += block.transactions;
      block = this.#blocks.find(block.parent);
    }
    return transactions;
  }

  /** Starts node's next round after its pause, and after the blocks that its copy still lacks (line 12). */
  #begin(node: number): void {
    this.#waiting[node] = 0;
    const { blockInterval } = this.#listener.configurationBlock(this.#active[node]).configuration;
    const at = this.#network.now + toNanoseconds(blockInterval);
    this.#pauseEnds[node] = at;
    if (this.#observers.lacks(node)) this.#held[node] = at;
    else this.#consensus.begin(node, at);
  }

  /** Between rounds, node turns to the newest block that it has and that is in force (lines 13 to 15). */
  #apply(node: number): void {
    const from = this.#active[node];
    const to = this.#newest(node, this.round(node).height);
    if (to <= from) return;
    this.#active[node] = to;
    this.#listener.applied(node, from, to);
  }

  /** Height of the newest configuration block in node's copy that is in force at a height. */
  #newest(node: number, height: number): number {
    const active = this.#active[node];
    let newest = this.#observers.height(node);
    while (newest > active && this.#listener.configurationBlock(newest).activation > height) newest--;
    return newest;
  }

  /**
   * Height of the configuration block that node's proposals name and that it demands of others: the one under which it
   * works; where a refusal ends the round at once, the newest one that it has received.
   */
  #binding(node: number, height: number): number {
    return this.#rules.refusal === 'timeout' ? this.#active[node] : this.#newest(node, height);
  }

  /** Whether node's last round has ended and its next one has not begun. The pause belongs to the round where refusals end it. */
  #isBetweenRounds(node: number): boolean {
    if (this.#consensus.inRound(node)) return false;
    const isPausing = Number.isNaN(this.#held[node]) && this.#network.now < this.#pauseEnds[node];
    return this.#rules.refusal === 'timeout' || !isPausing;
  }
}
