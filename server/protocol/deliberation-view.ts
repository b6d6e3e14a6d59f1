/**
 * How twins that look ahead or learn came to a proposal. Quantities are in SI units, times in s since the start of the run;
 * null where something is undefined.
 */
export interface LookAheadView {
  /** The objective as written, its unit, and which direction is better. */
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
  /**
   * Its differences from the current configuration: `block size 2 MB`; the current configuration itself is `in force`.
   */
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
  /** As multiples of what the topology declares; null in runs of versions that did not record it. */
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

/** The best value of a state; undefined if all tried actions have the same value. */
export function bestValue(cells: LearntView['states'][number]['cells']): number | undefined {
  const values = cells.flatMap((cell) => (cell ? [cell.value] : []));
  const best = Math.max(...values);
  return values.some((value) => value < best) || values.length === 1 ? best : undefined;
}

/** What the twins of a run have learnt. */
export interface LearntView {
  policy: string;
  unit: string;
  /**
   * The kind of the cells: values of actions in states, or the change of an action's reward per unit of each
   * observation.
   */
  kind: 'values' | 'weights';
  actions: string[];
  /** States in which something was tried, in order; or a constant followed by the observations. */
  states: { name: string; cells: ({ value: number; visits: number } | null)[] }[];
  /**
   * Cumulative regret of the first twin compared with always taking the action with the best mean reward in this run.
   * It is an estimate from the twin's own rewards.
   */
  regret: { action: string; at: number[]; total: number[] };
}
