import type { FaultModel } from '../consensus/fault-model.js';
import type { CatchUp, Consensus } from '../consensus/protocol.js';
import { ALL_PRESENT, type Attendance } from '../model/attendance.js';
import type { NetworkEvent } from '../network/message.js';

/** The parameters on which nodes must agree before they can decide a height together. Equal ones are one object. */
export interface EpochParameters {
  consensus: string;
  dissemination: 'direct' | 'gossip';
  /** Nodes that vote, ascending. */
  validators: readonly number[];
  /** The fault model of these nodes. */
  faults: FaultModel;
}

/** Heights that one protocol decides among one set of validators. */
export interface Epoch {
  parameters: EpochParameters;
  validators: readonly number[];
  firstHeight: number;
  isValidator: Uint8Array;
}

/** A protocol set up for the nodes of an epoch, and the topic that it uses. */
export interface ConsensusInstance {
  consensus: Consensus;
  topic: number;
}

/**
 * The consensus of a chain whose protocol and validators change while it runs. The block decided at a height names the
 * configuration that says how the next height is decided: the first block under a new configuration is the last one of
 * the old validators and their protocol. So all nodes decide a height in the same way, whenever they learn about the
 * configuration, and two quorums of one height always intersect. The chain and its heights continue; the state of a
 * protocol's rounds starts anew.
 */
export class Epochs implements Consensus {
  readonly #create: (epoch: Epoch) => ConsensusInstance;
  readonly #catchUp: CatchUp;
  readonly #nodes: number;
  readonly #epochs: Epoch[] = [];
  /** By epoch; undefined once every node has left it. */
  readonly #instances: (Consensus | undefined)[] = [];
  readonly #epochOfTopic: number[] = [];
  /** Epoch of the height that a node decides next. */
  readonly #epochOf: Int32Array;
  readonly #attendance: Attendance;
  #oldest = 0;

  /** @param create sets a protocol up for an epoch; called when its first height is known */
  constructor(
    first: EpochParameters,
    nodes: number,
    create: (epoch: Epoch) => ConsensusInstance,
    catchUp: CatchUp,
    firstHeight = 1,
    attendance: Attendance = ALL_PRESENT,
  ) {
    this.#attendance = attendance;
    this.#create = create;
    this.#catchUp = catchUp;
    this.#nodes = nodes;
    this.#epochOf = new Int32Array(nodes);
    this.#open(first, firstHeight);
  }

  /** The epoch of a height; that of the latest known one for heights beyond. */
  at(height: number): Epoch {
    let epoch = this.#epochs.length - 1;
    while (this.#epochs[epoch].firstHeight > height) epoch--;
    return this.#epochs[epoch];
  }

  /** The epoch that began last. */
  get latest(): Epoch {
    return this.#epochs[this.#epochs.length - 1];
  }

  /**
   * The parameters under which the height after a decided block is decided. The first node that decides it sets them.
   */
  follows(height: number, parameters: EpochParameters): void {
    const { latest } = this;
    if (latest.firstHeight <= height && latest.parameters !== parameters) this.#open(parameters, height + 1);
  }

  /** Node continues with a height: from here on it takes part in the epoch of that height. */
  enter(node: number, height: number): void {
    const epochs = this.#epochs;
    const next = this.#epochOf[node] + 1;
    if (next >= epochs.length || epochs[next].firstHeight > height) return;
    this.#epochOf[node] = next;
    const isOver = (epoch: number, other: number) => epoch > this.#oldest || this.#attendance.isGone(other);
    while (this.#oldest < this.#epochOf[node] && this.#epochOf.every(isOver)) {
      this.#instances[this.#oldest]?.end?.();
      this.#instances[this.#oldest++] = undefined;
    }
  }

  begin(node: number, at: number): void {
    this.#of(node).begin(node, at);
  }

  reconsider(node: number): void {
    this.#of(node).reconsider(node);
  }

  inRound(node: number): boolean {
    return this.#of(node).inRound(node);
  }

  /** If node never returns, the end of its epoch may be all that is known. */
  height(node: number): number {
    const epoch = this.#epochOf[node];
    return this.#instances[epoch]?.height(node) ?? this.#epochs[epoch + 1].firstHeight - 1;
  }

  view(node: number): number {
    return this.#of(node).view(node);
  }

  working(node: number): number {
    const consensus = this.#of(node);
    return consensus.working?.(node) ?? consensus.height(node);
  }

  has(node: number, content: number): boolean {
    return this.#instances[this.#epochOf[node]]?.has?.(node, content) ?? false;
  }

  /** The protocol of a topic; undefined once every node has left it. */
  on(topic: number): Consensus | undefined {
    return this.#instances[this.#epochOfTopic[topic]];
  }

  about(subject: number, content: number): number {
    return this.#instances[this.#instances.length - 1]?.about(subject, content) ?? subject;
  }

  restart(node: number, losesVotes: boolean): void {
    this.#of(node).restart(node, losesVotes);
  }

  adopt(node: number, height: number, content: number, voters: () => number[]): void {
    this.#of(node).adopt(node, height, content, voters);
  }

  receive(event: NetworkEvent): void {
    const epoch = this.#epochOfTopic[event.topic];
    // A message of a later protocol is kept for a node that has not reached it, and shows the node that it has fallen
    // behind.
    if (epoch > this.#epochOf[event.node]) {
      this.#catchUp.ahead(event.node, event.sender, this.#epochs[epoch].firstHeight);
    }
    this.#instances[epoch]?.receive(event);
  }

  wake(event: NetworkEvent): void {
    this.#instances[this.#epochOfTopic[event.topic]]?.wake(event);
  }

  #of(node: number): Consensus {
    const instance = this.#instances[this.#epochOf[node]];
    if (!instance) throw new Error(`node ${node} takes part in an epoch that has ended`);
    return instance;
  }

  #open(parameters: EpochParameters, firstHeight: number): void {
    const isValidator = new Uint8Array(this.#nodes);
    for (const node of parameters.validators) isValidator[node] = 1;
    const { validators } = parameters;
    const epoch = { parameters, validators, firstHeight, isValidator };
    const { consensus, topic } = this.#create(epoch);
    this.#epochOfTopic[topic] = this.#epochs.length;
    this.#epochs.push(epoch);
    this.#instances.push(consensus);
  }
}
