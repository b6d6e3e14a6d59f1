import type { ReceiptSummary } from '../../engine/measurement/receipts.js';
import type { Culprit } from '../../engine/model/culprits.js';
import type { LearntView } from './deliberation-view.js';
import type { ExpectationView } from './experiment-view.js';
import type { FaultView } from './fault-view.js';
import type { StoryView } from './story-view.js';

/**
 * The data that the results panel draws of one run: summaries and digests, never raw samples, as plain JSON. An hour of
 * the paper's baseline with 32 nodes stays below a megabyte.
 *
 * Times are in s, sizes in B, rates per s. Figures that are undefined are null, because JSON has no NaN.
 */
export interface RunView {
  /** Names the run between panel and host. */
  id: string;
  /** Display name: the name given to the run, or that of the scenario. */
  name: string;
  scenario: string;
  seed: number;
  state: RunState;
  /** Simulated time so far, and the requested duration. */
  simulatedSeconds: number;
  duration: number;
  warmup: number;
  system: SystemView;
  /** Every metric of the language that the scenario defines, under its name. */
  metrics: Record<string, MetricView>;
  warnings: WarningView[];
  /** The faults in the order of their beginnings; absent without faults. */
  faults?: FaultView[];
  /** The deeds of nodes and what they cost; absent if there are none. */
  culprits?: Culprit[];
  /** The expectations of its text; undecided if the run was stopped. Absent while it runs, or if it has no text. */
  expectations?: ExpectationView[];
  delays: DelayHistory;
  /** Null without configuration blocks. */
  counted: CountedNodes | null;
  /** Sample metrics whose distribution is shown, by name. */
  distributions: Record<string, DistributionView>;
  blockTimes: { normal: BoxView; switch: BoxView };
  switches: SwitchesView;
  series: SeriesView;
  traffic: TrafficRow[];
  receipts: ReceiptsView;
  story: StoryView;
  /** What twins have learnt; absent if none learns. */
  learnt?: LearntView;
  reconfigurations: ReconfigurationView[];
  /** Configuration blocks that have no entry in `reconfigurations`, to keep the view small. */
  reconfigurationsLeftOut: number;
  network: NetworkView;
}

export type RunState = 'running' | 'complete' | 'stopped';

/** The setting, for the panel's subtitle and sentences. */
export interface SystemView {
  nodes: number;
  managementNodes: number;
  /** Titles of the protocols. */
  consensus: string;
  managementConsensus: string;
  blockSize: number;
  blockInterval: number;
  configurationBlockSize: number;
  saturated: boolean;
}

export interface MetricView {
  /** SI unit. */
  unit: string;
  n: number;
  mean: number | null;
  sd: number | null;
  min: number | null;
  p5: number | null;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p95: number | null;
  max: number | null;
  /** Counters only. */
  total?: number;
  /** Latency only: transactions without one, because they were dropped or still waiting when the run ended. */
  missing?: number;
  /**
   * Means of equal stretches of the run, in order. Neighbouring samples of a run are correlated and means of long
   * stretches hardly are, so confidence intervals are computed from these. Empty if the run is too short.
   */
  batchMeans: number[];
  /** Half width of the 95 % confidence interval of the mean, by the method of batch means. */
  halfWidth: number | null;
}

/** A note for readers of the figures, and the place in the scenario that it concerns. */
export interface WarningView {
  /** Stable, for tests and documentation. */
  code: string;
  severity: 'error' | 'warning' | 'information';
  message: string;
  /** Property path in the scenario, such as `management.interval`. */
  origin?: string;
  /** The time in the run that it concerns, s since its start. */
  at?: number;
}

/**
 * One entry per configuration block, in order (Section 3.1). Delays are means over 2f+1 nodes: propagation over those that
 * received the block first, the others over those that applied it first. The phases therefore sum to the total on a node,
 * but not here.
 */
export interface DelayHistory {
  height: number[];
  /** End of the configuration block interval, s since the start of the run. */
  due: number[];
  cycles: number[];
  agreement: number[];
  propagation: number[];
  update: number[];
  total: number[];
  /** The largest total among the fastest 2f+1 nodes: when the system as a whole had switched. */
  slowest: number[];
}

/** Fewest and most validators whose delays are measured at a configuration block: the first 2f+1 that apply it. */
export interface CountedNodes {
  least: number;
  most: number;
}

/** When nodes receive blocks of the primary after their proposal, as in the summary of a run. */
export type ReceiptsView = ReceiptSummary;

export interface DistributionView {
  unit: string;
  n: number;
  /**
   * Equal bins from `start`, each `width` wide; a width of 0 means that all values are equal. A few values far from the
   * rest are not covered.
   */
  histogram: { start: number; width: number; counts: number[] };
  /** Samples above the last bin. */
  beyond: number;
  /** `share[i]` of the values are at most `values[i]`. */
  ecdf: { values: number[]; share: number[] };
}

/** A box plot as Tukey draws it. Figures are null for an empty sample. */
export interface BoxView {
  n: number;
  mean: number | null;
  q1: number | null;
  median: number | null;
  q3: number | null;
  whiskerLow: number | null;
  whiskerHigh: number | null;
  /** Outliers to draw; the extremes are always among them. */
  outliers: number[];
  outlierCount: number;
}

/** The first blocks under a new configuration. */
export interface SwitchesView {
  all: number;
  /** Switch blocks that were not decided in their first view, and their median block time; null if there are none. */
  late: number;
  blockTime: number | null;
}

/** Per bin of `step` simulated seconds, which is about ten blocks or more. */
export interface SeriesView {
  step: number;
  /** Start of the first bin, s. */
  start: number;
  /** Committed transactions per second. */
  throughput: number[];
  /** Mean of waiting transactions; empty on a saturated primary. */
  pool: number[];
  /** Dropped transactions per second; empty on a saturated primary. */
  dropped: number[];
  /** When the first block under a new configuration was committed. */
  switches: number[];
}

export interface TrafficRow {
  chain: string;
  kind: string;
  messages: number;
  bytes: number;
}

/** The course of one configuration block. All times are in s since the end of its interval (`due`). */
export interface ReconfigurationView {
  height: number;
  due: number;
  decided: number;
  proposer: number;
  cycles: number;
  /** Columns, one entry per node, in the order in which the nodes applied the block. */
  node: number[];
  received: (number | null)[];
  applied: (number | null)[];
  /** Whether the node is among the fastest 2f+1 nodes. */
  counted: boolean[];
  /** The primary's round that the node was in when the block arrived. */
  roundHeight: number[];
  roundView: number[];
  /** Primary blocks committed in this time, and the one before. */
  commits: { height: number; at: number }[];
}

export interface NetworkView {
  nodes: NodeView[];
  links: LinkView[];
  /** Links that are not in `links`, to keep the view small. */
  linksLeftOut: number;
}

export interface NodeView {
  node: number;
  group: string;
  place: string;
  latitude: number;
  longitude: number;
  management: boolean;
  validator: boolean;
  /** Means over the run; absent in a preview, null if the node never applied a configuration block. */
  delays?: { propagation: number | null; update: number | null; total: number | null; countedShare: number | null };
}

/** `from` and `to` are indices into `NetworkView.nodes`. */
export interface LinkView {
  from: number;
  to: number;
  /** One way, s. */
  latency: number;
  oneWay: boolean;
}
