/**
 * The interface between descriptions of a system and the engine that simulates it.
 *
 * A `Scenario` is plain JSON in SI units (seconds, bytes, bytes per second, ratios from 0 to 1, counts), with every
 * default spelled out. It can be written to a file, sent to another machine and run there with the same bytes out.
 */

import type { Fault } from './faults.js';
import type { NodeChoice } from './node-choice.js';
import type { Policy } from './policy.js';

/** A distribution of a positive or signed quantity; the unit is that of the property that holds it. */
export type Distribution = (
  | { kind: 'constant'; value: number }
  | { kind: 'uniform'; lo: number; hi: number }
  | { kind: 'normal'; mean: number; sd: number }
  | { kind: 'lognormal'; mean: number; sd: number }
  | { kind: 'exponential'; mean: number }
  | { kind: 'gamma'; mean: number; shape: number }
  | { kind: 'weibull'; scale: number; shape: number }
  | { kind: 'pareto'; min: number; alpha: number }
  | { kind: 'triangular'; lo: number; mode: number; hi: number }
  | { kind: 'empirical'; values: number[] }
  | { kind: 'mixture'; components: { weight: number; distribution: Distribution }[] }
) & {
  /** Redrawn until inside `[lo, hi]`; an absent bound is open. Lowering sets `lo: 0` where a value must be positive. */
  within?: { lo?: number; hi?: number };
};

/** Places of nodes. The nodes of a group are assigned to its places in turn. */
export type Place =
  | { kind: 'worldwide' }
  | { kind: 'region'; region: string }
  /** A city, or a region of a cloud, of the tables. */
  | { kind: 'city'; name: string }
  /** A place that the scenario declares. */
  | { kind: 'site'; name: string; latitude: number; longitude: number }
  | { kind: 'coordinates'; latitude: number; longitude: number };

/** A set of nodes with one description. A topology without named groups has one group, named `nodes`. */
export interface Group {
  name: string;
  /** How many nodes, at least 1. */
  nodes: number;
  places: Place[];
  /** Rate of the links on which this group's nodes send, B/s. */
  bandwidth: Distribution;
}

/** The peers of every node. `random(k)`: each node dials k others; `regular(k)`: every node has exactly k peers. */
export type Overlay =
  | { kind: 'full' }
  | { kind: 'ring' }
  | { kind: 'random'; dials: number }
  | { kind: 'regular'; degree: number }
  | { kind: 'smallWorld'; degree: number; rewiring: number }
  | { kind: 'scaleFree'; attachments: number }
  | { kind: 'edges'; edges: [number, number][] };

/** One-way latency of every pair of nodes. */
export type Latency =
  | { kind: 'geographic' }
  /** Drawn once per pair of nodes, s. */
  | { kind: 'distribution'; distribution: Distribution }
  /**
   * Seconds between nodes, by node numbers from 0, by places, or by groups, whichever is found first. A pair applies to
   * both directions unless both are given. Missing pairs have the geographic latency.
   */
  | { kind: 'matrix'; entries: LatencyEntry[] };

/** One-way latency of a pair. */
export interface LatencyEntry {
  from: string;
  to: string;
  /** Mean, s. */
  seconds: number;
  /** Several measurements, or a spread: drawn for every message. Absent: always the mean. */
  drawn?: Distribution;
}

export interface Topology {
  name: string;
  groups: Group[];
  peers: Overlay;
  /** `oneWay`: a dialled peer does not send back over the link. */
  links: 'twoWay' | 'oneWay';
  /** How often the bandwidth is drawn. */
  drawn: 'perMessage' | 'perLink' | 'perNode';
  latency: Latency;
  /** Added to every transmission, s. */
  jitter: Distribution;
  /** Probability that a transmission is lost, 0..1. */
  loss: number;
  /** `uplink`: the copies a node sends leave one after another. */
  sharing: 'none' | 'uplink';
}

/** Arrivals of transactions: rates in tx/s, times in s. */
export type Arrivals =
  | { kind: 'poisson'; rate: number }
  /** Two alternating rates, each for an exponentially distributed time with this mean. */
  | { kind: 'bursts'; low: number; high: number; meanLow: number; meanHigh: number }
  /** The last rate remains. */
  | { kind: 'steps'; steps: { rate: number; duration: number }[] }
  /** As `poisson`, in batches of so many transactions that arrive at once. */
  | { kind: 'batches'; rate: number; size: number }
  /**
   * A daily cycle: lowest at midnight, `peak` at noon. `begins`: time of day at which the run begins, s [0]; `weekend`:
   * factor of the rate on the last two days of a week [1]; `day`: day of the week on which the run begins, 1 to 7 [1].
   */
  | { kind: 'daily'; mean: number; peak: number; begins?: number; weekend?: number; day?: number }
  /**
   * Recorded times since the start of the run, ascending. `sizes`: sizes of these transactions, B, instead of that of
   * the workload. `period`: the record begins again after this many seconds; absent: nothing arrives after the last
   * one.
   */
  | { kind: 'trace'; times: number[]; sizes?: number[]; period?: number };

export interface Workload {
  name: string;
  arrivals: Arrivals;
  /** Size of one transaction, B. */
  size: Distribution;
  /** Transactions the pool holds; arrivals beyond it are dropped and counted. */
  pool: number;
  /**
   * Times, s. The share of transactions that are confirmed within each of them is measured. Absent: none is requested.
   */
  confirmedWithin?: number[];
}

/**
 * How many votes of n decide, where f = floor((n - 1) / 3) may be Byzantine. `safe`: ceil((n + f + 1) / 2). `classic`:
 * 2f + 1, as in the paper's simulator; fewer votes, and not safe, if n is not 3f + 1.
 */
export type QuorumRule = 'safe' | 'classic';

/** Settings of both chains. Times in s, sizes in B. */
export interface ChainSettings {
  /** A name in the table of protocols, `engine/consensus/protocols.ts`. */
  consensus: string;
  quorum: QuorumRule;
  dissemination: 'direct' | 'gossip';
  /** What a vote carries: a digest, or the whole block. */
  votes: 'digest' | 'block';
  headerSize: number;
  voteSize: number;
  messageValidation: number;
  blockValidation: number;
}

/**
 * What ends a round whose proposal is refused. Algorithm 2 of the paper leaves it open.
 *
 * `viewChange`: a validator that refuses requests the next view at once, as in the authors' simulator. `timeout`: a
 * validator that refuses stays silent, and a round without a quorum waits for its timeout.
 */
export type Refusal = 'viewChange' | 'timeout';

export interface PrimaryChain extends ChainSettings {
  blockSize: number;
  /** Pause between a node's commit and its next proposal. */
  blockInterval: number;
  /** First timeout of a round; grows with every failed round of one height. */
  roundTimeout: number;
  /** Factor of that growth, at least 1. */
  timeoutGrowth: number;
  /** Used when there is no workload: the chain is saturated with transactions of this size. */
  transactionSize: number;
  proposer: 'roundRobin' | 'hash';
  /** The reaction of a validator to a proposal under an older configuration than its own. */
  refusal: Refusal;
  validators: NodeChoice;
  /** Absent: saturated, every block is full. */
  workload?: Workload;
}

export interface ManagementChain extends ChainSettings {
  nodes: NodeChoice;
  configurationBlockSize: number;
  /** The configuration block interval (CBI), Section 2.1. */
  interval: Distribution;
  cycleTimeout: number;
  /** The first proposer after an interval: the member that the latest block's hash selects, or the members in turn. */
  proposer: 'hash' | 'turns';
  policy: Policy;
  /** Policies of the twins of single groups, instead of {@link policy}. */
  policyFor: { group: string; policy: Policy }[];
  /** `nextRound`: in force from the next round (Algorithm 2); a number: that many heights later. */
  activation: { kind: 'nextRound' } | { kind: 'afterBlocks'; blocks: number };
}

export interface Scenario {
  name: string;
  /** Simulated time, s. */
  duration: number;
  /** Start of the run that is not measured, s. */
  warmup: number;
  seed: number;
  topology: Topology;
  primary: PrimaryChain;
  management: ManagementChain;
  /** The faults; absent if there are none. */
  faults?: Fault[];
}
