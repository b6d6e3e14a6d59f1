import { KEPT_HEIGHTS } from '../consensus/kept-heights.js';
import type { Application, Overlap, Verdict } from '../consensus/protocol.js';
import type { Ledger, Recovery } from '../consensus/recovery.js';
import { hashModulo, hashOf, sameHash, toHex } from '../kernel/hash.js';
import { toNanoseconds } from '../kernel/time.js';
import type { ConfigurationBlock } from '../management/configuration-block.js';
import { ALL_PRESENT, type Attendance } from '../model/attendance.js';
import type { Fact, FactSink } from '../model/facts.js';
import type { PrimaryChain, Refusal } from '../model/scenario.js';
import type { Network } from '../network/message.js';
import type { EpochParameterSets } from './epoch-parameters.js';
import type { Epochs } from './epochs.js';
import { Heights } from './heights.js';
import { type ConfigurationBlocks, type ConfigurationReader, type ObserverSizes, Observers } from './observers.js';
import { Proposals } from './proposals.js';
import { type TransactionBlock, transactionBlock } from './transaction-blocks.js';
import type { TransactionPool } from './transaction-pool.js';

export interface PrimaryRules {
  /** How heights are decided after a block under a given configuration. */
  parameterSets: Pick<EpochParameterSets, 'of'>;
  /** The height that nodes decide first; earlier ones are unknown. */
  firstHeight: number;
  proposer: PrimaryChain['proposer'];
  refusal: Refusal;
  /** Factor by which the timeout grows with every failed round of a height. */
  timeoutGrowth: number;
  /** Size of the transactions of a saturated chain, B. */
  transactionSize: number;
  /** Sizes of the messages by which nodes observe the management chain. */
  observerSizes: ObserverSizes;
}

/** The other half of a node that also belongs to the management chain. */
export interface ManagementSide {
  /** Node has the agreed configuration block at this height; ignored for nodes that are not members. */
  adopt(node: number, height: number): void;
}

/** The parts from which the primary is built. */
export interface PrimaryParts {
  network: Network;
  configurations: ConfigurationBlocks;
  management: ManagementSide;
  /** Absent if the chain is saturated. */
  pool?: TransactionPool;
  record: FactSink;
  /** Absent if no node is ever down. */
  attendance?: Attendance;
  /** Absent if every node is honest. */
  conduct?: PrimaryConduct;
}

/** How nodes behave on this chain. */
export interface PrimaryConduct {
  /** The block that node proposes instead of a given one. */
  distort(node: number, view: number, block: TransactionBlock): TransactionBlock;
  /** The chain as its protocol sees it. */
  of(application: Application): Application;
}

/** Maximum factor on the first timeout: twenty doublings. */
const MAX_GROWTH = 2 ** 20;

/** Number of the block before the first one, and of a forgotten block. */
const NO_BLOCK = -1;

/**
 * The primary chain and the reconfiguration of its nodes (Section 2.2, Algorithm 2). The algorithm is in one file,
 * because the actions of a node at the end of a round depend on what it has observed, waits for and has applied.
 */
export class Primary implements Application, Overlap, Ledger, ConfigurationReader {
  /** The nodes as observers of the management chain. */
  readonly observers: Observers;
  /** Recovery of nodes that have fallen behind. */
  readonly recovery: Recovery<Epochs>;
  readonly #network: Network;
  readonly #rules: PrimaryRules;
  readonly #configurations: ConfigurationBlocks;
  readonly #management: ManagementSide;
  readonly #pool: TransactionPool | undefined;
  readonly #record: FactSink;
  readonly #attendance: Attendance;
  readonly #conduct: PrimaryConduct | undefined;
  /** The consensus of this chain. */
  readonly epochs: Epochs;
  readonly #blocks = new Proposals();
  /** Number of the decided block by height. */
  readonly #decided: Heights;
  /** Validators that have committed the block at a height. */
  readonly #commits: Heights;
  /**
   * The view in which a height was decided by the validator whose commit completed a quorum; until then, by the first
   * validator.
   */
  readonly #views: Heights;
  #committed: number;
  /** Height of the configuration block that a node works under. */
  readonly #active: Int32Array;
  /** Start of a node's next round while it waits for missing configuration blocks, ns; NaN if it does not wait. */
  readonly #held: Float64Array;
  /** End of the pause before a node's latest round, ns. */
  readonly #pauseEnds: Float64Array;
  /** 1 if a node has deferred a proposal until it has the configuration block that the proposal names. */
  readonly #waiting: Uint8Array;

  /** @param recovery sets up the consensus by which the nodes of this chain agree, and its recovery */
  constructor(
    { network, configurations, management, pool, record, attendance = ALL_PRESENT, conduct }: PrimaryParts,
    rules: PrimaryRules,
    nodes: number,
    recovery: (primary: Primary) => Recovery<Epochs>,
  ) {
    this.#network = network;
    this.#rules = rules;
    this.#configurations = configurations;
    this.#management = management;
    this.#pool = pool;
    this.#record = record;
    this.#attendance = attendance;
    this.#conduct = conduct;
    this.observers = new Observers(network, nodes, rules.observerSizes, configurations, this, attendance);
    this.#active = new Int32Array(nodes);
    this.#held = new Float64Array(nodes).fill(Number.NaN);
    this.#pauseEnds = new Float64Array(nodes);
    this.#waiting = new Uint8Array(nodes);
    const before = rules.firstHeight - 1;
    this.#decided = new Heights(before);
    this.#commits = new Heights(before);
    this.#views = new Heights(before);
    this.#committed = before;
    this.#decided.add(NO_BLOCK);
    this.#commits.add(0);
    this.#views.add(0);
    this.recovery = recovery(this);
    this.epochs = this.recovery.consensus;
  }

  /** Starts the nodes at the first height: all of them, or those that are alive. */
  start(nodes: Iterable<number> = this.#active.keys()): void {
    for (const node of nodes) this.#begin(node);
  }

  /**
   * Node restarts after a crash. Its chain and its configuration are on its disk. It takes part again after the pause
   * before a round, and learns from messages how far it has fallen behind.
   */
  restart(node: number, losesVotes: boolean): void {
    this.observers.restart(node);
    this.recovery.restart(node);
    this.epochs.restart(node, losesVotes);
    this.#held[node] = Number.NaN;
    this.#apply(node);
    this.#begin(node);
  }

  /** Height of the last decided block. */
  get height(): number {
    return this.#decided.next - 1;
  }

  /** Height of the oldest configuration block that a node works under or that a stored block was made under. */
  get oldestConfiguration(): number {
    let oldest = this.#blocks.oldestConfiguration;
    for (let node = 0; node < this.#active.length; node++)
      if (!this.#attendance.isGone(node)) oldest = Math.min(oldest, this.#active[node]);
    return oldest;
  }

  /** Height up to which a quorum has committed. */
  get committed(): number {
    return this.#committed;
  }

  /** Height of the proposal that node's current or next round is about, and the view of that round. */
  round(node: number): { height: number; view: number } {
    return { height: this.epochs.working(node), view: this.epochs.view(node) };
  }

  /** The decided block at a height from 1 on, as long as a node may need it. */
  block(height: number): TransactionBlock {
    return this.#blocks.at(this.contentAt(height));
  }

  /** A proposed block. @throws RangeError if it is forgotten */
  proposal(content: number): TransactionBlock {
    return this.#blocks.at(content);
  }

  contentAt(height: number): number {
    return this.#decided.at(height) ?? NO_BLOCK;
  }

  size(content: number): number {
    return this.#blocks.bytes(content);
  }

  proposer(height: number, view: number): number {
    const { proposer, firstHeight } = this.#rules;
    const { validators } = this.epochs.at(height);
    const turn =
      proposer === 'roundRobin' || height === firstHeight
        ? height - 1
        : hashModulo(this.block(height - 1).hash, validators.length);
    return validators[(turn + view) % validators.length];
  }

  /** If heights overlap, the hash of the last block is unknown, so the number of the term replaces it. */
  leader(firstHeight: number, term: number): number {
    const { proposer } = this.#rules;
    const { validators } = this.epochs.at(firstHeight);
    const turn =
      proposer === 'roundRobin' ? firstHeight - 1 + term : hashModulo(hashOf([firstHeight, term]), validators.length);
    return validators[turn % validators.length];
  }

  /** New parameters apply after the block that names them, once that block is decided. */
  mayFollow(content: number): boolean {
    const { height, configurationHeight } = this.#blocks.at(content);
    const { configuration } = this.#configurations.block(configurationHeight);
    return this.#rules.parameterSets.of(configuration) === this.epochs.at(height).parameters;
  }

  propose(node: number, height: number, view: number, parent = this.contentAt(height - 1)): number {
    const configuration = this.#configurations.block(this.#binding(node, height));
    const { blockSize } = configuration.configuration;
    const { transactionSize } = this.#rules;
    this.#pool?.advance(this.#network.now);
    const batch = this.#pool?.batch(blockSize, this.#promised(parent)) ?? {
      transactions: Math.floor(blockSize / transactionSize),
      bytes: blockSize,
    };
    const honest = transactionBlock(
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
    const block = this.#conduct?.distort(node, view, honest) ?? honest;
    const content = this.#blocks.add(block);
    this.#tell({
      kind: 'blockProposed',
      block: content,
      height,
      view,
      proposer: node,
      configuration: configuration.height,
    });
    return content;
  }

  received(node: number, content: number): void {
    this.#tell({ kind: 'blockReceived', node, block: content });
  }

  validate(node: number, content: number, parent?: number): Verdict {
    const block = this.#blocks.find(content);
    // Every node has decided that height.
    if (!block) return 'reject';
    if (block.configurationHeight > this.observers.height(node)) {
      this.observers.seek(node, block.configurationHeight, block.proposer);
      // Between rounds a node waits for missing blocks (line 12). Within a round it does not, because the proposal
      // would not be sent again.
      if (this.#rules.refusal === 'timeout' && this.epochs.inRound(node)) return 'reject';
      this.#waiting[node] = 1;
      return 'wait';
    }
    const binding = this.#binding(node, block.height);
    const { configuration, hash } = this.#configurations.block(binding);
    // A transaction that is larger than a block is alone in its block.
    const single = block.transactions <= 1;
    const valid =
      block.configurationHeight === binding &&
      sameHash(block.configurationHash, hash) &&
      block.parent === (parent ?? this.contentAt(block.height - 1)) &&
      (block.bytes <= configuration.blockSize || single);
    return valid ? 'accept' : 'reject';
  }

  decided(
    node: number,
    height: number,
    content: number,
    view: number,
    _voters: () => number[],
    continues = false,
  ): void {
    if (height > this.height) {
      this.#decided.add(content);
      this.#commits.add(0);
      this.#views.add(view);
      const { transactions, configurationHeight } = this.#blocks.at(content);
      const { configuration } = this.#configurations.block(configurationHeight);
      this.epochs.follows(height, this.#rules.parameterSets.of(configuration));
      this.#pool?.advance(this.#network.now);
      this.#pool?.take(transactions);
    }
    const block = this.block(height);
    const isSwitch = this.#isSwitch(block);
    this.#tell({
      kind: 'blockCommitted',
      node,
      block: content,
      height,
      view,
      transactions: block.transactions,
      isSwitch,
    });
    const { isValidator, parameters } = this.epochs.at(height);
    if (isValidator[node] && this.#commits.increment(height) === parameters.faults.quorum) {
      this.#views.set(height, view);
      this.#finalize(height);
    }
    if (continues) return;
    this.epochs.enter(node, height + 1);
    this.roundEnded(node, content);
  }

  /** Node switches to the newest configuration, and takes part in the next round. */
  roundEnded(node: number, content: number): void {
    const block = this.#blocks.find(content);
    if (block) this.observers.seek(node, block.configurationHeight, block.proposer);
    this.#apply(node);
    this.#begin(node);
  }

  /**
   * The timeout of a node in a view: that of its configuration, multiplied by the growth for every failed round of the
   * height. ns
   */
  timeout(node: number, view: number): number {
    const { roundTimeout } = this.#configurations.block(this.#active[node]).configuration;
    const growth = view === 0 ? 1 : Math.min(this.#rules.timeoutGrowth ** view, MAX_GROWTH);
    return toNanoseconds(roundTimeout) * growth;
  }

  abandoned(node: number, height: number, view: number): boolean {
    this.#waiting[node] = 0;
    const isValidator = this.epochs.at(height).isValidator[node] === 1;
    this.#tell({ kind: 'viewAbandoned', node, height, view, isValidator });
    this.#apply(node);
    return true;
  }

  /** A round of a height that a quorum has committed is not counted as failed: the other nodes receive the block. */
  failed(height: number, view: number, proposer?: number): void {
    if (height <= this.#committed) return;
    this.#tell({ kind: 'roundFailed', height, view, proposer: proposer ?? this.proposer(height, view) });
  }

  /**
   * Forgets the blocks that all nodes have passed and a quorum has committed. @param height lower bound of the blocks
   * that remain
   */
  forget(height: number): void {
    let oldest = Math.min(height, this.#committed);
    for (let node = 0; node < this.#active.length; node++)
      if (!this.#attendance.isGone(node)) oldest = Math.min(oldest, this.epochs.height(node));
    this.#blocks.forget(oldest - KEPT_HEIGHTS);
    this.#decided.forget(oldest - KEPT_HEIGHTS);
    this.#commits.forget(oldest - KEPT_HEIGHTS);
    this.#views.forget(oldest - KEPT_HEIGHTS);
  }

  /** Node has committed the agreed configuration block on the management chain. */
  obtain(node: number, block: ConfigurationBlock): void {
    this.observers.obtain(node, block, -1);
  }

  configurationReceived(node: number, height: number): void {
    this.#tell({ kind: 'configurationReceived', node, height, round: this.round(node) });
  }

  configurationAppended(node: number, height: number): void {
    this.#management.adopt(node, height);
    if (!this.#isBetweenRounds(node) && !this.#waiting[node]) return;
    if (this.#isBetweenRounds(node) || this.#rules.refusal === 'timeout') this.#apply(node);
    if (this.observers.lacks(node)) return;
    if (this.#waiting[node]) {
      this.#waiting[node] = 0;
      this.epochs.reconsider(node);
    }
    if (!Number.isNaN(this.#held[node])) {
      const at = Math.max(this.#network.now, this.#held[node]);
      this.#held[node] = Number.NaN;
      this.epochs.begin(node, at);
    }
  }

  /**
   * A quorum has committed a height, and with it all earlier ones. If the number of validators shrinks, a quorum of the
   * few may commit their first block before a quorum of the many has committed its last.
   */
  #finalize(height: number): void {
    while (this.#committed < height) {
      const content = this.contentAt(++this.#committed);
      const block = this.#blocks.at(content);
      this.#tell({
        kind: 'blockFinalized',
        block: content,
        height: block.height,
        view: this.#views.at(block.height) ?? 0,
        proposer: block.proposer,
        transactions: block.transactions,
        bytes: block.bytes,
        hash: toHex(block.hash),
        configuration: block.configurationHeight,
        isSwitch: this.#isSwitch(block),
      });
    }
  }

  /** Whether the block names another configuration block than its parent. */
  #isSwitch({ parent, configurationHeight }: TransactionBlock): boolean {
    const before = this.#blocks.find(parent);
    return before !== undefined && before.configurationHeight !== configurationHeight;
  }

  #tell(fact: Fact): void {
    this.#record(this.#network.now, fact);
  }

  /** Number of transactions in undecided blocks below a new one. */
  #promised(parent: number): number {
    let transactions = 0;
    let block = this.#blocks.find(parent);
    while (block && block.height > this.height) {
      transactions += block.transactions;
      block = this.#blocks.find(block.parent);
    }
    return transactions;
  }

  /** Starts node's next round after its pause, once its copy has all missing blocks (line 12). */
  #begin(node: number): void {
    this.#waiting[node] = 0;
    const { blockInterval } = this.#configurations.block(this.#active[node]).configuration;
    const at = this.#network.now + toNanoseconds(blockInterval);
    this.#pauseEnds[node] = at;
    if (this.observers.lacks(node)) this.#held[node] = at;
    else this.epochs.begin(node, at);
  }

  /** Between rounds, node switches to the newest block that it has and that is in force (lines 13 to 15). */
  #apply(node: number): void {
    const from = this.#active[node];
    const to = this.#newest(node, this.round(node).height);
    if (to <= from) return;
    this.#active[node] = to;
    this.#tell({ kind: 'configurationApplied', node, from, to });
  }

  /** Height of the newest configuration block in node's copy that is in force at a height. */
  #newest(node: number, height: number): number {
    const active = this.#active[node];
    let newest = this.observers.height(node);
    while (newest > active && this.#configurations.block(newest).activation > height) newest--;
    return newest;
  }

  /**
   * Height of the configuration block that node's proposals name and that it requires of others: the one that it works
   * under or, if a refusal ends the round at once, the newest one that it has received.
   */
  #binding(node: number, height: number): number {
    return this.#rules.refusal === 'timeout' ? this.#active[node] : this.#newest(node, height);
  }

  /**
   * Whether node's last round has ended and its next one has not begun. If refusals end rounds, the pause belongs to
   * the round.
   */
  #isBetweenRounds(node: number): boolean {
    if (this.epochs.inRound(node)) return false;
    const isPausing = Number.isNaN(this.#held[node]) && this.#network.now < this.#pauseEnds[node];
    return this.#rules.refusal === 'timeout' || !isPausing;
  }
}
