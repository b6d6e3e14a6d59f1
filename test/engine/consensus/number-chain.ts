import type { FaultModel } from '../../../engine/consensus/fault-model.js';
import type { Application, ChainRules, Consensus, Overlap, Verdict } from '../../../engine/consensus/protocol.js';
import { type Protocol, protocolNamed } from '../../../engine/consensus/protocols.js';
import { Recovery } from '../../../engine/consensus/recovery.js';
import { toNanoseconds } from '../../../engine/kernel/time.js';
import type { QuorumRule, Topology } from '../../../engine/model/scenario.js';
import { type Network, type NetworkEvent, Topic } from '../../../engine/network/message.js';
import { openNetwork } from '../network/open-network.js';
import { referenceNetwork } from '../reference/network.js';

export interface NumberChainSettings {
  /** A protocol, or the name of a protocol in the table [PBFT]. */
  protocol?: string | Pick<Protocol, 'create' | 'faults'>;
  topology: Topology;
  /** Number of votes that decide [safe]. */
  quorum?: QuorumRule;
  /** Number of nodes that vote: the first ones. The others follow the chain [all]. */
  voters?: number;
  seed?: number;
  dissemination?: 'direct' | 'gossip';
  /** Sizes in B [0]. */
  blockSize?: number;
  headerSize?: number;
  voteSize?: number;
  votes?: ChainRules['votes'];
  /** Times in s. */
  messageValidation?: number;
  blockValidation?: number;
  /** Pause between a node's decision and its next round [5 s: long enough for every node to finish]. */
  interval?: number;
  /** Timeout of view 0 [1000 s]. */
  timeout?: number;
  /** Whether the timeout doubles with every view, at most ten times [true]. */
  doubling?: boolean;
  rejectionEndsRound?: boolean;
  /** Whether a height may begin before the previous height is decided [false]. */
  overlaps?: boolean;
  /** Whether a content must be decided before another one may extend it [never]. */
  isLast?: (content: number) => boolean;
  /** The proposer; by default the nodes take turns. */
  proposer?: (height: number, view: number) => number;
  validate?: (node: number, content: number) => Verdict;
  /** Whether a delivery is lost. */
  drops?: (event: NetworkEvent, now: number, chain: NumberChain) => boolean;
  /** Whether a node is cut off at a time (ns): it neither sends, relays nor receives anything. */
  isCutOff?: (node: number, now: number) => boolean;
  /** End of the run, s. */
  end?: number;
}

/** The outcome of one height. Times in ns. */
export interface Decision {
  content: number;
  /** Time of the first proposal of the decided content. */
  proposed: number;
  /** The content that each node decided; -1 if it has not decided. */
  contents: Int32Array;
  times: Float64Array;
  views: Int32Array;
  /** 1 for nodes that decided by votes rather than by receiving the decided block. */
  voted: Uint8Array;
}

/** Half as many as on a primary, so that a chain that loses messages tries again before its run ends. */
const MAX_DOUBLINGS = 10;

/** A network that loses some of its deliveries. */
class Deafening implements Network {
  constructor(
    readonly inner: Network,
    readonly drops: (event: NetworkEvent, now: number) => boolean,
  ) {}

  get now() {
    return this.inner.now;
  }
  get event() {
    return this.inner.event;
  }
  get traffic() {
    return this.inner.traffic;
  }

  broadcast(...message: Parameters<Network['broadcast']>): void {
    this.inner.broadcast(...message);
  }
  send(...message: Parameters<Network['send']>): void {
    this.inner.send(...message);
  }
  prepareRelay(...message: Parameters<Network['prepareRelay']>): number {
    return this.inner.prepareRelay(...message);
  }
  relay(...step: Parameters<Network['relay']>): void {
    this.inner.relay(...step);
  }
  open(...topic: Parameters<Network['open']>): number {
    return this.inner.open(...topic);
  }
  wake(...timer: Parameters<Network['wake']>): void {
    this.inner.wake(...timer);
  }

  next(until: number): boolean {
    while (this.inner.next(until)) {
      if (this.event.type === 'timer' || !this.drops(this.event, this.now)) return true;
    }
    return false;
  }
}

export function deafened(network: Network, drops: (event: NetworkEvent, now: number) => boolean): Network {
  return new Deafening(network, drops);
}

/** A protocol without chains and twins, in an application that agrees on numbers: each proposal is the next number. */
export class NumberChain implements Application, Overlap {
  readonly network: Network;
  readonly consensus: Consensus;
  readonly nodes: number;
  readonly faults: FaultModel;
  readonly decisions: Decision[] = [];
  /** Node, content, time (ns), height and view of every proposal. */
  readonly proposals: { node: number; height: number; view: number; time: number; parent?: number }[] = [];
  /** Rounds that a quorum has abandoned. */
  readonly failures: { height: number; view: number; time: number }[] = [];
  readonly #settings: NumberChainSettings;
  readonly #recovery: Recovery;
  readonly #interval: number;

  constructor(settings: NumberChainSettings) {
    const { headerSize = 0, voteSize = 0, votes = 'digest', timeout = 1000, doubling = true, end } = settings;
    const open = openNetwork(settings.topology, {
      seed: settings.seed,
      dissemination: settings.dissemination,
      validation: settings.messageValidation,
      end,
    });
    const { drops, isCutOff } = settings;
    // Relays are events only in a network that simulates every copy.
    const network = isCutOff ? referenceNetwork(open.settings, isCutOff) : open.transport;
    this.network = drops ? deafened(network, (event, now) => drops(event, now, this)) : network;
    this.nodes = open.nodes;
    this.#settings = settings;
    this.#interval = toNanoseconds(settings.interval ?? 5);
    const { protocol: chosen = 'pbft' } = settings;
    const { create, faults } = typeof chosen === 'string' ? protocolNamed(chosen) : chosen;
    const voters = settings.voters ?? open.nodes;
    this.faults = faults(voters, settings.quorum ?? 'safe');
    const rules: ChainRules = {
      topic: Topic.primary,
      firstHeight: 1,
      validators: Int32Array.from({ length: voters }, (_, node) => node),
      faults: this.faults,
      headerSize,
      voteSize,
      votes,
      blockValidation: toNanoseconds(settings.blockValidation ?? 0),
      timeout: (_, view) => toNanoseconds(timeout) * (doubling ? 2 ** Math.min(view, MAX_DOUBLINGS) : 1),
      rejectionEndsRound: settings.rejectionEndsRound ?? false,
      ...(settings.overlaps ? { overlap: this } : {}),
    };
    this.#recovery = new Recovery(
      this.network,
      { chain: 'primary', faults: () => this.faults, voteSize, headerSize },
      { contentAt: (height) => this.decisions[height - 1].content, size: () => this.size() },
      (catchUp) => create(this.network, rules, this, this.nodes, catchUp),
    );
    this.consensus = this.#recovery.consensus;
    for (let node = 0; node < this.nodes; node++) this.consensus.begin(node, this.#interval);
  }

  /** Runs until `seconds` have passed, or until every node has decided so many heights. */
  run(seconds: number, heights = Number.POSITIVE_INFINITY): this {
    const until = toNanoseconds(seconds);
    const { event } = this.network;
    while ((this.decisions.length < heights || this.#isOpen(heights)) && this.network.next(until)) this.step(event);
    return this;
  }

  /** Executes an event. */
  step(event: NetworkEvent): void {
    const handler = event.topic === Topic.recovery ? this.#recovery : this.consensus;
    if (event.type === 'delivery') handler.receive(event);
    else handler.wake(event);
  }

  /** Time from the first proposal of a height to the `rank`-th decision, s. */
  latency(height: number, rank: number): number {
    const { proposed, times } = this.decisions[height - 1];
    return (times.slice().sort()[rank - 1] - proposed) / 1e9;
  }

  proposer(height: number, view: number): number {
    return this.#settings.proposer?.(height, view) ?? (height - 1 + view) % this.nodes;
  }

  leader(firstHeight: number, term: number): number {
    return this.proposer(firstHeight + term, 0);
  }

  mayFollow(content: number): boolean {
    return !this.#settings.isLast?.(content);
  }

  propose(node: number, height: number, view: number, parent?: number): number {
    return this.proposals.push({ node, height, view, time: this.network.now, parent }) - 1;
  }

  validate(node: number, content: number): Verdict {
    return this.#settings.validate?.(node, content) ?? 'accept';
  }

  size(): number {
    return this.#settings.blockSize ?? 0;
  }

  decided(
    node: number,
    height: number,
    content: number,
    view: number,
    voters: () => number[],
    continues = false,
  ): void {
    this.decisions[height - 1] ??= {
      content,
      proposed: this.proposals[content].time,
      contents: new Int32Array(this.nodes).fill(-1),
      times: new Float64Array(this.nodes).fill(Number.NaN),
      views: new Int32Array(this.nodes).fill(-1),
      voted: new Uint8Array(this.nodes),
    };
    const decision = this.decisions[height - 1];
    decision.contents[node] = content;
    decision.times[node] = this.network.now;
    decision.views[node] = view;
    decision.voted[node] = voters().length > 0 ? 1 : 0;
    if (!continues) this.roundEnded(node);
  }

  roundEnded(node: number): void {
    this.consensus.begin(node, this.network.now + this.#interval);
  }

  abandoned(): boolean {
    return true;
  }

  failed(height: number, view: number): void {
    this.failures.push({ height, view, time: this.network.now });
  }

  /** Whether some node has not decided this height yet. */
  #isOpen(height: number): boolean {
    return this.decisions[height - 1]?.contents.includes(-1) ?? false;
  }
}
