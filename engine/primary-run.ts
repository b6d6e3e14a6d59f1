import { routeOf } from './consensus/chain-rules.js';
import type { Consensus } from './consensus/protocol.js';
import { type Sampler, sampler } from './kernel/sampler.js';
import { type StreamKey, type StreamName, streamKey, subKey } from './kernel/streams.js';
import { drawsOf, meanDraw, scaledSampler, tabulatedSampler } from './kernel/tabulated.js';
import { NANOSECONDS_PER_SECOND, toNanoseconds } from './kernel/time.js';
import { mustBeWithinLimits } from './limits/limits.js';
import { type ConfigurationBlock, configurationBlock, genesisBlock } from './management/configuration-block.js';
import type { Configuration } from './model/configuration.js';
import type { FactSink } from './model/facts.js';
import type { NodeChoice } from './model/node-choice.js';
import type { Arrivals, Scenario, Workload } from './model/scenario.js';
import { ApproximateFloods } from './network/approximate-floods.js';
import { type FloodTables, floodTables } from './network/flood-tables.js';
import { Links, type LinkTables } from './network/links.js';
import { type NetworkEvent, type Route, Topic } from './network/message.js';
import { chooseNodes } from './network/nodes.js';
import type { Peers } from './network/overlay.js';
import { recoverySubject } from './network/recovery-messages.js';
import { drawSystem, type System } from './network/system.js';
import { Transport, type TransportSettings } from './network/transport.js';
import { createPrimary } from './primary/create-primary.js';
import { type Demand, DrawnDemand } from './primary/demand.js';
import { KeptDemands } from './primary/kept-demands.js';
import type { Primary } from './primary/primary.js';
import { TransactionPool } from './primary/transaction-pool.js';

/** The condition from which a primary begins. */
export interface Condition {
  /** The height that is decided first, from 1. */
  height: number;
  configuration: Configuration;
  /** Participating nodes, ascending; the others are silent. Absent: all nodes. */
  live?: readonly number[];
  /** Number of waiting transactions, as if submitted at the start; for a scenario with a workload. */
  backlog?: number;
  /** Arrivals of transactions, instead of those of the scenario. */
  arrivals?: Arrivals;
  /** The rate of every link, as a multiple of what the topology declares [1]. */
  bandwidth?: number;
  /** The latency of the links from each node, as such a multiple; absent: as declared. */
  latency?: readonly number[];
  /** Probability that a copy is lost; absent: as declared. */
  loss?: number;
  /** A configuration block that a node receives, and forwards, at a given time. */
  next?: { configuration: Configuration; node: number; at: number };
}

export interface PrimaryRunOptions {
  /** Distinguishes runs from the same condition: a whole number. */
  run?: number;
  /** Simulated time until which messages are sent, s. */
  duration: number;
  /** Receives every fact; nothing else is recorded. */
  record: FactSink;
  /**
   * Receives every message that reaches a node, including every vote; absent: votes are delivered only if they matter.
   */
  hear?: (event: NetworkEvent, at: number) => void;
}

/**
 * What runs over the nodes of one scenario share: places, links, overlay and the tables derived from them. These runs
 * have their own random streams, so none of them repeats the messages of the scenario's own run.
 */
export class Wiring {
  readonly scenario: Scenario;
  readonly system: System;
  readonly key: StreamKey;
  readonly #validators: StreamKey;
  readonly #everyone: Int32Array;
  readonly #links: LinkTables;
  /** Mean rates of links with shared uplinks, for approximate runs; absent for all others. */
  readonly #means: { nsPerByte: Float64Array; jitter: number } | undefined;
  /** The workload; absent if the chain is saturated. */
  readonly workload: Workload | undefined;
  /** The transactions that are kept between runs; only for twins, which repeat runs with other candidates. */
  readonly #demands: KeptDemands | undefined;
  #floods: { name: string; tables: FloodTables } | undefined;

  /**
   * @param isApproximate for twins: runs draw from tables, which omit the rarest draws, and compute votes on shared uplinks
   * approximately (`network/approximate-floods.ts`); that takes a tenth of the time
   * @throws LimitExceeded if the scenario exceeds a limit
   */
  constructor(scenario: Scenario, replication = 0, isApproximate = false) {
    mustBeWithinLimits(scenario);
    const stream = (name: StreamName) => streamKey(scenario.seed, replication, name);
    this.scenario = scenario;
    this.system = drawSystem(scenario, stream);
    this.key = stream('conditions');
    this.#validators = stream('validators');
    this.#everyone = Int32Array.from(this.system.places.keys());
    const { tables } = this.system.links;
    const { workload } = scenario.primary;
    this.workload = isApproximate && workload ? { ...workload, size: tabulatedSize(workload, this.key) } : workload;
    if (isApproximate) this.#demands = new KeptDemands();
    this.#links = isApproximate ? tabulatedLinks(tables, this.key) : tables;
    if (isApproximate && scenario.topology.sharing === 'uplink') this.#means = meansOf(this.#links, this.key);
  }

  /** The demand of a run. @param arrivals instead of those of the scenario */
  demand(workload: Workload, run: number, arrivals: Arrivals | undefined): Demand {
    const draw = () =>
      new DrawnDemand(
        { size: workload.size, arrivals: arrivals ?? workload.arrivals },
        subKey(this.key, run, 5),
        subKey(this.key, run, 6),
      );
    return this.#demands?.of(`${run} ${JSON.stringify(arrivals)}`, draw) ?? draw();
  }

  /** The links of its runs, which may differ from those that the topology declares. */
  links({
    bandwidth = 1,
    latency,
    loss = this.#links.loss,
  }: Pick<Condition, 'bandwidth' | 'latency' | 'loss'>): LinkTables {
    const links = latency ? withLatency(this.#links, latency) : this.#links;
    if (bandwidth === 1 && loss === links.loss) return links;
    const { bandwidthOf, fixedRate, leastRate, meanRate, rates } = links;
    return {
      ...links,
      loss,
      bandwidthOf: bandwidthOf.map((rate) => scaledSampler(rate, bandwidth)),
      fixedRate: fixedRate?.map((rate) => rate * bandwidth),
      leastRate: leastRate * bandwidth,
      meanRate: meanRate * bandwidth,
      rates: { least: rates.least * bandwidth, most: rates.most * bandwidth },
    };
  }

  get nodes(): number {
    return this.#everyone.length;
  }

  /** The nodes that the scenario itself would choose. */
  choose(choice: NodeChoice): number[] {
    return chooseNodes(choice, this.scenario.topology, this.#validators);
  }

  routes(): Route[] {
    const participants = this.#everyone;
    const gossip: Route = { dissemination: 'gossip', participants, validation: 0 };
    const direct: Route = { dissemination: 'direct', participants, validation: 0 };
    return [routeOf(this.scenario.primary, participants), direct, gossip, direct, direct];
  }

  /** The approximation of votes; undefined if every copy is simulated. @param bandwidth as for {@link links} */
  approximation({ peers }: FloodTables, links: Links, bandwidth: number): TransportSettings['approximate'] {
    if (!this.#means) return undefined;
    const { primary } = this.scenario;
    const nsPerByte = this.#means.nsPerByte.map((time) => time / bandwidth);
    return {
      floods: new ApproximateFloods(peers, links, nsPerByte, this.#means.jitter),
      bytes: Math.max(primary.voteSize, primary.headerSize),
    };
  }

  /** Tables of floods that silent nodes do not forward; cached for the next run with the same nodes and latencies. */
  floods(live: readonly number[], links: Links, latency: readonly number[] = []): FloodTables {
    const name = `${live.join()} ${latency.join()}`;
    if (this.#floods?.name !== name)
      this.#floods = { name, tables: floodTables(heardFrom(this.system.peers, live), links) };
    return this.#floods.tables;
  }
}

/**
 * A primary that begins in the middle: at a height, under a configuration, with some nodes alive and transactions
 * waiting. It has no management chain. The configuration stays, or is replaced once by one that a node receives.
 */
export class PrimaryRun {
  /** Absent if the chain is saturated. */
  readonly pool: TransactionPool | undefined;
  readonly #network: Transport;
  readonly #primary: Primary;
  readonly #isLive: Uint8Array;
  readonly #hear: PrimaryRunOptions['hear'];
  readonly #next: { block: ConfigurationBlock; node: number; at: number } | undefined;

  constructor(wiring: Wiring, condition: Condition, { run = 0, duration, record, hear }: PrimaryRunOptions) {
    const genesis = genesisBlock(condition.configuration);
    const { scenario, system, nodes } = wiring;
    const { height, configuration, backlog, bandwidth = 1, next } = condition;
    const live = condition.live ?? Array.from(system.places.keys());
    const key = (part: number) => subKey(wiring.key, run, part);
    const { workload: _, dissemination: __, ...chain } = scenario.primary;
    const { workload } = wiring;
    const blocks = [genesis];
    if (next) blocks.push(configurationBlock(genesis.hash, 1, next.node, next.configuration, 0));
    this.#next = next && { block: blocks[1], node: next.node, at: toNanoseconds(next.at) };
    this.pool =
      workload && new TransactionPool(wiring.demand(workload, run, condition.arrivals), workload.pool, backlog, height);
    this.#hear = hear;
    const [primaryRoute, ...routes] = wiring.routes();
    this.#isLive = new Uint8Array(nodes);
    for (const node of live) this.#isLive[node] = 1;
    const links = new Links(wiring.links(condition), {
      bandwidth: key(0),
      jitter: key(1),
      loss: key(2),
      order: key(3),
      latency: key(4),
    });
    const floods = wiring.floods(live, links, condition.latency);
    this.#network = new Transport({
      links,
      deliversEveryVote: hear !== undefined,
      peers: floods.peers,
      floods,
      approximate: wiring.approximation(floods, links, bandwidth),
      sharedUplink: scenario.topology.sharing === 'uplink',
      end: toNanoseconds(duration),
      routes: [{ ...primaryRoute, dissemination: configuration.dissemination }, ...routes],
    });
    this.#primary = createPrimary(
      { primary: { ...chain, ...configuration }, management: scenario.management },
      nodes,
      {
        network: this.#network,
        configurations: { block: (configurationHeight) => blocks[configurationHeight], isProven: () => true },
        management: { adopt: () => {} },
        pool: this.pool,
        record,
      },
      (choice) => wiring.choose(choice),
      height,
    );
    this.#primary.start(live);
    if (this.#next) this.#network.wake(this.#next.at, Topic.clock, this.#next.node, 0, 0);
  }

  /** Height up to which a quorum has committed. */
  get committed(): number {
    return this.#primary.committed;
  }

  /** Simulates up to `untilSeconds`. */
  advance(untilSeconds: number): void {
    const until = toNanoseconds(untilSeconds);
    const network = this.#network;
    const { event } = network;
    while (network.next(until)) if (this.#isLive[event.node]) this.#dispatch(event);
  }

  #dispatch(event: NetworkEvent): void {
    if (event.topic === Topic.clock) {
      if (this.#next) this.#primary.obtain(event.node, this.#next.block);
      return;
    }
    if (event.type === 'delivery') this.#hear?.(event, this.#network.now);
    const receiver = this.#receiver(event);
    if (event.type === 'delivery') receiver.receive(event);
    else receiver.wake(event);
  }

  #receiver({ topic, kind }: NetworkEvent): Pick<Consensus, 'receive' | 'wake'> {
    if (topic === Topic.configuration) return this.#primary.observers;
    if (topic !== Topic.recovery) return this.#primary.epochs;
    return recoverySubject(kind) === 'configuration' ? this.#primary.observers : this.#primary.recovery;
  }
}

/** The sizes of a workload as a table of draws. */
function tabulatedSize({ size }: Workload, key: StreamKey): Workload['size'] {
  return { kind: 'empirical', values: Array.from(drawsOf(sampler(size, true), subKey(key, -1, -1))) };
}

/** Mean time of a byte on the uplink of each node, and mean time of a copy in addition to its latency, ns. */
function meansOf({ bandwidthOf, fixedRate, jitter, nodes }: LinkTables, key: StreamKey) {
  const known = new Map<Sampler, number>();
  const mean = (draws: Sampler): number => {
    const found = known.get(draws) ?? meanDraw(draws, subKey(key, -1, -2));
    known.set(draws, found);
    return found;
  };
  return {
    nsPerByte: Float64Array.from(bandwidthOf, (draws, node) => {
      const rate = fixedRate ? fixedRate[node * nodes + ((node + 1) % nodes)] : mean(draws);
      return NANOSECONDS_PER_SECOND / rate;
    }),
    jitter: jitter ? mean(jitter) * NANOSECONDS_PER_SECOND : 0,
  };
}

function tabulatedLinks(tables: LinkTables, key: StreamKey): LinkTables {
  const known = new Map<Sampler, Sampler>();
  const table = (sampler: Sampler): Sampler => {
    const found = known.get(sampler) ?? tabulatedSampler(sampler, subKey(key, -1, known.size));
    known.set(sampler, found);
    return found;
  };
  return {
    ...tables,
    bandwidthOf: tables.bandwidthOf.map(table),
    jitter: tables.jitter && table(tables.jitter),
    drawnLatency: tables.drawnLatency?.map((sampler) => sampler && table(sampler)),
  };
}

/** The overlay without links from silent nodes, which still receive messages. */
function heardFrom({ offsets, targets, ...rest }: Peers, live: readonly number[]): Peers {
  const isLive = new Set(live);
  const kept: number[] = [];
  const starts = new Int32Array(offsets.length);
  for (let node = 0; node + 1 < offsets.length; node++) {
    if (isLive.has(node)) kept.push(...targets.subarray(offsets[node], offsets[node + 1]));
    starts[node + 1] = kept.length;
  }
  return { ...rest, offsets: starts, targets: Int32Array.from(kept) };
}

/** @param latency factor by sending node */
function withLatency(links: LinkTables, latency: readonly number[]): LinkTables {
  const { nodes, drawnLatency } = links;
  const known = new Map<Sampler, Map<number, Sampler>>();
  const slower = (draws: Sampler, factor: number): Sampler => {
    const byFactor = known.get(draws) ?? new Map<number, Sampler>();
    known.set(draws, byFactor);
    const found = byFactor.get(factor) ?? scaledSampler(draws, factor);
    byFactor.set(factor, found);
    return found;
  };
  return {
    ...links,
    latency: links.latency.map((time, link) => Math.round(time * latency[Math.floor(link / nodes)])),
    longestFlight: links.longestFlight * Math.max(1, ...latency),
    drawnLatency: drawnLatency?.map((draws, link) => draws && slower(draws, latency[Math.floor(link / nodes)])),
  };
}
