import { PROTOCOLS } from './consensus/protocols.js';
import { RECOVERY_MESSAGES } from './consensus/recovery.js';
import { toNanoseconds, toSeconds } from './kernel/time.js';
import { Decisions } from './management/decisions.js';
import { FailedRounds } from './measurement/failed-rounds.js';
import { Receipts } from './measurement/receipts.js';
import { Recorder } from './measurement/recorder.js';
import type { BlockFinalized, Fact, SecondPassed } from './model/facts.js';
import { type Counters, type LongTable, PIECE, type Progress, type Results, type Table } from './model/results.js';
import type { Scenario } from './model/scenario.js';
import { KINDS, type Network, TOPIC_NAMES, Topic } from './network/message.js';
import type { System } from './network/system.js';
import { OBSERVER_MESSAGES } from './primary/observers.js';
import type { TransactionPool } from './primary/transaction-pool.js';
import { Delays } from './recording/delays.js';

/** Records a run while it goes on; what happens during the warm-up is left out. */
export class Reports {
  readonly #scenario: Scenario;
  readonly #system: System;
  readonly #network: Network;
  readonly #pool: TransactionPool | undefined;
  readonly #warmup: number;
  #genesis = '';
  readonly #delays: Delays;
  readonly #failedRounds = new FailedRounds();
  readonly #blocks = new Recorder(
    {
      height: '',
      time: 's',
      blockTime: 's',
      switch: '',
      configuration: '',
      proposer: '',
      view: '',
      transactions: 'tx',
      bytes: 'B',
    },
    ['hash'],
  );
  readonly #receipts: Receipts;
  readonly #decisions: Decisions;
  readonly #transactions = new Recorder({ block: '', latency: 's' });
  readonly #series = new Recorder({
    time: 's',
    pool: 'tx',
    arrivals: 'tx',
    dropped: 'tx',
    committed: 'tx',
    messages: '',
    bytes: 'B',
  });
  readonly #violations: Results['violations'] = [];
  /** Names of the protocols of both chains, by topic. */
  readonly #protocolOf: string[] = [];
  #roundsFailed = 0;
  #viewChanges = 0;
  #cyclesFailed = 0;
  #intervalsMissed = 0;
  #lastBlock = Number.NaN;
  #committed = 0;
  /** Height of the last block that a quorum has committed. */
  #height = 0;
  /** Totals at the last tick, to tell what came since. */
  #seen = { arrivals: 0, dropped: 0, messages: 0, bytes: 0 };
  /** Totals at the end of the warm-up. */
  #before: { messages: Float64Array; bytes: Float64Array; arrivals: number; dropped: number } | undefined;

  constructor(scenario: Scenario, system: System, network: Network, pool: TransactionPool | undefined) {
    this.#scenario = scenario;
    this.#system = system;
    this.#network = network;
    this.#pool = pool;
    this.#warmup = toNanoseconds(scenario.warmup);
    this.#receipts = new Receipts(system.places.length, this.#warmup);
    this.#delays = new Delays(system.places.length, this.#warmup);
    this.#decisions = new Decisions(this.#warmup);
  }

  get #measuring(): boolean {
    return this.#network.now >= this.#warmup;
  }

  record(at: number, fact: Fact): void {
    this.#decisions.record(at, fact);
    this.#delays.record(at, fact);
    this.#receipts.record(at, fact);
    switch (fact.kind) {
      case 'managementStarted':
        this.#genesis = fact.hash;
        this.#protocolOf[Topic.management] = fact.consensus;
        break;
      case 'epochStarted':
        this.#protocolOf[fact.topic] = fact.consensus;
        break;
      case 'blockFinalized':
        this.#countFailed(this.#failedRounds.settle(fact.height, fact.view));
        this.#blockFinalized(at, fact);
        break;
      case 'roundFailed':
        this.#failedRounds.add(fact.height);
        this.#countFailed(1);
        break;
      case 'viewAbandoned':
        if (fact.isValidator && this.#measuring) this.#viewChanges++;
        break;
      case 'cycleFailed':
        if (this.#measuring) this.#cyclesFailed++;
        break;
      case 'intervalMissed':
        if (this.#measuring) this.#intervalsMissed++;
        break;
      case 'invariantViolated':
        this.#violations.push({ kind: fact.invariant, message: fact.message });
        break;
      case 'secondPassed':
        this.#secondPassed(at, fact);
    }
  }

  #blockFinalized(at: number, block: BlockFinalized): void {
    const blockTime = toSeconds(at - this.#lastBlock);
    this.#lastBlock = at;
    this.#height = block.height;
    this.#committed += block.transactions;
    if (!this.#measuring) return;
    this.#blocks.add(
      block.height,
      toSeconds(at),
      blockTime,
      block.isSwitch ? 1 : 0,
      block.configuration,
      block.proposer,
      block.view,
      block.transactions,
      block.bytes,
    );
    this.#blocks.write(block.hash);
    if (this.#pool) this.#recordLatencies(block.height, this.#pool.submissions.of(block.height));
  }

  #recordLatencies(height: number, submitted: Float64Array): void {
    const first = this.#transactions.extend(submitted.length);
    const [heights, latencies] = this.#transactions.columns;
    heights.fill(height, first, first + submitted.length);
    for (let i = 0; i < submitted.length; i++) latencies[first + i] = toSeconds(this.#network.now - submitted[i]);
  }

  /** @param rounds negative where a block came of one after all */
  #countFailed(rounds: number): void {
    if (this.#measuring) this.#roundsFailed = Math.max(0, this.#roundsFailed + rounds);
  }

  #secondPassed(at: number, { pool, traffic }: SecondPassed): void {
    const { arrivals, dropped } = pool ?? { arrivals: 0, dropped: 0 };
    const { messages, bytes } = traffic;
    if (at > this.#warmup) {
      this.#series.add(
        toSeconds(at),
        pool?.waiting ?? Number.NaN,
        arrivals - this.#seen.arrivals,
        dropped - this.#seen.dropped,
        this.#committed,
        messages - this.#seen.messages,
        bytes - this.#seen.bytes,
      );
    } else {
      const counts = this.#network.traffic;
      this.#before = { messages: counts.messages.slice(), bytes: counts.bytes.slice(), arrivals, dropped };
    }
    this.#committed = 0;
    this.#seen = { arrivals, dropped, messages, bytes };
  }

  /** Hands over the long tables as far as they are recorded, in pieces, and forgets them. */
  take(): [LongTable, Table][] {
    const recorders: [LongTable, Recorder][] = [
      ['blocks', this.#blocks],
      ['delays', this.#delays.rows],
      ['receipts', this.#receipts.rows],
      ['transactions', this.#transactions],
      ['series', this.#series],
    ];
    return recorders
      .filter(([, recorder]) => recorder.rows >= PIECE)
      .map(([name, recorder]) => [name, recorder.take(recorder.rows - (recorder.rows % PIECE))]);
  }

  results(complete: boolean, progress: Progress): Results {
    const decisions = this.#decisions.tables();
    const { sent, lost, inFlight } = this.#network.traffic;
    const traffic = this.#trafficTable();
    return {
      complete,
      simulatedSeconds: progress.simulatedSeconds,
      warmup: this.#scenario.warmup,
      events: progress.events,
      genesis: this.#genesis,
      tables: {
        blocks: this.#blocks.table(),
        ...decisions,
        delays: this.#delays.table(),
        receipts: this.#receipts.table(),
        transactions: this.#transactions.table(),
        waiting: this.#waitingTable(),
        series: this.#series.table(),
        traffic,
        nodes: this.#nodesTable(),
        links: this.#linksTable(),
      },
      counters: this.#counters(decisions.configurationBlocks.rows, traffic),
      transmissions: { sent, lost, inFlight, delivered: sent - lost - inFlight },
      violations: this.#violations.slice(),
    };
  }

  /** Transactions that are in no committed block yet. */
  #waitingTable(): Table {
    const rows = new Recorder({ age: 's' });
    if (!this.#pool) return rows.table();
    const { now } = this.#network;
    this.#pool.advance(now);
    const submitted = this.#pool.submissions.after(this.#height);
    const first = rows.extend(submitted.length);
    const [ages] = rows.columns;
    for (let i = 0; i < submitted.length; i++) ages[first + i] = toSeconds(now - submitted[i]);
    return rows.table();
  }

  #counters(blocks: number, traffic: Table): Counters {
    this.#pool?.advance(this.#network.now);
    const total = (name: string) => {
      const column = traffic.columns[name];
      return column.type === 'number' ? sum(column.values) : 0;
    };
    return {
      'primary.arrivals': (this.#pool?.arrivals ?? 0) - (this.#before?.arrivals ?? 0),
      'primary.dropped': (this.#pool?.dropped ?? 0) - (this.#before?.dropped ?? 0),
      'primary.roundsFailed': this.#roundsFailed,
      'primary.viewChanges': this.#viewChanges,
      'management.blocks': blocks,
      'management.cyclesFailed': this.#cyclesFailed,
      'management.intervalsMissed': this.#intervalsMissed,
      'network.messages': total('messages'),
      'network.bytes': total('bytes'),
    };
  }

  #trafficTable(): Table {
    const { messages, bytes } = this.#network.traffic;
    const totals = new Map<string, { chain: string; kind: string; messages: number; bytes: number }>();
    for (let topic = 0; topic * KINDS < messages.length; topic++) {
      // Topics that were opened while the run went on carry the primary under another protocol.
      const chain = TOPIC_NAMES[topic] ?? TOPIC_NAMES[Topic.primary];
      for (let number = 0; number < KINDS; number++) {
        const at = topic * KINDS + number;
        const count = messages[at] - (this.#before?.messages[at] ?? 0);
        if (count === 0) continue;
        const kind = this.#messageName(topic, number);
        const total = totals.get(`${chain} ${kind}`) ?? { chain, kind, messages: 0, bytes: 0 };
        total.messages += count;
        total.bytes += bytes[at] - (this.#before?.bytes[at] ?? 0);
        totals.set(`${chain} ${kind}`, total);
      }
    }
    const rows = new Recorder({ messages: '', bytes: 'B' });
    for (const total of totals.values()) rows.add(total.messages, total.bytes);
    const chains = Array.from(totals.values(), ({ chain }) => chain);
    const kinds = Array.from(totals.values(), ({ kind }) => kind);
    const table = rows.table();
    return {
      rows: table.rows,
      columns: { chain: { type: 'text', values: chains }, kind: { type: 'text', values: kinds }, ...table.columns },
    };
  }

  #messageName(topic: number, kind: number): string {
    if (topic === Topic.configuration) return 'block';
    if (topic === Topic.recovery) {
      return kind < 6 ? RECOVERY_MESSAGES[kind % 3] : OBSERVER_MESSAGES[kind - 6];
    }
    return PROTOCOLS.find((protocol) => protocol.name === this.#protocolOf[topic])?.messages[kind] ?? String(kind);
  }

  #nodesTable(): Table {
    const { places, managers, validators } = this.#system;
    const rows = new Recorder({
      node: '',
      latitude: '°',
      longitude: '°',
      management: '',
      validator: '',
      received: 's',
    });
    const received = this.#receipts.means();
    places.forEach((place, node) => {
      const has = (nodes: number[]) => (nodes.includes(node) ? 1 : 0);
      rows.add(node, place.latitude, place.longitude, has(managers), has(validators), received[node]);
    });
    const table = rows.table();
    const groups = this.#scenario.topology.groups;
    table.columns.group = { type: 'text', values: places.map((place) => groups[place.group].name) };
    table.columns.place = { type: 'text', values: places.map((place) => place.name) };
    return table;
  }

  #linksTable(): Table {
    const { offsets, targets } = this.#system.peers;
    const { latency, nodes } = this.#system.links;
    const rows = new Recorder({ from: '', to: '', latency: 's' });
    for (let from = 0; from < nodes; from++) {
      for (let edge = offsets[from]; edge < offsets[from + 1]; edge++) {
        rows.add(from, targets[edge], toSeconds(latency[from * nodes + targets[edge]]));
      }
    }
    return rows.table();
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
