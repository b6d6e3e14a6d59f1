import type { ChainRules, Consensus } from './consensus/protocol.js';
import { protocol } from './consensus/protocols.js';
import { quorum } from './consensus/quorum.js';
import { Recovery } from './consensus/recovery.js';
import { type StreamName, streamKey } from './kernel/streams.js';
import { toNanoseconds, toSeconds } from './kernel/time.js';
import type { ConfigurationBlock } from './management/configuration-block.js';
import { Intervals } from './management/interval.js';
import { INTERVAL_ENDS, Management } from './management/management.js';
import { Signatures } from './management/signatures.js';
import type { Progress, Results } from './model/results.js';
import type { ChainSettings, Scenario } from './model/scenario.js';
import { type Network, Topic } from './network/message.js';
import { drawSystem, type System } from './network/system.js';
import { Transport, type TransportSettings } from './network/transport.js';
import { Observers } from './primary/observers.js';
import { Primary } from './primary/primary.js';
import { brokenLink } from './primary/transaction-blocks.js';
import { TransactionPool } from './primary/transaction-pool.js';
import { Reports } from './reports.js';

export { prepareSignatures as prepare } from './management/signatures.js';

/** Stands in every manifest: another version may give other bytes. */
export const ENGINE_VERSION = '0.2.0';

/** Kind of the timer that samples the series, once a simulated second. */
const TICK = 0;
const RECOVERY_OF_CHAIN = 3;
const OBSERVER_KINDS = 6;

export interface SimulationOptions {
  /** Another replication draws other luck for the same scenario. */
  replication?: number;
  /** Another network under the same protocols, for tests. */
  network?: (settings: TransportSettings) => Network;
}

/**
 * One run of one scenario. The same scenario, seed and version give the same bytes everywhere.
 *
 * Call `prepare()` once before the first simulation.
 */
export class Simulation {
  readonly #end: number;
  readonly #system: System;
  readonly #network: Network;
  readonly #primary: Primary;
  readonly #management: Management;
  readonly #observers: Observers;
  readonly #primaryConsensus: Consensus;
  readonly #managementConsensus: Consensus;
  readonly #primaryRecovery: Recovery;
  readonly #managementRecovery: Recovery;
  readonly #pool: TransactionPool | undefined;
  readonly #reports: Reports;
  #events = 0;
  /** Height up to which the chains have been rebuilt. */
  #verified = 0;
  #finished = false;

  constructor(scenario: Scenario, options: SimulationOptions = {}) {
    const { primary, management } = scenario;
    const stream = (name: StreamName) => streamKey(scenario.seed, options.replication ?? 0, name);
    this.#end = toNanoseconds(scenario.duration);
    this.#system = drawSystem(scenario, stream);
    const { validators, managers, links, peers } = this.#system;
    const nodes = links.nodes;
    const everyone = Int32Array.from({ length: nodes }, (_, node) => node);
    const settings: TransportSettings = {
      links,
      peers,
      sharedUplink: scenario.topology.sharing === 'uplink',
      end: this.#end,
      routes: [
        route(primary, everyone),
        route(management, Int32Array.from(managers)),
        { dissemination: 'gossip', participants: everyone, validation: 0 },
        { dissemination: 'direct', participants: everyone, validation: 0 },
        { dissemination: 'direct', participants: everyone, validation: 0 },
      ],
    };
    this.#network = options.network?.(settings) ?? new Transport(settings);
    this.#pool = primary.workload && new TransactionPool(primary.workload, stream('arrivals'), stream('sizes'));
    this.#reports = new Reports(scenario, this.#system, this.#network, this.#pool, quorum(validators.length));
    const reports = this.#reports;

    this.#observers = new Observers(this.#network, nodes, management.headerSize + management.configurationBlockSize, {
      isAgreed: (block) => this.#management.isAgreed(block),
      block: (height) => this.#management.block(height),
      received: (node, block) => reports.received(node, block, this.#primary.round(node)),
      appended: (node, block) => this.#appended(node, block),
    });
    this.#primary = new Primary(
      this.#network,
      { validators, proposer: primary.proposer, transactionSize: primary.transactionSize, pool: this.#pool },
      nodes,
      this.#observers,
      {
        configurationBlock: (height) => this.#management.block(height),
        applied: (node, from, to) => reports.applied(node, from, to),
        committed: (block, parent, submitted) => reports.blockCommitted(block, parent, submitted),
        roundFailed: () => reports.roundFailed(),
        violated: (kind, message) => reports.violated(kind, message),
      },
    );
    const { activation } = management;
    this.#management = new Management(
      this.#network,
      {
        members: managers,
        policy: management.policy,
        configurationBlockSize: management.configurationBlockSize,
        activation: (node) =>
          activation.kind === 'nextRound' ? 0 : this.#primary.round(node).height + activation.blocks,
      },
      {
        consensus: primary.consensus,
        blockSize: primary.blockSize,
        blockInterval: primary.blockInterval,
        roundTimeout: primary.roundTimeout,
        dissemination: primary.dissemination,
        validators: primary.validators,
      },
      new Intervals(management.interval, stream('cbi')),
      new Signatures(stream('signatures')),
      {
        committed: (node, block) => this.#observers.obtain(node, block, -1),
        agreed: (block, due, cycles) => reports.agreed(block, due, cycles),
        cycleFailed: () => reports.cycleFailed(),
        intervalMissed: () => reports.intervalMissed(),
        violated: (kind, message) => reports.violated(kind, message),
      },
    );
    this.#primaryRecovery = new Recovery(
      this.#network,
      { chain: 0, validators: validators.length, headerSize: primary.headerSize, voteSize: primary.voteSize },
      this.#primary,
    );
    this.#managementRecovery = new Recovery(
      this.#network,
      { chain: 1, validators: managers.length, headerSize: management.headerSize, voteSize: management.voteSize },
      this.#management,
    );
    this.#primaryConsensus = protocol(primary.consensus).create(
      this.#network,
      rules(Topic.primary, validators, primary, doubling(primary.roundTimeout), false),
      this.#primary,
      nodes,
      this.#primaryRecovery,
    );
    this.#managementConsensus = protocol(management.consensus).create(
      this.#network,
      rules(Topic.management, managers, management, constant(management.cycleTimeout), true),
      this.#management,
      nodes,
      this.#managementRecovery,
    );
    this.#start();
  }

  /**
   * Simulates up to `untilSeconds`, or as many events as are allowed.
   *
   * @returns true when the run has reached its duration
   */
  advance(untilSeconds: number, mostEvents = Number.POSITIVE_INFINITY): boolean {
    const until = Math.min(toNanoseconds(untilSeconds), this.#end);
    const network = this.#network;
    const { event } = network;
    let events = 0;
    while (events < mostEvents && network.next(until)) {
      events++;
      if (event.type === 'delivery') this.#receive(event.topic);
      else this.#wake(event.topic);
    }
    this.#events += events;
    this.#finished = events < mostEvents && until === this.#end;
    return this.#finished;
  }

  progress(): Progress {
    const reached = this.#finished ? this.#end : this.#network.now;
    return { simulatedSeconds: toSeconds(reached), events: this.#events };
  }

  /** What has been measured so far; complete once {@link advance} has returned true. */
  results(): Results {
    this.#verify();
    return this.#reports.results(this.#finished, this.progress());
  }

  #start(): void {
    this.#primaryRecovery.serve(this.#primaryConsensus);
    this.#managementRecovery.serve(this.#managementConsensus);
    this.#primary.start(this.#primaryConsensus);
    this.#management.start(this.#managementConsensus);
    this.#network.wake(toNanoseconds(1), Topic.clock, -1, TICK, 0);
  }

  #receive(topic: number): void {
    const { event } = this.#network;
    switch (topic) {
      case Topic.primary:
        this.#primaryConsensus.receive(event);
        break;
      case Topic.management:
        if (this.#system.isManager[event.node]) this.#managementConsensus.receive(event);
        break;
      case Topic.configuration:
        this.#observers.receive(event);
        break;
      default:
        this.#recoveryOf(event.kind).receive(event);
    }
  }

  #wake(topic: number): void {
    const { event } = this.#network;
    switch (topic) {
      case Topic.primary:
        this.#primaryConsensus.wake(event);
        break;
      case Topic.management:
        this.#managementConsensus.wake(event);
        break;
      case Topic.recovery:
        this.#recoveryOf(event.kind).wake(event);
        break;
      default:
        if (event.kind === INTERVAL_ENDS) this.#management.intervalEnds();
        else this.#tick();
    }
  }

  #recoveryOf(kind: number): Recovery | Observers {
    if (kind >= OBSERVER_KINDS) return this.#observers;
    return kind < RECOVERY_OF_CHAIN ? this.#primaryRecovery : this.#managementRecovery;
  }

  #tick(): void {
    this.#reports.tick();
    this.#network.wake(this.#network.now + toNanoseconds(1), Topic.clock, -1, TICK, 0);
  }

  /** A management node may hear of an agreed block by gossip before the last vote reaches it. */
  #appended(node: number, block: ConfigurationBlock): void {
    if (this.#system.isManager[node]) {
      this.#managementConsensus.adopt(node, block.height, this.#management.contentAt(block.height));
    }
    this.#primary.configurationArrived(node);
  }

  /** Rebuilds both chains block by block, as anyone could who has them (Section 2.3). */
  #verify(): void {
    while (this.#verified < this.#primary.height) {
      const parent = this.#verified > 0 ? this.#primary.block(this.#verified) : undefined;
      const block = this.#primary.block(++this.#verified);
      const known = block.configurationHeight <= this.#management.height;
      const configuration = known ? this.#management.block(block.configurationHeight) : undefined;
      const broken = brokenLink(block, parent, configuration?.hash);
      if (broken) this.#reports.violated('verifiable', `block ${block.height}: ${broken}`);
    }
  }
}

function route(chain: ChainSettings, participants: Int32Array) {
  const { dissemination, messageValidation } = chain;
  return { dissemination, participants, validation: toNanoseconds(messageValidation) };
}

function rules(
  topic: number,
  validators: readonly number[],
  chain: ChainSettings,
  timeout: (view: number) => number,
  rejectionEndsRound: boolean,
): ChainRules {
  return {
    topic,
    validators: Int32Array.from(validators),
    headerSize: chain.headerSize,
    voteSize: chain.voteSize,
    votes: chain.votes,
    blockValidation: toNanoseconds(chain.blockValidation),
    timeout,
    rejectionEndsRound,
  };
}

function doubling(seconds: number): (view: number) => number {
  return (view) => toNanoseconds(seconds) * 2 ** Math.min(view, 20);
}

function constant(seconds: number): (view: number) => number {
  return () => toNanoseconds(seconds);
}
