import { CheckedEventQueue } from './checks/checked-event-queue.js';
import { CheckedNetwork } from './checks/checked-network.js';
import { GrowingHeights } from './checks/growing-heights.js';
import type { Consensus } from './consensus/protocol.js';
import { faultModelOf } from './consensus/protocols.js';
import { Lies, type RunToLieIn } from './faults/byzantine/lies.js';
import { LiveNetwork } from './faults/live-network.js';
import { Liveness } from './faults/liveness.js';
import { Timeline } from './faults/timeline.js';
import { createForesight, type Foresight, Interrupted, type LookAheadBatch } from './foresight.js';
import { type StreamName, streamKey } from './kernel/streams.js';
import { toNanoseconds, toSeconds } from './kernel/time.js';
import { excessOf, mustBeWithinLimits } from './limits/limits.js';
import { LOOK_EVERY, ProgressGuard } from './limits/progress-guard.js';
import { Mailbox } from './mailbox.js';
import { ConfigurationChain } from './management/configuration-chain.js';
import { createManagement } from './management/create-management.js';
import { Intervals } from './management/interval.js';
import type { Management } from './management/management.js';
import { Proofs } from './management/proofs.js';
import { Signatures } from './management/signatures.js';
import { ALL_PRESENT } from './model/attendance.js';
import { startingConfiguration } from './model/configuration.js';
import { both, toReaders } from './model/fact-readers.js';
import type { FactSink } from './model/facts.js';
import type { LongTable, Progress, Results, Table } from './model/results.js';
import type { Scenario } from './model/scenario.js';
import { FAULT_BEGINS, FAULT_ENDS, firstTick, INTERVAL_ENDS, TICK, TWIN_HAS_DECIDED } from './network/clock-timers.js';
import { type Network, type NetworkEvent, Topic } from './network/message.js';
import { chooseNodes } from './network/nodes.js';
import { type RecoverySubject, recoverySubject } from './network/recovery-messages.js';
import { drawSystem } from './network/system.js';
import { Transport, type TransportSettings } from './network/transport.js';
import { outlookOf } from './outlook.js';
import { ChainVerifier } from './primary/chain-verifier.js';
import { createPrimary } from './primary/create-primary.js';
import { DrawnDemand } from './primary/demand.js';
import type { Primary } from './primary/primary.js';
import { TransactionPool } from './primary/transaction-pool.js';
import { RunRecord } from './recording/run-record.js';
import { atomsOf, conditionsOf, policiesOf, transportOf } from './run-settings.js';
import { learnersOf } from './twins/learning/learners.js';
import type { Mirrors } from './twins/lookahead/mirrors.js';
import { Observations } from './twins/observations.js';
import { type Choices, Twins } from './twins/twins.js';
import { nodesOf } from './twins/valid-configuration.js';

export { prepareSignatures as prepare } from './management/signatures.js';

/** Stands in every manifest: another version may give other bytes. */
export const ENGINE_VERSION = '0.9.0';

export interface SimulationOptions {
  /** Another replication draws other random numbers for the same scenario. */
  replication?: number;
  /** Holds the engine to what it promises, at some cost of time and memory; a breach is an `EngineFault`. */
  check?: boolean;
  /** Is told every fact as well. */
  record?: FactSink;
  /** Is told after each look-ahead run of a twin how many there were; true ends the run before the event that asked for it. */
  betweenLookAheads?: (runs: number) => boolean;
  /** Carries out look-ahead runs, several at a time perhaps; absent: one after the other. Results do not depend on it. */
  lookAheadBatch?: LookAheadBatch;
  /** Nodes are told of every vote, also where only quorums matter: another way to the same bytes, for tests. */
  tellsEveryVote?: boolean;
  /**
   * Is told at every proposal by looking ahead what the twin would have proposed from what was true. It takes as many runs
   * again, and changes nothing.
   */
  compareChoices?: (choices: Choices) => void;
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
  readonly #network: Network;
  readonly #configurations: ConfigurationChain;
  readonly #primary: Primary;
  readonly #management: Management;
  readonly #mailbox = new Mailbox();
  /** Who handles messages of recovery, by what they are about. */
  readonly #recovery: Record<RecoverySubject, Pick<Consensus, 'receive' | 'wake'>>;
  readonly #verifier: ChainVerifier;
  readonly #pool: TransactionPool | undefined;
  readonly #observations: Observations;
  readonly #results: RunRecord;
  readonly #record: FactSink;
  /** Absent where nothing goes wrong. */
  readonly #timeline: Timeline | undefined;
  readonly #guard: ProgressGuard;
  /** Absent where no twin looks ahead. */
  readonly #foresight: Foresight | undefined;
  /** Absent likewise: what they hear is what counts. */
  readonly #mirrors: Mirrors | undefined;
  /**
   * So many events one step may count for: while a node is told of a quorum, the votes that nobody is told of arrive, on
   * either chain and in two phases each.
   */
  readonly mostEventsInStep: number;
  #events = 0;
  #finished = false;
  /** It was stopped in the middle of an event, and cannot go on. */
  #interrupted = false;
  /** Time of the last event that it finished before, ns. */
  #interruptedAt = 0;

  /** @throws LimitExceeded where the scenario asks for more than a machine can do */
  constructor(scenario: Scenario, options: SimulationOptions = {}) {
    const { replication = 0, check = false, record, network } = options;
    mustBeWithinLimits(scenario);
    const { topology, primary, management } = scenario;
    const stream = (name: StreamName) => streamKey(scenario.seed, replication, name);
    this.#end = toNanoseconds(scenario.duration);
    const system = drawSystem(scenario, stream);
    const nodes = system.places.length;
    const faults = atomsOf(scenario, system, stream('faults'));
    const conditions = faults && conditionsOf(scenario, system, faults, stream);
    const policies = policiesOf(scenario, system);
    const primaryNodes = { ...nodesOf(topology), excess: excessOf(scenario) };
    this.#foresight = createForesight(scenario, replication, policies, primaryNodes, {
      between: options.betweenLookAheads,
      batch: options.lookAheadBatch,
    });
    this.#mirrors = this.#foresight?.mirrors;
    const settings = {
      ...transportOf(scenario, system),
      // What a twin that looks ahead hears of others is part of what it knows.
      tellsEveryVote: options.tellsEveryVote === true || this.#foresight !== undefined,
      ...(conditions ? { conditions } : {}),
      ...(check ? { queue: new CheckedEventQueue() } : {}),
    };
    const transport = network?.(settings) ?? new Transport(settings);
    const checkedNetwork = check ? new CheckedNetwork(transport) : transport;
    const liveness = faults && new Liveness(nodes);
    const liveNetwork = liveness ? new LiveNetwork(checkedNetwork, liveness) : checkedNetwork;
    const { quorum } = faultModelOf(management, system.managers.length);
    const lies = faults?.some(({ kind }) => kind === 'byzantine')
      ? new Lies(faults, nodes, scenario, this.#runToLieIn())
      : undefined;
    const talk = { consensus: management.consensus, members: system.managers, quorum };
    const lyingNetwork = lies?.network(liveNetwork, nodes, settings.routes, talk);
    this.#network = lyingNetwork ?? liveNetwork;
    const { workload } = primary;
    this.#pool =
      workload && new TransactionPool(new DrawnDemand(workload, stream('arrivals'), stream('sizes')), workload.pool);
    this.#observations = new Observations(policies, this.#pool?.submissions);
    const learners = learnersOf(policies, startingConfiguration(primary), stream('learning'), topology.groups);
    this.#results = new RunRecord(scenario, system, this.#network, this.#pool, { faults, learning: learners });
    const proofs = new Proofs(system.managers, quorum, new Signatures(stream('signatures')));
    this.#configurations = new ConfigurationChain(startingConfiguration(primary), proofs);
    const mirrored = this.#foresight ? [this.#foresight.mirrors.reader] : [];
    const taught = learners ? [learners.reader] : [];
    const listening = lyingNetwork ? [lyingNetwork.reader] : [];
    const tell = toReaders([
      ...this.#results.readers,
      ...this.#observations.readers,
      ...mirrored,
      ...taught,
      ...listening,
    ]);
    const checked = check ? both(tell, new GrowingHeights().record) : tell;
    this.#record = record ? both(checked, record) : checked;
    const shared = { network: this.#network, record: this.#record, attendance: liveness };
    this.#primary = createPrimary(
      scenario,
      nodes,
      {
        ...shared,
        configurations: this.#configurations,
        management: { adopt: (node, height) => this.#mailbox.post({ to: 'management', node, height }) },
        pool: this.#pool,
        conduct: lies?.primary,
      },
      (choice) => chooseNodes(choice, topology, stream('validators')),
    );
    const outlook =
      this.#foresight &&
      outlookOf(this.#foresight, {
        network: this.#network,
        pool: this.#pool,
        attendance: liveness ?? ALL_PRESENT,
        conditions: conditions ?? { linksAt: () => system.links },
        record: this.#record,
        compare: options.compareChoices,
      });
    this.#management = createManagement(management, system.managers, nodes, {
      ...shared,
      chain: this.#configurations,
      twins: new Twins(policies, this.#observations, primaryNodes, {
        ...(outlook ? { outlook } : {}),
        ...(learners ? { school: { learners, tell: (lesson) => this.#record(this.#network.now, lesson) } } : {}),
        ...(lies ? { inflation: lies.inflation } : {}),
      }),
      conduct: lies?.management,
      intervals: new Intervals(management.interval, stream('cbi')),
      proofs,
      primary: {
        obtain: (node, block) => this.#mailbox.post({ to: 'primary', node, block }),
        has: (node, height) => this.#primary.observers.has(node, height),
        copy: (node, height) => this.#primary.observers.copy(node, height),
        round: (node) => this.#primary.round(node),
      },
    });
    this.#verifier = new ChainVerifier(this.#network, this.#primary, this.#configurations, this.#record);
    this.#guard = new ProgressGuard(nodes);
    this.mostEventsInStep = 1 + 4 * nodes * nodes;
    this.#recovery = {
      primary: this.#primary.recovery,
      management: this.#management.recovery,
      configuration: this.#primary.observers,
    };
    this.#timeline =
      faults &&
      liveness &&
      new Timeline(faults, this.#end, {
        network: this.#network,
        liveness,
        record: this.#record,
        restarted: (node, losesVotes) => this.#restart(node, losesVotes),
      });
    this.#primary.start();
    this.#management.start();
    this.#network.wake(firstTick(scenario.warmup), Topic.clock, -1, TICK, 0);
  }

  /** What those who lie see of this run; its parts are there before the first event. */
  #runToLieIn(): RunToLieIn {
    const parts = {
      now: () => this.#network.now,
      primary: () => this.#primary,
      management: () => this.#management,
      configurations: () => this.#configurations,
    };
    return {
      get now() {
        return parts.now();
      },
      get primary() {
        return parts.primary();
      },
      get management() {
        return parts.management();
      },
      get configurations() {
        return parts.configurations();
      },
      tell: (fact) => this.#record(this.#network.now, fact),
    };
  }

  /** Node is up again after a crash. */
  #restart(node: number, losesVotes: boolean): void {
    this.#primary.restart(node, losesVotes);
    this.#management.restart(node, losesVotes);
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
    while (!this.#interrupted && this.#events < last && this.#network.traffic.sent < lastCopy) {
      const next = LOOK_EVERY - (this.#events % LOOK_EVERY);
      if (!this.#handle(until, Math.min(next, last - this.#events), lastCopy)) {
        this.#finished = !this.#interrupted && until === this.#end;
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
    const { epochs } = this.#primary;
    let events = 0;
    let continues = true;
    while (events < mostEvents && traffic.sent < lastCopy) {
      const before = network.now;
      continues = network.next(until);
      if (!continues) break;
      events++;
      if (this.#mirrors && event.type === 'delivery') this.#mirrors.hear(event.node, event.sender, network.now);
      // Nearly all events, told apart here so that what is rare stays out of the hot loop.
      if (event.type === 'delivery' && event.topic === Topic.primary) epochs.receive(event);
      else if (!this.#dispatch(event)) {
        events--;
        this.#interruptedAt = before;
        continues = false;
        break;
      }
    }
    this.#events += events;
    return continues;
  }

  #look(): void {
    const { now, traffic } = this.#network;
    this.#guard.look({ now, height: this.#primary.height, sent: traffic.sent });
  }

  /** Time of the last event, ns. */
  get #now(): number {
    return this.#interrupted ? this.#interruptedAt : this.#network.now;
  }

  progress(): Progress {
    const reached = this.#finished ? this.#end : this.#now;
    const lookAheadRuns = this.#foresight?.runs;
    const simulatedSeconds = toSeconds(reached);
    const events = this.#events + (this.#network.quorums?.untold ?? 0);
    return { simulatedSeconds, events, ...(lookAheadRuns === undefined ? {} : { lookAheadRuns }) };
  }

  /**
   * Hands over what has been recorded of the long tables so far, in pieces of a multiple of `PIECE` rows, and forgets
   * it: {@link results} then holds what came since. For who keeps it elsewhere, so that a long run takes no more memory
   * than a short one.
   */
  take(): [LongTable, Table][] {
    return this.#results.take();
  }

  /** What has been measured so far; complete once {@link advance} has returned true. */
  results(): Results {
    this.#verifier.verify();
    return this.#results.results(this.#finished, this.progress(), this.#now);
  }

  /** @returns false where a twin was interrupted while it looked ahead: nothing of the event has been recorded */
  #dispatch(event: NetworkEvent): boolean {
    const receiver = this.#receiver(event);
    try {
      if (event.type === 'delivery') receiver.receive(event);
      else receiver.wake(event);
      this.#mailbox.deliver(this.#primary, this.#management);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      this.#interrupted = true;
    }
    return !this.#interrupted;
  }

  #receiver({ topic, kind }: NetworkEvent): Pick<Consensus, 'receive' | 'wake'> {
    switch (topic) {
      case Topic.management:
        return this.#management;
      case Topic.configuration:
        return this.#primary.observers;
      case Topic.recovery:
        return this.#recovery[recoverySubject(kind)];
      case Topic.clock:
        return this.#clock;
      default:
        return this.#primary.epochs;
    }
  }

  readonly #clock = {
    receive: () => {},
    wake: (event: NetworkEvent) => {
      const { kind } = event;
      if (kind === INTERVAL_ENDS) this.#management.intervalEnds();
      else if (kind === TWIN_HAS_DECIDED) this.#management.twinHasDecided(event.node, event.subject);
      else if (kind === FAULT_BEGINS || kind === FAULT_ENDS) this.#timeline?.wake(event);
      else this.#tick();
    },
  };

  #tick(): void {
    const { now, traffic } = this.#network;
    this.#pool?.advance(now);
    const totals = { messages: sum(traffic.messages), bytes: sum(traffic.bytes) };
    this.#record(now, { kind: 'secondPassed', pool: this.#pool?.counts, traffic: totals });
    this.#forget(this.#verifier.verify());
    this.#network.wake(now + toNanoseconds(1), Topic.clock, -1, TICK, 0);
  }

  /** Lets go of what nobody can ask for any more. @param verified height up to which the chains have been verified */
  #forget(verified: number): void {
    this.#primary.forget(verified);
    const oldest = Math.min(this.#primary.observers.common, this.#primary.oldestConfiguration);
    this.#primary.observers.forget(oldest);
    this.#management.forget(oldest);
    this.#pool?.submissions.forget(Math.min(this.#primary.committed + 1, this.#observations.needs));
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
