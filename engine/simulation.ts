import { type Chains, createChains } from './chains.js';
import { GrowingHeights } from './checks/growing-heights.js';
import { Clock } from './clock.js';
import type { Consensus } from './consensus/protocol.js';
import type { ByzantineRun } from './faults/byzantine/lies.js';
import { Timeline } from './faults/timeline.js';
import { createForesight, type Foresight, Interrupted } from './foresight.js';
import { type StreamName, streamKey } from './kernel/streams.js';
import { toNanoseconds, toSeconds } from './kernel/time.js';
import { excessOf, mustBeWithinLimits } from './limits/limits.js';
import { EVENTS_BETWEEN_CHECKS, ProgressGuard } from './limits/progress-guard.js';
import { lookAheadParts } from './look-ahead-parts.js';
import { Mailbox } from './mailbox.js';
import { startingConfiguration } from './model/configuration.js';
import { toBoth, toReaders } from './model/fact-readers.js';
import type { FactSink } from './model/facts.js';
import type { LongTable, Progress, Results, Table } from './model/results.js';
import type { Scenario } from './model/scenario.js';
import { type Network, type NetworkEvent, Topic } from './network/message.js';
import { recoverySubject } from './network/recovery-messages.js';
import { drawSystem } from './network/system.js';
import { DrawnDemand } from './primary/demand.js';
import { TransactionPool } from './primary/transaction-pool.js';
import { RunRecord } from './recording/run-record.js';
import { createNetwork } from './run-network.js';
import { policiesOf } from './run-settings.js';
import type { SimulationOptions } from './simulation-options.js';
import { learnersOf } from './twins/learning/learners.js';
import type { Mirrors } from './twins/lookahead/mirrors.js';
import { Observations } from './twins/observations.js';
import { Twins } from './twins/twins.js';
import { nodesOf } from './twins/valid-configuration.js';

export { prepareSignatures as prepare } from './management/signatures.js';

/** Written to every manifest: another version may give other results. */
export const ENGINE_VERSION = '0.10.0';

/**
 * One run of one scenario. The same scenario, seed and version give the same bytes everywhere.
 *
 * Call `prepare()` once before the first simulation.
 */
export class Simulation {
  readonly #end: number;
  readonly #network: Network;
  readonly #chains: Chains;
  readonly #mailbox = new Mailbox();
  readonly #results: RunRecord;
  readonly #record: FactSink;
  readonly #clock: Clock;
  readonly #guard: ProgressGuard;
  /** Absent if no twin looks ahead. */
  readonly #foresight: Foresight | undefined;
  /** Absent if no twin looks ahead. */
  readonly #mirrors: Mirrors | undefined;
  /**
   * Maximum number of events that one step counts for: when a node is notified of a quorum, votes that are not delivered
   * arrive as well, on both chains and in two phases each.
   */
  readonly mostEventsInStep: number;
  #events = 0;
  #finished = false;
  /** Whether it was stopped in the middle of an event, and cannot continue. */
  #interrupted = false;
  /** Time of the last event finished before that, ns. */
  #interruptedAt = 0;

  /** @throws LimitExceeded if the scenario exceeds a limit */
  constructor(scenario: Scenario, options: SimulationOptions = {}) {
    mustBeWithinLimits(scenario);
    const { topology, primary } = scenario;
    const { replication = 0, check = false, record, deliversEveryVote = false } = options;
    const stream = (name: StreamName) => streamKey(scenario.seed, replication, name);
    const system = drawSystem(scenario, stream);
    const nodes = system.places.length;
    const policies = policiesOf(scenario, system);
    const primaryNodes = { ...nodesOf(topology), excess: excessOf(scenario) };
    const foresight = createForesight(scenario, replication, policies, primaryNodes, {
      between: options.betweenLookAheads,
      batch: options.lookAheadBatch,
    });
    const { network, faults, readers } = createNetwork(scenario, system, stream, this.#byzantineRun, {
      check,
      // Messages that a node hears are part of what its twin knows.
      deliversEveryVote: deliversEveryVote || foresight !== undefined,
      create: options.network,
    });
    const { workload } = primary;
    const demand = workload && new DrawnDemand(workload, stream('arrivals'), stream('sizes'));
    const pool = demand && new TransactionPool(demand, workload.pool);
    const observations = new Observations(policies, pool?.submissions);
    const learners = learnersOf(policies, startingConfiguration(primary), stream('learning'), topology.groups);
    this.#end = toNanoseconds(scenario.duration);
    this.#network = network;
    this.#foresight = foresight;
    this.#mirrors = foresight?.mirrors;
    this.#results = new RunRecord(scenario, system, network, pool, { faults: faults?.atoms, learning: learners });
    const learning = [foresight?.mirrors.reader, learners?.reader].filter((reader) => reader !== undefined);
    this.#record = [
      toReaders([...this.#results.readers, ...observations.readers, ...learning, ...readers]),
      ...(check ? [new GrowingHeights().record] : []),
      ...(record ? [record] : []),
    ].reduce(toBoth);
    const shared = { network, pool, faults, record: this.#record };
    const twins = new Twins(policies, observations, primaryNodes, {
      lookAhead:
        foresight && lookAheadParts(foresight, { ...shared, links: system.links, compare: options.compareChoices }),
      learning: learners && { learners, tell: (lesson) => this.#record(network.now, lesson) },
      inflation: faults?.lies?.inflation,
    });
    this.#chains = createChains(scenario, system, stream, { ...shared, twins, mailbox: this.#mailbox });
    this.#guard = new ProgressGuard(nodes);
    this.mostEventsInStep = 1 + 4 * nodes * nodes;
    const timeline =
      faults &&
      new Timeline(faults.atoms, this.#end, {
        ...shared,
        liveness: faults.liveness,
        restarted: (node, losesVotes) => this.#restart(node, losesVotes),
      });
    this.#clock = new Clock({ ...shared, ...this.#chains, observations, timeline });
    this.#chains.primary.start();
    this.#chains.management.start();
    this.#clock.start(scenario.warmup);
  }

  /** The parts of this run that Byzantine nodes read; they exist before the first event. */
  readonly #byzantineRun: ByzantineRun = {
    now: () => this.#network.now,
    primary: () => this.#chains.primary,
    management: () => this.#chains.management,
    configurations: () => this.#chains.configurations,
    tell: (fact) => this.#record(this.#network.now, fact),
  };

  /** Node restarts after a crash. */
  #restart(node: number, losesVotes: boolean): void {
    this.#chains.primary.restart(node, losesVotes);
    this.#chains.management.restart(node, losesVotes);
  }

  /**
   * Simulates up to `untilSeconds`, or about as many events or copies of messages as are allowed, whichever comes first.
   *
   * @returns true when the run has reached its duration
   * @throws LimitExceeded if time stands still, or the run takes far more messages than estimated
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
      const next = EVENTS_BETWEEN_CHECKS - (this.#events % EVENTS_BETWEEN_CHECKS);
      if (!this.#handle(until, Math.min(next, last - this.#events), lastCopy)) {
        this.#finished = !this.#interrupted && until === this.#end;
        return this.#finished;
      }
      if (this.#events % EVENTS_BETWEEN_CHECKS === 0) this.#look();
    }
    return false;
  }

  /** Handles the next event. @returns false if there is none until then */
  #handle(until: number, mostEvents: number, lastCopy: number): boolean {
    const network = this.#network;
    const { event, traffic } = network;
    const { epochs } = this.#chains.primary;
    let events = 0;
    let continues = true;
    while (events < mostEvents && traffic.sent < lastCopy) {
      const before = network.now;
      continues = network.next(until);
      if (!continues) break;
      events++;
      if (this.#mirrors && event.type === 'delivery') this.#mirrors.hear(event, network.now);
      // Nearly all events; rare kinds stay out of the hot loop.
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
    this.#guard.look({ now, height: this.#chains.primary.height, sent: traffic.sent });
  }

  /** Time of the last event, ns. */
  get #now(): number {
    return this.#interrupted ? this.#interruptedAt : this.#network.now;
  }

  progress(): Progress {
    const reached = this.#finished ? this.#end : this.#now;
    const foresight = this.#foresight;
    const simulatedSeconds = toSeconds(reached);
    const events = this.#events + (this.#network.quorums?.unreported ?? 0);
    if (!foresight) return { simulatedSeconds, events };
    return {
      simulatedSeconds,
      events,
      lookAheadRuns: foresight.runs,
      lookAheadIntervals: foresight.lookAheads.intervals,
    };
  }

  /**
   * Removes the complete pieces of long tables, with a multiple of `ROWS_PER_PIECE` rows each, and returns them; {@link results}
   * then holds later rows only. For callers that store them elsewhere, so that a long run takes no more memory than a short
   * one.
   */
  take(): [LongTable, Table][] {
    return this.#results.take();
  }

  /** The results so far; complete once {@link advance} has returned true. */
  results(): Results {
    this.#chains.verifier.verify();
    return this.#results.results(this.#finished, this.progress(), this.#now);
  }

  /** Passes an event to its part. @returns false if a twin was interrupted while it looked ahead: nothing of the event has been recorded */
  #dispatch(event: NetworkEvent): boolean {
    const receiver = this.#receiver(event);
    try {
      if (event.type === 'delivery') receiver.receive(event);
      else receiver.wake(event);
      this.#mailbox.deliver(this.#chains.primary, this.#chains.management);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      this.#interrupted = true;
    }
    return !this.#interrupted;
  }

  #receiver({ topic, kind }: NetworkEvent): Pick<Consensus, 'receive' | 'wake'> {
    switch (topic) {
      case Topic.management:
        return this.#chains.management;
      case Topic.configuration:
        return this.#chains.primary.observers;
      case Topic.recovery:
        return this.#chains.recovery[recoverySubject(kind)];
      case Topic.clock:
        return this.#clock;
      default:
        return this.#chains.primary.epochs;
    }
  }
}
