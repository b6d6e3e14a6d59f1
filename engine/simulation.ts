import type { ChainRules, Consensus } from './consensus/protocol.js';
import { protocol } from './consensus/protocols.js';
import { Recovery } from './consensus/recovery.js';
import { type StreamName, streamKey } from './kernel/streams.js';
import { toNanoseconds, toSeconds } from './kernel/time.js';
import { excessOf, mustBeWithinLimits } from './limits/limits.js';
import { LOOK_EVERY, ProgressGuard } from './limits/progress-guard.js';
import type { ConfigurationBlock } from './management/configuration-block.js';
import { Intervals } from './management/interval.js';
import { INTERVAL_ENDS, Management } from './management/management.js';
import { Observations } from './management/observations.js';
import { policyOf } from './management/policies.js';
import { Signatures } from './management/signatures.js';
import { Twins } from './management/twins.js';
import { nodesOf } from './management/valid-configuration.js';
import { startingConfiguration } from './model/configuration.js';
import type { LongTable, Progress, Results, Table } from './model/results.js';
import type { ChainSettings, PrimaryChain, Scenario } from './model/scenario.js';
import { type Network, type NetworkEvent, type Route, Topic } from './network/message.js';
import { chooseNodes } from './network/nodes.js';
import { drawSystem, type System } from './network/system.js';
import { Transport, type TransportSettings } from './network/transport.js';
import { Constitutions } from './primary/constitutions.js';
import { type Epoch, Epochs, type Sitting } from './primary/epochs.js';
import { Observers } from './primary/observers.js';
import { Primary } from './primary/primary.js';
import { brokenLink } from './primary/transaction-blocks.js';
import { TransactionPool } from './primary/transaction-pool.js';
import { Reports } from './reports.js';

export { prepareSignatures as prepare } from './management/signatures.js';

/** Stands in every manifest: another version may give other bytes. */
export const ENGINE_VERSION = '0.6.0';

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
  readonly #firstTick: number;
  readonly #system: System;
  readonly #network: Network;
  readonly #primary: Primary;
  readonly #management: Management;
  readonly #observers: Observers;
  readonly #epochs: Epochs;
  readonly #managementConsensus: Consensus;
  readonly #primaryRecovery: Recovery;
  readonly #managementRecovery: Recovery;
  readonly #pool: TransactionPool | undefined;
  readonly #reports: Reports;
  readonly #observations: Observations;
  readonly #guard: ProgressGuard;
  #events = 0;
  /** Height up to which the chains have been rebuilt. */
  #verified = 0;
  #finished = false;

  /** @throws LimitExceeded where the scenario asks for more than a machine can do */
  constructor(scenario: Scenario, options: SimulationOptions = {}) {
    mustBeWithinLimits(scenario);
    const { primary, management } = scenario;
    const stream = (name: StreamName) => streamKey(scenario.seed, options.replication ?? 0, name);
    this.#end = toNanoseconds(scenario.duration);
    this.#firstTick = firstTick(scenario.warmup);
    this.#system = drawSystem(scenario, stream);
    const { managers, links, peers } = this.#system;
    const constitutions = new Constitutions((choice) => chooseNodes(choice, scenario.topology, stream('validators')));
    const genesis = startingConfiguration(primary);
    const nodes = links.nodes;
    this.#guard = new ProgressGuard(nodes);
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
    const network = this.#network;
    const policies = this.#system.places.map(({ group }, node) =>
      this.#system.isManager[node] ? policyOf(management, scenario.topology.groups[group].name) : undefined,
    );
    this.#observations = new Observations(policies, this.#pool?.submissions);
    const observations = this.#observations;
    this.#reports = new Reports(scenario, this.#system, network, this.#pool, () => this.#epochs.latest, {
      received: (propagation) => observations.arrived(propagation, network.now),
      applied: (delays) => observations.reconfigured(delays, network.now),
    });
    const reports = this.#reports;

    this.#observers = new Observers(this.#network, nodes, management.headerSize + management.configurationBlockSize, {
      isAgreed: (block) => this.#management.isAgreed(block),
      block: (height) => this.#management.block(height),
      received: (node, block) => {
        reports.received(node, block, this.#primary.round(node));
        observations.received(node, block.height, network.now);
      },
      appended: (node, block) => this.#appended(node, block),
    });
    this.#primary = new Primary(
      this.#network,
      {
        constitution: (configuration) => constitutions.of(configuration),
        proposer: primary.proposer,
        refusal: primary.refusal,
        transactionSize: primary.transactionSize,
        pool: this.#pool,
      },
      nodes,
      this.#observers,
      {
        configurationBlock: (height) => this.#management.block(height),
        applied: (node, from, to) => {
          reports.applied(node, from, to);
          observations.applied(node, from, to, network.now);
        },
        decided: (node, block, parent) => observations.committed(node, block, parent, network.now),
        proposed: (content, block) => reports.blockProposed(content, block),
        received: (node, content) => reports.blockReceived(content, node),
        committed: (block, parent, view, content) => {
          reports.blockCommitted(block, parent, view, content);
          observations.decided(block, parent, network.now);
        },
        viewAbandoned: (node, isValidator) => {
          if (isValidator) reports.viewAbandoned();
          observations.viewAbandoned(node, isValidator, network.now);
        },
        roundsFailed: (rounds, node) => {
          if (node === undefined) reports.roundsFailed(rounds);
          observations.roundsFailed(rounds, node, network.now);
        },
        violated: (kind, message) => reports.violated(kind, message),
      },
    );
    const { activation } = management;
    this.#management = new Management(
      this.#network,
      {
        members: managers,
        twins: new Twins(policies, observations, { ...nodesOf(scenario.topology), excess: excessOf(scenario) }),
        configurationBlockSize: management.configurationBlockSize,
        proposer: management.proposer,
        activation: (node) =>
          activation.kind === 'nextRound' ? 0 : this.#primary.round(node).height + activation.blocks,
      },
      genesis,
      new Intervals(management.interval, stream('cbi')),
      new Signatures(stream('signatures')),
      {
        committed: (node, block) => this.#observers.obtain(node, block, -1),
        proposed: (block, cycle, inForce, decision) => reports.proposed(block, cycle, inForce, decision),
        objected: (block, node, reason) => reports.objected(block, node, reason),
        agreed: (block, due, cycles) => {
          reports.agreed(block, due, cycles);
          observations.agreed(network.now);
        },
        intervalEnded: (height) => {
          reports.intervalEnded();
          observations.intervalEnds(height, network.now);
        },
        cycleAbandoned: (node, isLast) => observations.cycleAbandoned(node, isLast, network.now),
        cycleFailed: (cycle) => {
          reports.cycleFailed(cycle);
          observations.cycleFailed(network.now);
        },
        intervalMissed: () => {
          reports.intervalMissed();
          observations.intervalMissed(network.now);
        },
        violated: (kind, message) => reports.violated(kind, message),
      },
    );
    this.#primaryRecovery = new Recovery(
      this.#network,
      {
        chain: 0,
        validators: (height) => this.#epochs.at(height).validators.length,
        headerSize: primary.headerSize,
        voteSize: primary.voteSize,
      },
      this.#primary,
    );
    this.#managementRecovery = new Recovery(
      this.#network,
      { chain: 1, validators: () => managers.length, headerSize: management.headerSize, voteSize: management.voteSize },
      this.#management,
    );
    this.#epochs = new Epochs(
      constitutions.of(genesis),
      nodes,
      (epoch) => this.#sitting(epoch, primary, everyone),
      this.#primaryRecovery,
    );
    this.#managementConsensus = protocol(management.consensus).create(
      this.#network,
      {
        ...rules(Topic.management, management),
        firstHeight: 1,
        validators: Int32Array.from(managers),
        timeout: constant(management.cycleTimeout),
        rejectionEndsRound: true,
      },
      this.#management,
      nodes,
      this.#managementRecovery,
    );
    this.#start();
  }

  /**
   * Simulates up to `untilSeconds`, or about as many events or copies of messages as are allowed, whichever comes first.
   *
   * @returns true when the run has reached its duration
   * @throws LimitExceeded where time stands still, or the run takes far more than was expected of it
   */
  advance(
    untilSeconds: number,
    mostEvents = Number.POSITIVE_INFINITY,
    mostTransmissions = Number.POSITIVE_INFINITY,
  ): boolean {
    const until = Math.min(toNanoseconds(untilSeconds), this.#end);
    const last = this.#events + mostEvents;
    const lastCopy = this.#network.traffic.sent + mostTransmissions;
    while (this.#events < last && this.#network.traffic.sent < lastCopy) {
      const next = LOOK_EVERY - (this.#events % LOOK_EVERY);
      if (!this.#handle(until, Math.min(next, last - this.#events), lastCopy)) {
        this.#finished = until === this.#end;
        return this.#finished;
      }
      if (this.#events % LOOK_EVERY === 0) this.#look();
    }
    return false;
  }

  /** @returns false where nothing is left to do until then */
  #handle(until: number, mostEvents: number, lastCopy: number): boolean {
    const network = this.#network;
    const { event, traffic } = network;
    let events = 0;
    let goesOn = true;
    while (events < mostEvents && traffic.sent < lastCopy) {
      goesOn = network.next(until);
      if (!goesOn) break;
      events++;
      // Nearly all events, told apart here so that what is rare stays out of the hot loop.
      if (event.type === 'delivery' && event.topic === Topic.primary) this.#epochs.receive(event);
      else this.#dispatch(event);
    }
    this.#events += events;
    return goesOn;
  }

  #look(): void {
    const { now, traffic } = this.#network;
    this.#guard.look({ now, height: this.#primary.height, sent: traffic.sent });
  }

  progress(): Progress {
    const reached = this.#finished ? this.#end : this.#network.now;
    return { simulatedSeconds: toSeconds(reached), events: this.#events };
  }

  /**
   * Hands over what has been recorded of the long tables so far, in pieces of a multiple of `PIECE` rows, and forgets
   * it: {@link results} then holds what came since. For who keeps it elsewhere, so that a long run takes no more memory
   * than a short one.
   */
  take(): [LongTable, Table][] {
    return this.#reports.take();
  }

  /** What has been measured so far; complete once {@link advance} has returned true. */
  results(): Results {
    this.#verify();
    return this.#reports.results(this.#finished, this.progress());
  }

  #start(): void {
    this.#primaryRecovery.serve(this.#epochs);
    this.#managementRecovery.serve(this.#managementConsensus);
    this.#reports.started(this.#management.block(0));
    this.#primary.start(this.#epochs);
    this.#management.start(this.#managementConsensus);
    this.#network.wake(this.#firstTick, Topic.clock, -1, TICK, 0);
  }

  /** Sets up the protocol of an epoch of the primary; the first one talks on the topic that is there from the start. */
  #sitting(epoch: Epoch, chain: PrimaryChain, participants: Int32Array): Sitting {
    const { consensus, dissemination, validators } = epoch.constitution;
    const topic =
      epoch.firstHeight === 1
        ? Topic.primary
        : this.#network.open(route({ ...chain, dissemination }, participants), Topic.primary);
    this.#reports.topicOpened(topic, consensus);
    const settings: ChainRules = {
      ...rules(topic, chain),
      firstHeight: epoch.firstHeight,
      validators: Int32Array.from(validators),
      timeout: (node, view) => this.#primary.timeout(node, view),
      rejectionEndsRound: chain.refusal === 'viewChange',
      overlap: this.#primary,
    };
    const nodes = participants.length;
    const created = protocol(consensus).create(this.#network, settings, this.#primary, nodes, this.#primaryRecovery);
    return { topic, consensus: created };
  }

  #dispatch(event: NetworkEvent): void {
    const receiver = this.#receiver(event);
    if (event.type === 'delivery') receiver?.receive(event);
    else receiver?.wake(event);
  }

  /** Who handles an event; nobody handles what is not for a node of the management chain. */
  #receiver({ topic, kind, type, node }: NetworkEvent): Pick<Consensus, 'receive' | 'wake'> | undefined {
    switch (topic) {
      case Topic.management:
        return type === 'timer' || this.#system.isManager[node] ? this.#managementConsensus : undefined;
      case Topic.configuration:
        return this.#observers;
      case Topic.recovery:
        return this.#recoveryOf(kind);
      case Topic.clock:
        return this.#clock;
      default:
        return this.#epochs;
    }
  }

  #recoveryOf(kind: number): Recovery | Observers {
    if (kind >= OBSERVER_KINDS) return this.#observers;
    return kind < RECOVERY_OF_CHAIN ? this.#primaryRecovery : this.#managementRecovery;
  }

  readonly #clock = {
    receive: () => {},
    wake: ({ kind }: NetworkEvent) => {
      if (kind === INTERVAL_ENDS) this.#management.intervalEnds();
      else this.#tick();
    },
  };

  #tick(): void {
    this.#reports.tick();
    this.#observations.tick(this.#pool, this.#network.now);
    this.#verify();
    this.#primary.forget(this.#verified);
    const oldest = Math.min(this.#observers.common, this.#primary.oldestConfiguration);
    this.#observers.forget(oldest);
    this.#management.forget(oldest);
    this.#pool?.submissions.forget(Math.min(this.#primary.committed + 1, this.#observations.needs));
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

function route(chain: ChainSettings, participants: Int32Array): Route {
  const { dissemination, messageValidation } = chain;
  return { dissemination, participants, validation: toNanoseconds(messageValidation) };
}

function rules(topic: number, chain: ChainSettings) {
  const { headerSize, voteSize, votes, blockValidation } = chain;
  return { topic, headerSize, voteSize, votes, blockValidation: toNanoseconds(blockValidation) };
}

function constant(seconds: number): () => number {
  return () => toNanoseconds(seconds);
}

/** Seconds are counted from the end of the warm-up, so that one of them begins there: the first one may be shorter. */
function firstTick(warmup: number): number {
  return toNanoseconds(warmup) % toNanoseconds(1) || toNanoseconds(1);
}
