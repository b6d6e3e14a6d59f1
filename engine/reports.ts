import { PROTOCOLS } from './consensus/protocols.js';
import { RECOVERY_MESSAGES } from './consensus/recovery.js';
import { toNanoseconds, toSeconds } from './kernel/time.js';
import type { ConfigurationBlock } from './management/configuration-block.js';
import { Decisions } from './management/decisions.js';
import type { Decision } from './management/twins.js';
import { Receipts } from './measurement/receipts.js';
import { type Counted, Reconfigurations, type Voting } from './measurement/reconfigurations.js';
import { Recorder } from './measurement/recorder.js';
import type { Configuration } from './model/configuration.js';
import { toHex } from './model/hash.js';
import { type Counters, type LongTable, PIECE, type Progress, type Results, type Table } from './model/results.js';
import type { Scenario } from './model/scenario.js';
import { KINDS, type Network, TOPIC_NAMES, Topic } from './network/message.js';
import type { System } from './network/system.js';
import { OBSERVER_MESSAGES } from './primary/observers.js';
import type { TransactionBlock } from './primary/transaction-blocks.js';
import type { TransactionPool } from './primary/transaction-pool.js';

/** Records a run while it goes on; what happens during the warm-up is left out. */
export class Reports {
  readonly #scenario: Scenario;
  readonly #system: System;
  readonly #network: Network;
  readonly #pool: TransactionPool | undefined;
  readonly #warmup: number;
  #genesis = '';
  readonly #reconfigurations: Reconfigurations;
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
  readonly #decisions = new Decisions();
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
  /** When the last interval ended, ns; what is decided after it is measured where that was after the warm-up. */
  #intervalEnd = Number.NaN;
  #lastBlock = Number.NaN;
  #committed = 0;
  /** Height of the last block that a quorum has committed. */
  #height = 0;
  /** Totals at the last tick, to tell what came since. */
  #seen = { arrivals: 0, dropped: 0, messages: 0, bytes: 0 };
  /** Totals at the end of the warm-up. */
  #before: { messages: Float64Array; bytes: Float64Array; arrivals: number; dropped: number } | undefined;

  constructor(
    scenario: Scenario,
    system: System,
    network: Network,
    pool: TransactionPool | undefined,
    voting: () => Voting,
    counted: Counted,
  ) {
    this.#scenario = scenario;
    this.#system = system;
    this.#network = network;
    this.#pool = pool;
    this.#protocolOf[Topic.management] = scenario.management.consensus;
    this.#warmup = toNanoseconds(scenario.warmup);
    this.#receipts = new Receipts(system.places.length);
    this.#reconfigurations = new Reconfigurations(system.places.length, voting, counted);
  }

  /** The management chain begins with this block. */
  started({ hash }: ConfigurationBlock): void {
    this.#genesis = toHex(hash);
  }

  /** A protocol talks on a topic from now on. */
  topicOpened(topic: number, consensus: string): void {
    this.#protocolOf[topic] = consensus;
  }

  get #measuring(): boolean {
    return this.#network.now >= this.#warmup;
  }

  /** @param content number of the block */
  blockProposed(content: number, { height, proposer }: TransactionBlock): void {
    this.#receipts.proposed(content, height, proposer, this.#network.now);
  }

  blockReceived(content: number, node: number): void {
    this.#receipts.received(content, node, this.#network.now);
  }

  /** @param view in which it was decided, not only proposed first @param content number of the block */
  blockCommitted(block: TransactionBlock, parent: TransactionBlock | undefined, view: number, content: number): void {
    this.#receipts.committed(content, this.#measuring);
    const now = this.#network.now;
    const blockTime = toSeconds(now - this.#lastBlock);
    this.#lastBlock = now;
    this.#height = block.height;
    this.#committed += block.transactions;
    if (!this.#measuring) return;
    const switched = parent !== undefined && parent.configurationHeight !== block.configurationHeight;
    this.#blocks.add(
      block.height,
      toSeconds(now),
      blockTime,
      switched ? 1 : 0,
      block.configurationHeight,
      block.proposer,
      view,
      block.transactions,
      block.bytes,
    );
    this.#blocks.write(toHex(block.hash));
    if (this.#pool) this.#recordLatencies(block.height, this.#pool.submissions.of(block.height));
  }

  #recordLatencies(height: number, submitted: Float64Array): void {
    const first = this.#transactions.extend(submitted.length);
    const [heights, latencies] = this.#transactions.columns;
    heights.fill(height, first, first + submitted.length);
    for (let i = 0; i < submitted.length; i++) latencies[first + i] = toSeconds(this.#network.now - submitted[i]);
  }

  /** @param rounds negative where a block came of one after all */
  roundsFailed(rounds: number): void {
    if (this.#measuring) this.#roundsFailed = Math.max(0, this.#roundsFailed + rounds);
  }

  /** A validator has given up a view. */
  viewAbandoned(): void {
    if (this.#measuring) this.#viewChanges++;
  }

  /** A configuration block interval is over. */
  intervalEnded(): void {
    this.#intervalEnd = this.#network.now;
  }

  proposed(block: ConfigurationBlock, cycle: number, inForce: Configuration, decision: Decision): void {
    const due = this.#intervalEnd;
    this.#decisions.proposed(block, cycle, inForce, decision, due, this.#network.now, due >= this.#warmup);
  }

  objected(block: ConfigurationBlock, node: number, reason: string): void {
    this.#decisions.objected(block, node, reason, this.#network.now);
  }

  agreed(block: ConfigurationBlock, due: number, cycles: number): void {
    const { now } = this.#network;
    this.#reconfigurations.decided(block.height, due, now);
    this.#decisions.agreed(block, due, cycles, now, due >= this.#warmup);
  }

  cycleFailed(cycle: number): void {
    this.#decisions.cycleFailed(cycle);
    if (this.#measuring) this.#cyclesFailed++;
  }

  intervalMissed(): void {
    this.#decisions.intervalMissed();
    if (this.#measuring) this.#intervalsMissed++;
  }

  received(node: number, block: ConfigurationBlock, round: { height: number; view: number }): void {
    this.#reconfigurations.received(block.height, node, this.#network.now, round);
  }

  /** Node has switched to the blocks after `from` up to `to`, the latest of which counts from now on. */
  applied(node: number, from: number, to: number): void {
    for (let height = from + 1; height <= to; height++) {
      this.#reconfigurations.applied(height, node, this.#network.now);
    }
  }

  violated(kind: 'agreement' | 'verifiable', message: string): void {
    this.#violations.push({ kind, message });
  }

  /** A simulated second is over. */
  tick(): void {
    const { traffic, now } = this.#network;
    this.#pool?.advance(now);
    this.#reconfigurations.flush(this.#warmup);
    this.#receipts.flush();
    const arrivals = this.#pool?.arrivals ?? 0;
    const dropped = this.#pool?.dropped ?? 0;
    const messages = sum(traffic.messages);
    const bytes = sum(traffic.bytes);
    if (now > this.#warmup) {
      this.#series.add(
        toSeconds(now),
        this.#pool?.waiting ?? Number.NaN,
        arrivals - this.#seen.arrivals,
        dropped - this.#seen.dropped,
        this.#committed,
        messages - this.#seen.messages,
        bytes - this.#seen.bytes,
      );
    } else {
      this.#before = { messages: traffic.messages.slice(), bytes: traffic.bytes.slice(), arrivals, dropped };
    }
    this.#committed = 0;
    this.#seen = { arrivals, dropped, messages, bytes };
  }

  /** Hands over the long tables as far as they are recorded, in pieces, and forgets them. */
  take(): [LongTable, Table][] {
    const recorders: [LongTable, Recorder][] = [
      ['blocks', this.#blocks],
      ['delays', this.#reconfigurations.rows],
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
        delays: this.#reconfigurations.table(this.#warmup),
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
