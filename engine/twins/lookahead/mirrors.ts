import { toNanoseconds, toSeconds } from '../../kernel/time.js';
import { quantile } from '../../measurement/quantile.js';
import type { Configuration } from '../../model/configuration.js';
import type { FactReader } from '../../model/fact-readers.js';
import type { MirrorTaken } from '../../model/facts.js';
import { TimeSeries } from '../time-series.js';
import type { Mirror } from './belief.js';
import { nameOf } from './candidates.js';

/** A peer of which nothing has been heard for so many blocks is taken for down. */
const SILENT_BLOCKS = 10;

/** Fewer samples than these say less than what the topology declares. */
const MIN_SAMPLES = 5;

/** How far back a twin that observes nothing looks, s. */
const DEFAULT_WINDOW = 60;

/** What is true at present, as nobody but the simulation knows it. */
export interface Present {
  /** ns */
  now: number;
  live: readonly number[];
  /** Absent where the chain is saturated. */
  pool?: { waiting: number; rate: number };
  /** As a multiple of what the topology declares. */
  bandwidth: number;
}

/** What every twin knows of the system before anything has happened. */
export interface Declared {
  nodes: number;
  /** Of every block, B. */
  headerSize: number;
  /** One-way latency between two nodes, s. */
  latency(from: number, to: number): number;
  /**
   * How long a byte of the block at a height takes to a node by what the topology declares, as a twin's own simulator says,
   * s. Asked once for each end of an interval.
   */
  secondsPerByte(present: Shared): SecondsPerByte;
}

/** NaN where the simulator has not seen the block. */
export type SecondsPerByte = (node: number, height: number) => number;

/** What all twins know alike at the end of an interval. */
export interface Shared {
  /** Counts the ends of intervals. */
  due: number;
  configuration: Configuration;
  /** Of the first block that they look at: the same proposers are to take their turns. */
  height: number;
  /** Absent where the chain is saturated, as is the rate. */
  backlog?: number;
  arrivals?: number;
}

/** What one node has gathered. */
interface Gathered {
  /** ns */
  window: number;
  /** Times of its last commits, the oldest first, ns. */
  commits: number[];
  height: number;
  /** Blocks that it received, and how long each was under way. */
  receipts: { at: number; block: number; height: number; proposer: number; seconds: number }[];
  /** From the end of an interval until it had the configuration block, s. */
  delays: number[];
}

/**
 * What twins that look ahead gather through their own nodes, aligned to the last block that each has committed: who has
 * been heard, how fast blocks come, what arrives, how late configuration blocks are.
 */
export class Mirrors {
  readonly reader: FactReader;
  readonly #declared: Declared;
  readonly #nodes: ReadonlyMap<number, Gathered>;
  /** When a node heard of another one last, ns, by the two of them. */
  readonly #heard: Float64Array;
  readonly #arrivals = new TimeSeries();
  #arrived = 0;
  #validators: readonly number[] = [];
  #configuration: Configuration;
  /** When the configuration of the primary changed last, ns. */
  #changed = 0;
  #calibrated: { due: number; secondsPerByte: SecondsPerByte } | undefined;
  /** Ends of intervals by the height of the block that was due then, ns. */
  readonly #due: number[] = [];
  readonly #proposed = new Map<number, { at: number; proposer: number; height: number }>();
  readonly #bytes = new Map<number, number>();

  /** @param windows how far back the twin of a node looks, s; undefined where it has none of its own */
  constructor(windows: ReadonlyMap<number, number | undefined>, start: Configuration, declared: Declared) {
    this.#declared = declared;
    this.#configuration = start;
    this.#heard = new Float64Array(declared.nodes * declared.nodes);
    this.#nodes = new Map(
      [...windows].map(([node, window]) => [
        node,
        { window: toNanoseconds(window ?? DEFAULT_WINDOW), commits: [], height: 0, receipts: [], delays: [] },
      ]),
    );
    const longest = Math.max(...[...this.#nodes.values()].map(({ window }) => window));
    this.reader = {
      epochStarted: (_, { validators }) => {
        this.#validators = validators;
      },
      configurationAgreed: (at, { configuration }) => {
        if (nameOf(configuration) === nameOf(this.#configuration)) return;
        this.#configuration = configuration;
        this.#changed = at;
      },
      intervalEnded: (at, { height }) => {
        this.#due[height] = at;
      },
      configurationReceived: (at, { node, height }) => {
        this.#nodes.get(node)?.delays.push(toSeconds(at - this.#due[height]));
      },
      blockProposed: (at, { block, proposer, height }) => {
        this.#proposed.set(block, { at, proposer, height });
      },
      blockReceived: (at, { node, block }) => {
        const proposed = this.#proposed.get(block);
        if (!proposed || proposed.proposer === node) return;
        const { proposer, height } = proposed;
        this.#nodes.get(node)?.receipts.push({ at, block, height, proposer, seconds: toSeconds(at - proposed.at) });
      },
      blockCommitted: (at, { node, height }) => {
        const gathered = this.#nodes.get(node);
        if (!gathered) return;
        gathered.height = height;
        gathered.commits.push(at);
        if (gathered.commits.length > SILENT_BLOCKS) gathered.commits.shift();
      },
      blockFinalized: (_, { block, bytes }) => {
        this.#bytes.set(block, bytes);
      },
      secondPassed: (at, { pool }) => {
        this.#forget(at - longest);
        if (!pool) return;
        this.#arrivals.add(at, pool.arrivals - this.#arrived);
        this.#arrived = pool.arrivals;
      },
    };
  }

  get nodes(): number {
    return this.#declared.nodes;
  }

  /** Something that another node has sent reaches node. @param at ns */
  hear(node: number, sender: number, at: number): void {
    this.#heard[node * this.#declared.nodes + sender] = at;
  }

  /** What node's twin believes, and what is true. */
  take(node: number, present: Present): Mirror {
    const gathered = this.#nodes.get(node);
    const { now, pool } = present;
    const height = (gathered?.height ?? 0) + 1;
    const delay = median(gathered?.delays ?? []) || 0;
    const shared = { height, delay, due: this.#due.length - 1, backlog: pool?.waiting };
    const observed = pool && this.#rate(now, gathered?.window ?? 0);
    // A record has no rate but what has come of it.
    const rate = pool && (Number.isNaN(pool.rate) ? observed : pool.rate);
    return {
      node,
      belief: {
        ...shared,
        staleness: toSeconds(now - (gathered?.commits.at(-1) ?? 0)),
        live: this.#believedLive(node, gathered),
        arrivals: observed,
        bandwidth: this.#bandwidth(node, gathered, pool && { backlog: pool.waiting, arrivals: observed ?? 0 }),
      },
      truth: { ...shared, staleness: 0, live: present.live, arrivals: rate, bandwidth: present.bandwidth },
    };
  }

  /** Over the whole seconds of the window; before the first one nothing has arrived that it knows of. */
  #rate(now: number, window: number): number {
    const counts = this.#arrivals.values(now - window, now);
    return counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
  }

  /** Who does not vote cannot be missed. */
  #believedLive(node: number, gathered: Gathered | undefined): number[] {
    const { nodes } = this.#declared;
    const commits = gathered?.commits ?? [];
    const since = commits.length < SILENT_BLOCKS ? 0 : commits[0];
    const live: number[] = [];
    for (let other = 0; other < nodes; other++) {
      const isSilent = other !== node && this.#heard[node * nodes + other] < since;
      if (!isSilent || !this.#validators.includes(other)) live.push(other);
    }
    return live;
  }

  /** What a byte takes to node by its twin's own simulator, over what it took: the median of blocks of the same proposers. */
  #bandwidth(
    node: number,
    gathered: Gathered | undefined,
    demand: { backlog: number; arrivals: number } | undefined,
  ): number {
    const { headerSize, latency } = this.#declared;
    const samples = (gathered?.receipts ?? []).flatMap(({ at, block, height, proposer, seconds }) => {
      const bytes = this.#bytes.get(block);
      const transfer = seconds - latency(proposer, node);
      if (bytes === undefined || at < this.#changed || !(transfer > 0)) return [];
      return tellsOfRates(bytes, this.#configuration) ? [{ height, perByte: transfer / (bytes + headerSize) }] : [];
    });
    if (samples.length < MIN_SAMPLES) return 1;
    const expected = this.#calibration(demand);
    const ratios = samples
      .map(({ height, perByte }) => expected(node, height) / perByte)
      .filter((ratio) => !Number.isNaN(ratio));
    return ratios.length < MIN_SAMPLES ? 1 : median(ratios);
  }

  #calibration(demand: { backlog: number; arrivals: number } | undefined): SecondsPerByte {
    const due = this.#due.length - 1;
    if (this.#calibrated?.due !== due) {
      const first = [...this.#proposed.values()].find(({ at }) => at >= this.#changed);
      const present = { due, configuration: this.#configuration, height: first?.height ?? 1, ...demand };
      this.#calibrated = { due, secondsPerByte: this.#declared.secondsPerByte(present) };
    }
    return this.#calibrated.secondsPerByte;
  }

  /** @param until ns */
  #forget(until: number): void {
    this.#arrivals.forget(until);
    for (const [block, { at }] of this.#proposed) {
      if (at > until) break;
      this.#proposed.delete(block);
      this.#bytes.delete(block);
    }
    for (const gathered of this.#nodes.values()) {
      const kept = gathered.receipts.findIndex(({ at }) => at > until);
      gathered.receipts.splice(0, kept < 0 ? gathered.receipts.length : kept);
    }
  }
}

/** A mirror as what is recorded of it. */
export function mirrorTaken({ node, belief, truth }: Mirror, nodes: number): MirrorTaken {
  const isLive = new Set(truth.live);
  const believed = new Set(belief.live);
  let mistaken = 0;
  for (let other = 0; other < nodes; other++) if (isLive.has(other) !== believed.has(other)) mistaken++;
  return {
    kind: 'mirrorTaken',
    node,
    height: belief.due,
    staleness: belief.staleness,
    arrivals: { believed: belief.arrivals ?? Number.NaN, actual: truth.arrivals ?? Number.NaN },
    bandwidth: { believed: belief.bandwidth, actual: truth.bandwidth },
    live: { believed: belief.live.length, actual: truth.live.length },
    mistaken,
    nodes,
  };
}

/** Latency and queues make up most of the time that a small block takes. */
export function tellsOfRates(bytes: number, { blockSize }: Configuration): boolean {
  return bytes >= blockSize / 2;
}

function median(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}
