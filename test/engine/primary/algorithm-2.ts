import { byzantineFaults } from '../../../engine/consensus/fault-model.js';
import type { Consensus } from '../../../engine/consensus/protocol.js';
import { Recovery } from '../../../engine/consensus/recovery.js';
import { watchAgreement } from '../../../engine/invariants/agreement.js';
import { Honesty } from '../../../engine/invariants/honesty.js';
import {
  type ConfigurationBlock,
  configurationBlock,
  genesisBlock,
} from '../../../engine/management/configuration-block.js';
import type { Configuration } from '../../../engine/model/configuration.js';
import { toReaders } from '../../../engine/model/fact-readers.js';
import type { Refusal } from '../../../engine/model/scenario.js';
import { type Network, type NetworkEvent, Topic } from '../../../engine/network/message.js';
import { type EpochParameters, Epochs } from '../../../engine/primary/epochs.js';
import type { Observers } from '../../../engine/primary/observers.js';
import { Primary } from '../../../engine/primary/primary.js';
import type { TransactionPool } from '../../../engine/primary/transaction-pool.js';
import { FactLog } from '../fact-log.js';

export const CONFIGURATION: Configuration = {
  consensus: 'pbft',
  blockSize: 1e6,
  blockInterval: 0.1,
  roundTimeout: 10,
  dissemination: 'gossip',
  validators: { kind: 'all' },
};

const PARAMETERS: EpochParameters = {
  consensus: 'pbft',
  dissemination: 'gossip',
  validators: [0, 1, 2, 3],
  faults: byzantineFaults(4, 'safe'),
};

/** A message or a timer that was requested. */
export interface Call {
  what: 'send' | 'relay' | 'wake';
  node: number;
  /** The receiver; for a relay, the node from which the message came. */
  other: number;
  kind: number;
  subject: number;
}

/** Records the calls and delivers nothing. Tests deliver events themselves. */
export class SilentNetwork implements Network {
  now = 0;
  readonly calls: Call[] = [];
  readonly event: NetworkEvent = {
    type: 'delivery',
    topic: 0,
    kind: 0,
    sender: 0,
    node: 0,
    subject: 0,
    sent: 0,
    votes: 0,
  };
  readonly traffic = { messages: new Float64Array(0), bytes: new Float64Array(0), sent: 0, lost: 0, inFlight: 0 };
  #relayedMessages: number[] = [];

  broadcast(): void {}

  send(_topic: number, kind: number, sender: number, receiver: number, subject: number): void {
    this.calls.push({ what: 'send', node: sender, other: receiver, kind, subject });
  }

  prepareRelay(_topic: number, _kind: number, subject: number): number {
    return this.#relayedMessages.push(subject) - 1;
  }

  relay(relayedMessage: number, node: number, cameFrom: number): void {
    this.calls.push({ what: 'relay', node, other: cameFrom, kind: 0, subject: this.#relayedMessages[relayedMessage] });
  }

  wake(_time: number, _topic: number, node: number, kind: number, subject: number): void {
    this.calls.push({ what: 'wake', node, other: node, kind, subject });
  }

  open(): number {
    return 5;
  }

  next(): boolean {
    return false;
  }
}

/** Consensus controlled by a test, which sets the round of each node and reads the recorded calls. */
export class ScriptedConsensus implements Consensus {
  readonly heights: number[];
  readonly busy = new Set<number>();
  readonly begun: { node: number; at: number }[] = [];
  readonly reconsidered: number[] = [];

  constructor(nodes: number) {
    this.heights = new Array<number>(nodes).fill(1);
  }

  begin(node: number, at: number): void {
    this.begun.push({ node, at });
  }
  reconsider(node: number): void {
    this.reconsidered.push(node);
  }
  inRound(node: number): boolean {
    return this.busy.has(node);
  }
  height(node: number): number {
    return this.heights[node];
  }
  view(): number {
    return 0;
  }
  adopt(): void {}
  restart(): void {}
  about(subject: number): number {
    return subject;
  }
  receive(): void {}
  wake(): void {}
}

/**
 * The primary's nodes between scripted consensus and a silent network, so that a test decides what happens when
 * (Section 2.2, Algorithm 2). Nodes 0 to 3 are its validators.
 */
export class Algorithm2 {
  readonly network = new SilentNetwork();
  readonly consensus = new ScriptedConsensus(4);
  readonly observers: Observers;
  readonly primary: Primary;
  readonly facts = new FactLog();
  readonly chain: ConfigurationBlock[] = [genesisBlock(CONFIGURATION)];
  /** Heights whose certificate does not verify. */
  readonly unproven = new Set<number>();

  constructor({ pool, refusal = 'viewChange' }: { pool?: TransactionPool; refusal?: Refusal } = {}) {
    const { network, consensus, facts } = this;
    const rules = { parameterSets: { of: () => PARAMETERS }, proposer: 'roundRobin', refusal, firstHeight: 1 } as const;
    this.primary = new Primary(
      {
        network,
        configurations: {
          block: (height) => this.chain[height],
          isProven: (block) => !this.unproven.has(block.height),
        },
        management: { adopt: () => {} },
        pool,
        record: facts.record,
      },
      { ...rules, timeoutGrowth: 2, transactionSize: 1000, observerSizes: { block: 1000, request: 200 } },
      4,
      (primary) =>
        new Recovery(
          network,
          { chain: 'primary', faults: () => PARAMETERS.faults, headerSize: 200, voteSize: 200 },
          primary,
          (catchUp) => new Epochs(PARAMETERS, 4, () => ({ consensus, topic: 0 }), catchUp),
        ),
    );
    this.observers = this.primary.observers;
    this.primary.start();
    consensus.begun.length = 0;
  }

  /** Nodes that switched their configuration, and the heights at which they did. */
  get applied(): { node: number; from: number; to: number }[] {
    return this.facts.of('configurationApplied').map(({ node, from, to }) => ({ node, from, to }));
  }

  get violations(): string[] {
    const messages: string[] = [];
    const agreement = watchAgreement(
      4,
      (node) => `Oslo ${node}`,
      new Honesty(),
      (_, { message }) => messages.push(message),
    );
    const record = toReaders([agreement]);
    for (const { at, fact } of this.facts.entries) record(at, fact);
    return messages;
  }

  /**
   * Adds a block to the management chain.
   * @param activation height of the primary; 0: the next round
   */
  agree(changes: Partial<Configuration> = {}, activation = 0): ConfigurationBlock {
    const last = this.chain[this.chain.length - 1];
    const block = configurationBlock(last.hash, last.height + 1, 0, { ...CONFIGURATION, ...changes }, activation);
    this.chain.push(block);
    return block;
  }

  /**
   * A node proposes a block at its height.
   * @returns the content number of the block
   */
  propose(node: number): number {
    return this.primary.propose(node, this.consensus.heights[node], 0);
  }

  /** A node decides the content at its height. */
  decide(node: number, content: number): void {
    const height = this.consensus.heights[node]++;
    this.consensus.busy.delete(node);
    this.primary.decided(node, height, content, 0, () => []);
  }

  /** Requests and answers for configuration blocks, in order. */
  get sent(): Call[] {
    return this.network.calls.filter(({ what }) => what === 'send');
  }

  /** A copy of the configuration block at a height, which sender has, reaches node over a link. */
  receiveConfiguration(node: number, sender: number, height: number): void {
    const { configuration } = Topic;
    this.observers.receive({
      type: 'delivery',
      topic: configuration,
      kind: 0,
      sender,
      node,
      subject: height,
      sent: 0,
      votes: 0,
    });
  }

  /** Delivers the last message that a node sent. */
  deliver(call: Call): void {
    this.observers.receive({
      type: 'delivery',
      topic: Topic.recovery,
      kind: call.kind,
      sender: call.node,
      node: call.other,
      subject: call.subject,
      sent: 0,
      votes: 0,
    });
  }
}
