/**
 * The data that the panel draws of one experiment: summaries of its points, never samples, as plain JSON. A running
 * experiment has the same form, with the replications so far.
 *
 * Quantities are in SI units. Figures that are undefined are null, because JSON has no NaN and no infinity.
 */
export interface ExperimentView {
  /** Names the sweep between panel and host. */
  id: string;
  name: string;
  /** The scenario that is repeated. */
  scenario: string;
  state: ExperimentState;
  /** Simulated time of one replication, and the part at its start that is not measured, s. */
  duration: number;
  warmup: number;
  axes: AxisView[];
  /** Every combination of varied values, as listed; one point without values where only the random numbers vary. */
  points: PointView[];
  replications: ReplicationsView;
  /** Finished replications over all points, and the expected number, which may grow with `until`. */
  cells: { done: number; expected: number };
  /** The plots that the experiment requests; empty if it requests none. */
  plots: PlotView[];
  expectations: ExpectationView[];
  /** One for each goal of the experiment. */
  choices: ChoiceView[];
  /** Replications that failed on a cluster, by point and replication; absent if none did. */
  failures?: FailureView[];
  /** Whether all missing replications have failed for good, so that resuming would simulate nothing. */
  exhausted?: true;
}

/** A replication that failed where it was simulated. */
export interface FailureView {
  /** Its place among the points, and its number, both from 0. */
  point: number;
  replication: number;
  /** The reason, as a sentence. */
  message: string;
  /** How often it has failed. */
  times: number;
  /** Machine on which it failed last, and the batch with its log. */
  host: string;
  batch: number;
  /** Whether it will be retried once, in a batch of its own. Otherwise it is never retried. */
  isTriedAgain: boolean;
}

export type ExperimentState = 'running' | 'complete' | 'stopped';

/** How often each point is repeated; `tolerance` is a ratio. */
export type ReplicationsView =
  | { kind: 'fixed'; count: number }
  | { kind: 'until'; confidence: number; tolerance: number; most: number };

/** One property that varies. */
export interface AxisView {
  /** Dotted path from the scenario: `topology.bandwidth.mean`. */
  path: string;
  /** Unit in which the values are written; empty for numbers, for words, and where units differ. */
  unit: string;
  /** Axes with the same number vary together; the others make a grid. Counted from 0. */
  dimension: number;
}

export interface PointView {
  /** Its varied values as written, one for each axis; `value` is null for words. */
  values: { text: string; value: number | null }[];
  /** Finished replications without gaps. */
  replications: number;
  /** Maximum number of replications. */
  planned: number;
  /** With `until`: whether the interval is narrow enough. Null without. */
  precise: boolean | null;
  /** Whether it meets every expectation about single points; null if there is no such expectation. */
  meets: ExpectationOutcome | null;
  /** By name; empty before the first replication. */
  metrics: Record<string, PointMetricView>;
}

/** One metric at one point, over all replications. */
export interface PointMetricView {
  unit: string;
  /** A counter's mean is that of the replications' totals. */
  counter: boolean;
  /** Samples in all replications together. */
  samples: number;
  /** Mean of the replications' means. */
  mean: EstimateView;
  /** Mean of the replications' medians. */
  median: EstimateView;
  /** Further statistics that the experiment plots, by name. */
  plotted: Record<string, EstimateView>;
  box: QuantilesView;
}

/** A figure with its 95 % confidence interval; null if there are too few replications for one. */
export interface EstimateView {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** Quantiles of the samples of all replications together. */
export interface QuantilesView {
  min: number | null;
  p5: number | null;
  p25: number | null;
  median: number | null;
  p75: number | null;
  p95: number | null;
  max: number | null;
}

/** Management delays by phase (Figure 4), block times (Figure 5), or a statistic of one metric, by name. */
export type PlotView =
  | { kind: 'delays' }
  | { kind: 'overhead' }
  | { kind: 'metric'; metric: string; statistic: string };

/** The best point by a goal: `choose minimise p95(primary.latency)`. */
export interface ChoiceView {
  direction: 'minimise' | 'maximise';
  /** The objective as written. */
  source: string;
  /** SI unit of the values; empty for plain numbers. */
  unit: string;
  /** The objective at each point. */
  values: EstimateView[];
  /** Index of the best point; null if no point is known to meet every expectation. */
  best: number | null;
  /** Indices of points that are not shown to be worse. */
  alike: number[];
}

export type ExpectationOutcome = 'passed' | 'failed' | 'undecided';

export interface ExpectationView {
  /** The sentence in quotation marks. */
  text: string;
  /** The condition as written. */
  source: string;
  outcome: ExpectationOutcome;
  /** The numbers that decided; empty if there are none, as for invariants. */
  deciding: DecidingView[];
  /** If undecided or failed: the known reasons, in a sentence or two. */
  why?: string;
}

/** One number that decided, with its 95 % interval. */
export interface DecidingView {
  /** What it is, such as `4` or `2MB/s → 4MB/s`. */
  about: string;
  outcome: ExpectationOutcome;
  /** Number of replications. */
  n: number;
  /** SI unit of the numbers; `%` for shares from 0 to 1. */
  unit: string;
  value: number | null;
  /** Null if the end is infinite. */
  low: number | null;
  high: number | null;
  /** The limit that the interval is compared with. */
  bound: number | null;
}

/** The progress of a sweep. Unlike the view, it is cheap to compute after every replication. */
export interface SweepProgressView {
  /** Id of the experiment's view. */
  experiment: string;
  name: string;
  cellsDone: number;
  cellsExpected: number;
  /** Of those done: found on the disk from an earlier sweep. */
  cellsFound: number;
  /** Replications of each point without gaps. */
  replications: number[];
  /** Wall-clock time left, s; null before there is an estimate. */
  secondsLeft: number | null;
  /** Whether the sweep was asked to stop. */
  stopping?: boolean;
}
