import { NANOSECONDS_PER_SECOND } from '../kernel/time.js';
import type { ConfigurationBlock } from '../management/configuration-block.js';
import type { ConfigurationChain } from '../management/configuration-chain.js';
import { ALL_PRESENT, type Attendance } from '../model/attendance.js';
import { type Network, type NetworkEvent, Topic } from '../network/message.js';
import { RecoveryMessage } from '../network/recovery-messages.js';

const Message = RecoveryMessage.configuration;

const REQUEST_TIMEOUT = NANOSECONDS_PER_SECOND;

/** The agreed configuration blocks, as a node finds them in its copy. */
export type ConfigurationBlocks = Pick<ConfigurationChain, 'block' | 'isProven'>;

/** Sizes of the messages about configuration blocks, B. */
export interface ObserverSizes {
  /** A configuration block with its header. */
  block: number;
  request: number;
}

/** Callbacks about the configuration blocks that a node observes. */
export interface ConfigurationReader {
  /** Node has the block at this height for the first time. */
  configurationReceived(node: number, height: number): void;
  /** Node's copy of the management chain has grown up to this height. */
  configurationAppended(node: number, height: number): void;
}

/**
 * The primary's nodes as observers of the management chain (Section 2.2): each forwards a proven block before it uses
 * it, keeps its own copy of the chain, and asks for predecessors that it lacks (Algorithm 2, lines 3 to 8).
 */
export class Observers {
  readonly #network: Network;
  readonly #configurations: ConfigurationBlocks;
  readonly #reader: ConfigurationReader;
  readonly #sizes: ObserverSizes;
  readonly #attendance: Attendance;
  /** Height up to which a node's copy is complete. */
  readonly #complete: Int32Array;
  /** Height of the highest block that a node has. */
  readonly #highest: Int32Array;
  /**
   * The block at a height as each node has it, with the certificate that came with it, and the message by which it
   * spreads.
   */
  readonly #blocks = new Map<number, { copies: (ConfigurationBlock | undefined)[]; relayedMessage: number }>();
  /** Blocks below this height are forgotten, because every node has them. */
  #lowest = 0;
  /** Height that a node has requested, 0 if none; and number of nodes asked. */
  readonly #asked: Int32Array;
  /** By node: the other nodes that have blocks that it lacks, each with the highest one that it knows of. */
  readonly #heard: readonly Map<number, number>[];
  #requests = 0;

  constructor(
    network: Network,
    nodes: number,
    sizes: ObserverSizes,
    configurations: ConfigurationBlocks,
    reader: ConfigurationReader,
    attendance: Attendance = ALL_PRESENT,
  ) {
    this.#attendance = attendance;
    this.#network = network;
    this.#configurations = configurations;
    this.#reader = reader;
    this.#sizes = sizes;
    this.#complete = new Int32Array(nodes);
    this.#highest = new Int32Array(nodes);
    this.#asked = new Int32Array(nodes);
    this.#heard = Array.from({ length: nodes }, () => new Map());
  }

  /** Height of the latest block in node's copy. */
  height(node: number): number {
    return this.#complete[node];
  }

  /** Height up to which every node's copy is complete, except for nodes that never return. */
  get common(): number {
    let least = Number.POSITIVE_INFINITY;
    for (let node = 0; node < this.#complete.length; node++)
      if (!this.#attendance.isGone(node)) least = Math.min(least, this.#complete[node]);
    return least === Number.POSITIVE_INFINITY ? this.#lowest : least;
  }

  /** Node restarts after a crash. Its copy is on its disk, but its knowledge of other nodes is lost. */
  restart(node: number): void {
    this.#highest[node] = this.#complete[node];
    this.#asked[node] = 0;
    this.#heard[node].clear();
  }

  /** Forgets the blocks below a height, at most {@link common}. */
  forget(height: number): void {
    for (; this.#lowest < height; this.#lowest++) this.#blocks.delete(this.#lowest);
  }

  /** Whether node knows of a later block than its copy contains. */
  lacks(node: number): boolean {
    return this.#highest[node] > this.#complete[node];
  }

  /** The block at a height as node has it; undefined if node lacks it, or if every node has it. */
  copy(node: number, height: number): ConfigurationBlock | undefined {
    return this.#blocks.get(height)?.copies[node];
  }

  /** Whether node has the block at a height. */
  has(node: number, height: number): boolean {
    return height <= this.#complete[node] || this.copy(node, height) !== undefined;
  }

  /**
   * Node has received the block: it forwards it, and appends the blocks that are now complete. @param from -1: by its
   * own commit
   */
  obtain(node: number, block: ConfigurationBlock, from: number): void {
    const { copies, relayedMessage } = this.#block(block);
    if (copies[node] || !this.#configurations.isProven(block)) return;
    this.#hear(node, from, block.height);
    copies[node] = block;
    this.#reader.configurationReceived(node, block.height);
    this.#network.relay(relayedMessage, node, from);
    if (block.height > this.#highest[node]) this.#highest[node] = block.height;
    while (this.copy(node, this.#complete[node] + 1)) {
      this.#reader.configurationAppended(node, ++this.#complete[node]);
    }
    if (this.lacks(node)) this.#ask(node, from);
    else this.#heard[node].clear();
  }

  /** A proposal names a configuration block that node lacks, so the sender of the proposal has it. */
  seek(node: number, height: number, from: number): void {
    this.#hear(node, from, height);
    if (height <= this.#highest[node]) return;
    this.#highest[node] = height;
    this.#ask(node, from);
  }

  receive(event: NetworkEvent): void {
    const { node, sender, subject } = event;
    if (subject < this.#lowest) return;
    if (event.topic === Topic.recovery && event.kind === Message.request) {
      if (this.copy(node, subject)) this.#send(Message.answer, node, sender, subject, this.#sizes.block);
      return;
    }
    const block = this.copy(sender, subject);
    if (block) this.obtain(node, block, sender);
  }

  /** A request was not answered in time, so another node is asked. */
  wake(event: NetworkEvent): void {
    const { node } = event;
    if (this.#asked[node] !== event.subject || !this.lacks(node)) return;
    this.#asked[node] = 0;
    const wanted = this.#complete[node] + 1;
    const holders = [...this.#heard[node]].flatMap(([other, height]) => (height >= wanted ? other : []));
    if (holders.length > 0) this.#ask(node, holders[this.#requests % holders.length]);
  }

  /** Node learns that another node has the block at a height. That node most likely has those below as well. */
  #hear(node: number, other: number, height: number): void {
    if (other < 0 || other === node || height <= this.#complete[node]) return;
    const heard = this.#heard[node];
    heard.set(other, Math.max(height, heard.get(other) ?? 0));
  }

  #ask(node: number, target: number): void {
    const wanted = this.#complete[node] + 1;
    if (this.#asked[node] === wanted || target < 0) return;
    this.#asked[node] = wanted;
    this.#send(Message.request, node, target, wanted, this.#sizes.request);
    this.#network.wake(this.#network.now + REQUEST_TIMEOUT, Topic.recovery, node, Message.request, wanted);
  }

  #send(kind: number, from: number, to: number, height: number, size: number): void {
    this.#network.send(Topic.recovery, kind, from, to, height, size, height, this.#requests++);
  }

  #block(block: ConfigurationBlock) {
    const { height } = block;
    let known = this.#blocks.get(height);
    if (!known) {
      const relayedMessage = this.#network.prepareRelay(Topic.configuration, 0, height, this.#sizes.block, height, 0);
      known = { copies: new Array(this.#complete.length).fill(undefined), relayedMessage };
      this.#blocks.set(height, known);
    }
    return known;
  }
}
