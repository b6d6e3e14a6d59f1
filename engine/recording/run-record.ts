import { faultModelOf } from '../consensus/protocols.js';
import { Invariants } from '../invariants/invariants.js';
import { toNanoseconds } from '../kernel/time.js';
import type { FactReader } from '../model/fact-readers.js';
import type { FaultAtom } from '../model/faults.js';
import { nodeName } from '../model/node-name.js';
import {
  type Counters,
  type LongTable,
  type Progress,
  type Results,
  ROWS_PER_PIECE,
  type Table,
} from '../model/results.js';
import type { Scenario } from '../model/scenario.js';
import type { Network } from '../network/message.js';
import type { System } from '../network/system.js';
import type { TransactionPool } from '../primary/transaction-pool.js';
import { Blocks } from './blocks.js';
import { Culprits, culpritsTable } from './culprits.js';
import { Decisions } from './decisions.js';
import { Delays } from './delays.js';
import { Deliberations, type Learning } from './deliberations.js';
import { Failures } from './failures.js';
import { Receipts } from './receipts.js';
import { Series } from './series.js';
import { linksTable, nodesTable } from './system-tables.js';
import { TrafficTable } from './traffic-table.js';
import { Transactions } from './transactions.js';
import { violationsTable } from './violations-table.js';

/** Records the results of a run: every table, each by its own recorder, and the totals. */
export class RunRecord {
  readonly readers: readonly FactReader[];
  readonly #scenario: Scenario;
  readonly #system: System;
  readonly #network: Network;
  readonly #pool: TransactionPool | undefined;
  readonly #faults: FaultAtom[] | undefined;
  readonly #warmup: number;
  readonly #blocks: Blocks;
  readonly #decisions: Decisions;
  readonly #delays: Delays;
  readonly #receipts: Receipts;
  readonly #transactions: Transactions;
  readonly #series: Series;
  readonly #failures: Failures;
  readonly #traffic: TrafficTable;
  readonly #invariants: Invariants;
  readonly #culprits: Culprits;
  readonly #deliberations: Deliberations;
  #genesis = '';
  /** Totals of the pool at the end of the warm-up. */
  #before = { arrivals: 0, dropped: 0 };

  constructor(
    scenario: Scenario,
    system: System,
    network: Network,
    pool: TransactionPool | undefined,
    { faults, learning }: { faults?: FaultAtom[]; learning?: Learning } = {},
  ) {
    this.#faults = faults;
    this.#scenario = scenario;
    this.#system = system;
    this.#network = network;
    this.#pool = pool;
    const warmup = toNanoseconds(scenario.warmup);
    const nodes = system.places.length;
    this.#warmup = warmup;
    this.#blocks = new Blocks(warmup);
    this.#decisions = new Decisions(warmup);
    this.#delays = new Delays(nodes, warmup);
    this.#receipts = new Receipts(nodes, warmup);
    this.#transactions = new Transactions(warmup, pool?.submissions);
    this.#series = new Series(warmup);
    this.#failures = new Failures(warmup);
    this.#traffic = new TrafficTable(warmup, network.traffic);
    this.#deliberations = new Deliberations(warmup, learning);
    this.#invariants = new Invariants(scenario, system);
    const { management } = scenario;
    const { places, managers } = system;
    this.#culprits = new Culprits(warmup, (node) => nodeName(places[node].name, node), {
      members: managers,
      blocking: faultModelOf(management, managers.length).blocking,
      proposer: management.proposer,
    });
    this.readers = [
      this.#blocks.reader,
      this.#decisions.reader,
      this.#deliberations.reader,
      this.#delays.reader,
      this.#receipts.reader,
      this.#transactions.reader,
      this.#series.reader,
      this.#failures.reader,
      this.#traffic.reader,
      this.#reader,
      this.#culprits.reader,
      ...this.#invariants.readers,
    ];
  }

  readonly #reader: FactReader = {
    managementStarted: (_, { hash }) => {
      this.#genesis = hash;
    },
    secondPassed: (at, { pool }) => {
      if (pool && at <= this.#warmup) this.#before = pool;
    },
  };

  /** Removes the complete pieces of long tables and returns them. */
  take(): [LongTable, Table][] {
    const recorders: [LongTable, { rows: number; take(rows: number): Table }][] = [
      ['blocks', this.#blocks.rows],
      ['delays', this.#delays.rows],
      ['receipts', this.#receipts.rows],
      ['transactions', this.#transactions.rows],
      ['series', this.#series.rows],
    ];
    return recorders
      .filter(([, recorder]) => recorder.rows >= ROWS_PER_PIECE)
      .map(([name, recorder]) => [name, recorder.take(recorder.rows - (recorder.rows % ROWS_PER_PIECE))]);
  }

  /** @param now time of the last event, ns */
  results(complete: boolean, progress: Progress, now: number): Results {
    const { traffic } = this.#network;
    this.#pool?.advance(now);
    const culprits = this.#culprits.all;
    const decisions = this.#decisions.tables();
    const learnt = this.#deliberations.learnt();
    const { sent, lost, inFlight } = traffic;
    const copies = this.#traffic.table();
    const groups = this.#scenario.topology.groups.map(({ name }) => name);
    return {
      complete,
      simulatedSeconds: progress.simulatedSeconds,
      warmup: this.#scenario.warmup,
      events: progress.events,
      genesis: this.#genesis,
      tables: {
        blocks: this.#blocks.rows.table(),
        ...decisions,
        ...this.#deliberations.tables(),
        delays: this.#delays.table(),
        receipts: this.#receipts.table(),
        transactions: this.#transactions.rows.table(),
        waiting: this.#transactions.waiting(now),
        series: this.#series.rows.table(),
        traffic: copies,
        nodes: nodesTable(this.#system, this.#receipts.means(), groups),
        links: linksTable(this.#system),
        culprits: culpritsTable(culprits),
        violations: violationsTable(this.#invariants.violations),
      },
      counters: this.#counters(decisions.configurationBlocks.rows, copies),
      transmissions: { sent, lost, inFlight, delivered: sent - lost - inFlight },
      ...(learnt ? { learnt } : {}),
      violations: this.#invariants.violations.slice(),
      ...(this.#faults ? { faults: this.#faults, culprits } : {}),
    };
  }

  #counters(blocks: number, traffic: Table): Counters {
    const { roundsFailed, viewChanges, cyclesFailed, intervalsMissed } = this.#failures;
    return {
      'primary.arrivals': (this.#pool?.arrivals ?? 0) - this.#before.arrivals,
      'primary.dropped': (this.#pool?.dropped ?? 0) - this.#before.dropped,
      'primary.roundsFailed': roundsFailed,
      'primary.viewChanges': viewChanges,
      'management.blocks': blocks,
      'management.cyclesFailed': cyclesFailed,
      'management.intervalsMissed': intervalsMissed,
      'network.messages': total(traffic, 'messages'),
      'network.bytes': total(traffic, 'bytes'),
    };
  }
}

function total({ columns }: Table, name: string): number {
  const column = columns[name];
  return column.type === 'number' ? column.values.reduce((sum, value) => sum + value, 0) : 0;
}
