import { toNanoseconds, toSeconds } from '../../kernel/time.js';
import { quantile } from '../../measurement/quantile.js';
import type { Configuration } from '../../model/configuration.js';
import type { FactReader } from '../../model/fact-readers.js';
import type { MirrorTaken } from '../../model/facts.js';
import { TimeSeries } from '../time-series.js';
import type { Belief, Mirror } from './belief.js';
import { nameOf } from './candidates.js';
import { type HeardVote, HeardVotes, PROPOSAL } from './estimates/heard-votes.js';
import { type Delays, latencyEstimate } from './estimates/latency-estimate.js';
import { lossEstimate } from './estimates/loss-estimate.js';
import { rateEstimate, revealsRate } from './estimates/rate-estimate.js';

/** A peer that has been silent for this many blocks counts as down. */
const SILENT_BLOCKS = 10;

/** Window of a twin that observes nothing, s. */
const DEFAULT_WINDOW = 60;

/** The true state, which only the simulation knows. */
export interface TrueState {
  /** ns */
  now: number;
  live: readonly number[];
  /** Absent where the chain is saturated. */
  pool?: { waiting: number; rate: number };
  /** As a multiple of what the topology declares. */
  bandwidth: number;
  /** By sending node, as such a multiple; absent if as declared. */
  latency?: readonly number[];
  /** Probability that a copy is lost. */
  loss: number;
}

/** A message that reaches a node, with the time stamp of its sender. Times in ns. */
export interface Heard {
  topic: number;
  kind: number;
  node: number;
  sender: number;
  subject: number;
  sent: number;
}

/** Prior knowledge of every twin about the system. */
export interface Declared {
  nodes: number;
  /** Size of the header of every block, B. */
  headerSize: number;
  /** One-way latency between two nodes, s. */
  latency(from: number, to: number): number;
  /** Latency of the fastest path by gossip, s; infinite if there is none. */
  way(from: number, to: number): number;
  /** Probability that a copy is lost. */
  loss: number;
  /** Whether copies wait for the uplink of their sender. */
  sharesUplink: boolean;
  /** The roles of the messages of a protocol, by kind. */
  rolesOf(consensus: string): readonly (MessageRole | undefined)[];
  /** Called once at each end of an interval. */
  calibrate(present: SharedKnowledge): Calibration;
}

/** The role of a message of a protocol. */
export type MessageRole = 'proposal' | 'vote' | 'certificate';

/** Delays of messages in a twin's own simulator, in which everything is as the topology declares. */
export interface Calibration {
  /** Delay per byte of the block at a height to a node, s; NaN if the simulator has not seen the block. */
  secondsPerByte(node: number, height: number): number;
  /** Delays of votes to a node, ns. */
  votes(node: number): Delays;
}

/** Knowledge shared by all twins at the end of an interval. */
export interface SharedKnowledge {
  /** Number of the interval that has ended. */
  due: number;
  configuration: Configuration;
  /** Height of the first block that they consider, which determines the order of proposers. */
  height: number;
  /** Waiting transactions; absent, as the rate, if the chain is saturated. */
  backlog?: number;
  arrivals?: number;
}

/** The observations of one node. */
interface Gathered {
  /** ns */
  window: number;
  /** Times of its last commits, the oldest first, ns. */
  commits: number[];
  height: number;
  /** Received blocks with their delays. */
  receipts: { at: number; block: number; height: number; proposer: number; seconds: number }[];
  /** From the end of an interval until it had the configuration block, s. */
  delays: number[];
  votes: HeardVotes;
}

/** The last commits during which messages may still be under way. */
const RECENT_COMMITS = 2;

/** Number of subjects of a topic. */
const SUBJECTS = 2 ** 32;

/**
 * The mirrors of twins that look ahead: what each learns through its own node, as of the last block that the node has
 * committed. It covers the nodes that the twin has heard, the speed of blocks, the arrivals, and the delay of
 * configuration blocks.
 */
export class Mirrors {
  readonly reader: FactReader;
  readonly #declared: Declared;
  readonly #nodes: ReadonlyMap<number, Gathered>;
  /** When a node last heard another one, ns, by both nodes. */
  readonly #heard: Float64Array;
  readonly #arrivals = new TimeSeries();
  #arrived = 0;
  #validators: readonly number[] = [];
  /** Roles of messages, by topic and kind. */
  readonly #rolesOf = new Map<number, readonly (MessageRole | undefined)[]>();
  #isDirect = false;
  #configuration: Configuration;
  /** When the configuration of the primary changed last, ns. */
  #changed = 0;
  #calibrated: { due: number; calibration: Calibration } | undefined;
  /** Ends of intervals by the height of the block that was due then, ns. */
  readonly #due: number[] = [];
  readonly #proposed = new Map<number, { at: number; proposer: number; height: number }>();
  readonly #bytes = new Map<number, number>();

  /** @param windows window of a node's twin, s; undefined if it observes nothing */
  constructor(windows: ReadonlyMap<number, number | undefined>, start: Configuration, declared: Declared) {
    this.#declared = declared;
    this.#configuration = start;
    this.#heard = new Float64Array(declared.nodes * declared.nodes);
    this.#nodes = new Map(
      [...windows].map(([node, window]) => [
        node,
        {
          window: toNanoseconds(window ?? DEFAULT_WINDOW),
          commits: [],
          height: 0,
          receipts: [],
          delays: [],
          votes: new HeardVotes(),
        },
      ]),
    );
    const longest = Math.max(...[...this.#nodes.values()].map(({ window }) => window));
    this.reader = {
      epochStarted: (_, { topic, consensus, dissemination, validators }) => {
        this.#validators = validators;
        this.#isDirect = dissemination === 'direct';
        this.#rolesOf.set(topic, declared.rolesOf(consensus));
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

  /** The fact about a mirror. */
  taken({ node, belief, truth }: Mirror): MirrorTaken {
    return mirrorTaken({ node, belief, truth }, this.#declared.nodes, this.#declared.loss);
  }

  /** A message reaches a node. @param at ns */
  hear({ topic, kind, node, sender, subject, sent }: Heard, at: number): void {
    this.#heard[node * this.#declared.nodes + sender] = at;
    const role = this.#rolesOf.get(topic)?.[kind];
    if (role !== 'vote' && role !== 'proposal') return;
    const about = topic * SUBJECTS + subject;
    this.#nodes.get(node)?.votes.add(at, sender, role === 'vote' ? kind : PROPOSAL, about, at - sent);
  }

  /** The belief of node's twin, with the true values. */
  take(node: number, present: TrueState): Mirror {
    const gathered = this.#nodes.get(node);
    const { now, pool } = present;
    const height = (gathered?.height ?? 0) + 1;
    const delay = median(gathered?.delays ?? []) || 0;
    const shared = { height, delay, due: this.#due.length - 1, backlog: pool?.waiting };
    const observed = pool && this.#rate(now, gathered?.window ?? 0);
    // A record has no rate: its arrivals so far give one.
    const rate = pool && (Number.isNaN(pool.rate) ? observed : pool.rate);
    return {
      node,
      belief: {
        ...shared,
        staleness: toSeconds(now - (gathered?.commits.at(-1) ?? 0)),
        live: this.#believedLive(node, gathered),
        arrivals: observed,
        ...this.#links(node, gathered, now, pool && { backlog: pool.waiting, arrivals: observed ?? 0 }),
      },
      truth: {
        ...shared,
        staleness: 0,
        live: present.live,
        arrivals: rate,
        bandwidth: present.bandwidth,
        ...(present.latency ? { latency: present.latency } : {}),
        ...this.#unlessDeclared(present.loss),
      },
    };
  }

  /** The links, as node's twin estimates them from received blocks and votes. */
  #links(
    node: number,
    gathered: Gathered | undefined,
    now: number,
    demand: { backlog: number; arrivals: number } | undefined,
  ): Pick<Belief, 'bandwidth' | 'latency' | 'loss'> {
    if (!gathered) return { bandwidth: 1 };
    const { headerSize, latency: latencyOf, way: wayOf, sharesUplink } = this.#declared;
    const since = Math.max(this.#changed, now - gathered.window);
    const blocks = gathered.receipts.flatMap(({ at, block, height, proposer, seconds }) => {
      const bytes = this.#bytes.get(block);
      const transfer = seconds - latencyOf(proposer, node);
      if (bytes === undefined || at < since || !(transfer > 0)) return [];
      return revealsRate(bytes, this.#configuration)
        ? [{ height, secondsPerByte: transfer / (bytes + headerSize) }]
        : [];
    });
    const votes = [...gathered.votes.since(since)];
    if (votes.length === 0) return { bandwidth: 1 };
    const calibration = this.#calibration(demand);
    const heard = Array.from({ length: this.#declared.nodes }, (): number[] => []);
    for (const { sender, kind, delay } of votes) if (kind !== PROPOSAL) heard[sender].push(delay);
    const way = this.#isDirect ? latencyOf : wayOf;
    const latency = latencyEstimate(heard, calibration.votes(node), {
      own: node,
      ways: heard.map((_, sender) => toNanoseconds(way(sender, node))),
      sharesUplink,
    });
    return {
      bandwidth: rateEstimate(blocks, (height) => calibration.secondsPerByte(node, height)),
      ...(latency ? { latency } : {}),
      ...this.#loss(gathered, votes),
    };
  }

  /** The loss of copies. With gossip it cannot be estimated. */
  #loss({ commits }: Gathered, votes: readonly HeardVote[]): Pick<Belief, 'loss'> {
    if (!this.#isDirect) return {};
    return this.#unlessDeclared(
      lossEstimate(votes, {
        declared: this.#declared.loss,
        validators: this.#validators.length,
        until: commits.at(-RECENT_COMMITS) ?? 0,
      }),
    );
  }

  #unlessDeclared(loss: number): Pick<Belief, 'loss'> {
    return loss === this.#declared.loss ? {} : { loss };
  }

  /** The rate of arrivals over the whole seconds of the window, tx/s; 0 before the first one. */
  #rate(now: number, window: number): number {
    const counts = this.#arrivals.values(now - window, now);
    return counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
  }

  /** The nodes that node's twin believes to be alive. A node that never votes cannot be missed. */
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

  #calibration(demand: { backlog: number; arrivals: number } | undefined): Calibration {
    const due = this.#due.length - 1;
    if (this.#calibrated?.due !== due) {
      const first = [...this.#proposed.values()].find(({ at }) => at >= this.#changed);
      const present = { due, configuration: this.#configuration, height: first?.height ?? 1, ...demand };
      this.#calibrated = { due, calibration: this.#declared.calibrate(present) };
    }
    return this.#calibrated.calibration;
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
      gathered.votes.forget(until);
    }
  }
}

/** The fact about a mirror. @param declared probability that a copy is lost in the topology */
function mirrorTaken({ node, belief, truth }: Mirror, nodes: number, declared: number): MirrorTaken {
  const latencies = (of: Belief) => of.latency ?? new Array<number>(nodes).fill(1);
  const [believedLatency, actualLatency] = [latencies(belief), latencies(truth)];
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
    latency: { believed: mean(believedLatency), actual: mean(actualLatency) },
    latencyError: mean(
      believedLatency.map((factor, other) => Math.abs(factor - actualLatency[other]) / actualLatency[other]),
    ),
    loss: { believed: belief.loss ?? declared, actual: truth.loss ?? declared },
    live: { believed: belief.live.length, actual: truth.live.length },
    mistaken,
    nodes,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  return quantile(Float64Array.from(values).sort(), 0.5);
}
