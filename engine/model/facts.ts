import type { Configuration } from './configuration.js';
import type { FaultFact } from './fault-facts.js';
import type { Chain } from './faults.js';

/**
 * Consumes the facts of a run in order. A sink only listens: it must not influence the run.
 *
 * @param at simulated time, ns
 */
export type FactSink = (at: number, fact: Fact) => void;

/**
 * Everything that happens in a run, as plain data. A node *commits* a block when its consensus protocol has decided it; a
 * configuration block is *agreed*, and a block of the primary *final*, once a quorum has committed it. Proposals have
 * numbers, which distinguish two proposals at one height.
 */
export type Fact = ManagementFact | DeploymentFact | PrimaryFact | SystemFact | FaultFact;

/** The facts of a kind. */
export type FactOf<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;

/** The management chain, Algorithm 1: intervals, and proposal cycles in which members agree on a configuration. */
export type ManagementFact =
  | ManagementStarted
  | IntervalEnded
  | ConfigurationProposed
  | ConfigurationRejected
  | MirrorTaken
  | ConfigurationJudged
  | LessonLearnt
  | ConfigurationCommitted
  | ConfigurationAgreed
  | CycleAbandoned
  | CycleFailed
  | IntervalMissed;

/** Algorithm 2: a configuration block spreads over the primary, whose nodes apply it between two rounds. */
export type DeploymentFact = ConfigurationReceived | ConfigurationApplied | EpochStarted;

/** The primary: rounds, in which validators agree on the next block. */
export type PrimaryFact = BlockProposed | BlockReceived | BlockCommitted | BlockFinalized | ViewAbandoned | RoundFailed;

/** Facts about the run as a whole. */
export type SystemFact = SecondPassed | VerificationFailed;

/** The management chain begins with its genesis block, which holds the configuration of the scenario. */
export interface ManagementStarted {
  kind: 'managementStarted';
  /** Hash of the genesis block, hexadecimal. */
  hash: string;
  consensus: string;
}

/** A configuration block interval is over: members start to agree on the block at this height. */
export interface IntervalEnded {
  kind: 'intervalEnded';
  height: number;
}

/** A twin proposed a configuration for the primary. */
export interface ConfigurationProposed {
  kind: 'configurationProposed';
  proposal: number;
  height: number;
  proposer: number;
  /** Proposal cycle on this height, from 1. */
  cycle: number;
  /** End of the interval that the cycle belongs to, ns. */
  due: number;
  configuration: Configuration;
  /** The configuration of the block before. */
  inForce: Configuration;
  /** Number of the rule of the proposer's policy that held, from 1; 0 if none did. */
  rule: number;
  /** The observations that this rule read, in SI. */
  figures: readonly { name: string; value: number; unit: string }[];
  /** What a twin that looks ahead has simulated; absent for all others. */
  candidates?: readonly Candidate[];
  /** The basis of a learning twin's choice; absent for all others. */
  learning?: { state: string; action: string; isExploring: boolean };
}

/** A twin that learns has the reward of the interval that ends. */
export interface LessonLearnt {
  kind: 'lessonLearnt';
  node: number;
  /** Height of the configuration block that was due at the start of the interval. */
  height: number;
  /** The state in which the interval began, and the configuration in force during it. */
  state: string;
  action: string;
  /** SI */
  reward: number;
  /** The current value of the action in this state, and the number of experiences behind it. */
  value: number;
  visits: number;
}

/** The beliefs of a twin that looks ahead when an interval ends, and the true values. */
export interface MirrorTaken {
  kind: 'mirrorTaken';
  node: number;
  /** Height of the block that the members begin to agree on. */
  height: number;
  /** Age of the last block that its node has committed, s. */
  staleness: number;
  /** tx/s; NaN if the chain is saturated. */
  arrivals: { believed: number; actual: number };
  /** The rate of links, as a multiple of what the topology declares. */
  bandwidth: { believed: number; actual: number };
  /** Latency as such a multiple, averaged over the sending nodes. */
  latency: { believed: number; actual: number };
  /** Mean relative error of the latency over the sending nodes. */
  latencyError: number;
  /** Probability that a copy is lost. */
  loss: { believed: number; actual: number };
  /** Nodes that take part. */
  live: { believed: number; actual: number };
  /** Number of nodes about which the belief is wrong. */
  mistaken: number;
  /** Number of all nodes. */
  nodes: number;
}

/** A candidate that a twin simulated before it proposed one. */
export interface Candidate {
  configuration: Configuration;
  /** Number of simulations. */
  runs: number;
  /** Mean of the objective in its own unit, SI; NaN if one of the runs left it undefined. */
  mean: number;
  /** Standard error of the mean; NaN below two runs. */
  error: number;
  isInForce: boolean;
  isBest: boolean;
  isProposed: boolean;
}

/** A member's twin compared a proposal with the best that it found itself. */
export interface ConfigurationJudged {
  kind: 'configurationJudged';
  proposal: number;
  height: number;
  node: number;
  /** Mean of its own objective for the proposal and for its own best, SI; NaN if it is undefined. */
  proposed: number;
  best: number;
  accepted: boolean;
}

/** A member's twin voted against a proposal. */
export interface ConfigurationRejected {
  kind: 'configurationRejected';
  proposal: number;
  height: number;
  node: number;
  reason: string;
}

/** A member committed the block at this height. */
export interface ConfigurationCommitted {
  kind: 'configurationCommitted';
  proposal: number;
  node: number;
  height: number;
}

/** A quorum of members has committed the block. */
export interface ConfigurationAgreed {
  kind: 'configurationAgreed';
  proposal: number;
  height: number;
  proposer: number;
  /** Hexadecimal. */
  hash: string;
  configuration: Configuration;
  /** End of the interval before it, ns. */
  due: number;
  /** Proposal cycles that the agreement took, in its interval. */
  cycles: number;
}

/** A member gave up a proposal cycle. */
export interface CycleAbandoned {
  kind: 'cycleAbandoned';
  node: number;
  height: number;
  /** Whether the interval has no further cycle. */
  isLast: boolean;
}

/** A quorum of members has given up a proposal cycle. */
export interface CycleFailed {
  kind: 'cycleFailed';
  height: number;
  /** From 1. */
  cycle: number;
}

/** All proposal cycles of an interval have failed: there is no block, and the next interval begins. */
export interface IntervalMissed {
  kind: 'intervalMissed';
  height: number;
}

/** A node has a configuration block with a valid proof for the first time. */
export interface ConfigurationReceived {
  kind: 'configurationReceived';
  node: number;
  height: number;
  /** The round of the primary that the node is in: the height and the view of its proposal. */
  round: { height: number; view: number };
}

/** Between two rounds, a node switched from one configuration block to a later one. */
export interface ConfigurationApplied {
  kind: 'configurationApplied';
  node: number;
  /** Height of the configuration block before. */
  from: number;
  /** Height of the configuration block that the node works under from now on. */
  to: number;
}

/** From this height of the primary on, these validators decide by this protocol. */
export interface EpochStarted {
  kind: 'epochStarted';
  firstHeight: number;
  /** Number under which the network counts the messages of the protocol. */
  topic: number;
  consensus: string;
  dissemination: 'direct' | 'gossip';
  /** Ascending. */
  validators: readonly number[];
  /** Votes that decide. */
  quorum: number;
  /** Number of fastest validators on which delays are measured (Section 3.1). */
  fastest: number;
}

/** A node proposed a block. */
export interface BlockProposed {
  kind: 'blockProposed';
  block: number;
  height: number;
  view: number;
  proposer: number;
  /** Height of the configuration block that it is made under. */
  configuration: number;
}

/** A node has received a whole block, perhaps once more. */
export interface BlockReceived {
  kind: 'blockReceived';
  node: number;
  block: number;
}

/** A node committed a block, and with it the height. */
export interface BlockCommitted {
  kind: 'blockCommitted';
  node: number;
  block: number;
  height: number;
  /** The view in which the node decided the height. */
  view: number;
  transactions: number;
  isSwitch: boolean;
}

/** A quorum of validators has committed the block, and every block before it. */
export interface BlockFinalized {
  kind: 'blockFinalized';
  block: number;
  height: number;
  /** The view in which the height was decided; the block may have been proposed first in an earlier one. */
  view: number;
  proposer: number;
  transactions: number;
  /** Size of the transactions, B. */
  bytes: number;
  /** Hexadecimal. */
  hash: string;
  /** Height of the configuration block that it was made under. */
  configuration: number;
  /** Whether the previous block was made under another configuration block. */
  isSwitch: boolean;
}

/** A node gave up its view of a height for a later one. */
export interface ViewAbandoned {
  kind: 'viewAbandoned';
  node: number;
  height: number;
  view: number;
  isValidator: boolean;
}

/** A quorum of validators has given up a round of a height that is not final. */
export interface RoundFailed {
  kind: 'roundFailed';
  height: number;
  view: number;
  /** The node whose turn it was to propose. */
  proposer: number;
}

/** A simulated second has passed. Totals since the start of the run. */
export interface SecondPassed {
  kind: 'secondPassed';
  /** Numbers of waiting, submitted and dropped transactions; absent if the chain is saturated. */
  pool?: { waiting: number; arrivals: number; dropped: number };
  /** Copies of messages, and their bytes. */
  traffic: { messages: number; bytes: number };
}

/** A chain cannot be verified at a block (Section 2.3): a link is wrong, or the proof does not hold. */
export interface VerificationFailed {
  kind: 'verificationFailed';
  chain: Chain;
  height: number;
  /** The fault of the block. */
  reason: string;
}
