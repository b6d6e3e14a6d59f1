/**
 * How twins that look ahead or learn came to a proposal. Quantities are in SI units, times in s since the start of the run;
 * null where something is undefined.
 */
export interface LookAheadView {
  /** The objective as it is written, its unit, and which way is better. */
  objective: string;
  unit: string;
  goal: 'maximise' | 'minimise';
  /** The best first. */
  candidates: CandidateView[];
  /** The belief of the proposer's twin with the true values; null if unknown. */
  mirror: MirrorView | null;
  /** The judgements of other twins on the proposal, by their own runs. */
  judgements: JudgementView[];
}

export interface CandidateView {
  /** In what it differs from the configuration in force: `block size 2 MB`; that itself is `in force`. */
  name: string;
  runs: number;
  mean: number | null;
  /** Standard error of the mean; null below two runs. */
  error: number | null;
  inForce: boolean;
  proposed: boolean;
}

export interface MirrorView {
  staleness: number;
  /** Null on a saturated primary. */
  arrivals: Belief | null;
  /** As multiples of what the topology declares. */
  bandwidth: Belief;
  /** Likewise; null in runs of versions that did not record it. */
  latency: Belief | null;
  /** Probability that a copy of a message is lost; null in runs of versions that did not record it. */
  loss: Belief | null;
  live: Belief;
}

/** A value that a twin believed, and the true value. */
export interface Belief {
  believed: number;
  actual: number;
}

export interface JudgementView {
  node: number;
  proposed: number | null;
  best: number | null;
  accepted: boolean;
}

/** The basis of a learning twin's choice. */
export interface TryView {
  state: string;
  action: string;
  exploring: boolean;
}

/** The best value of a state; undefined where every action that was tried is worth the same. */
export function bestValue(cells: LearntView['states'][number]['cells']): number | undefined {
  const values = cells.flatMap((cell) => (cell ? [cell.value] : []));
  const best = Math.max(...values);
  return values.some((value) => value < best) || values.length === 1 ? best : undefined;
}

/** What the twins of a run have learnt. */
export interface LearntView {
  policy: string;
  unit: string;
  /** What the cells are: values of actions in states, or what a unit of each observation adds to the reward of an action. */
  kind: 'values' | 'weights';
  actions: string[];
  /** States in which something was tried, in their order; or the observations, a constant before them. */
  states: { name: string; cells: ({ value: number; visits: number } | null)[] }[];
  /**
   * What the first of them lost over time against always taking the action whose rewards were best on the mean in this
   * run: an estimate from its own lessons.
   */
  regret: { action: string; at: number[]; total: number[] };
}
