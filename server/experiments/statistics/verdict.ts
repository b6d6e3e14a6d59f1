/** The outcome of an expectation. */
export type Outcome = 'passed' | 'failed' | 'undecided';

/** One of the numbers that decided, with its interval, in SI. */
export interface Deciding {
  /** The point or step, such as `management.nodes = 4` or `2MB/s → 4MB/s`. */
  about: string;
  outcome: Outcome;
  /** Number of replications. */
  n: number;
  /** SI unit of the numbers; `%` for shares from 0 to 1; empty for plain numbers, and where it is not known. */
  unit: string;
  value: number;
  low: number;
  high: number;
  /** The limit that the interval is compared with. */
  bound: number;
}

/** Why an expectation is neither passed nor failed, which implies what may decide it. */
export type Undecided =
  /** Some quantity is undefined in some replication. */
  | { reason: 'noValue' }
  /** The condition demands equality, and replications differ. */
  | { reason: 'unequal' }
  /** Too few replications for an interval. */
  | { reason: 'tooFew'; replications: number }
  /** The condition compares the points of an experiment, and there is only one run. */
  | { reason: 'oneRun' }
  /**
   * The interval includes the limit. About this many replications may be enough; undefined if no practical number is.
   */
  | { reason: 'wide'; replications?: number };

export interface Verdict {
  outcome: Outcome;
  /** Empty if no number is involved, as for invariants and words. */
  deciding: Deciding[];
  /** Present if the outcome is undecided. */
  why?: Undecided;
}

/** Passed if all are, failed if one is. */
export function allOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('failed')) return 'failed';
  return outcomes.includes('undecided') ? 'undecided' : 'passed';
}

/** Passed if one is, failed if all are. */
export function anyOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('passed')) return 'passed';
  return outcomes.includes('undecided') ? 'undecided' : 'failed';
}

/** The verdict on the negated condition; each number counts for the opposite outcome. */
export function negated({ outcome, deciding, ...rest }: Verdict): Verdict {
  return {
    ...rest,
    outcome: opposite(outcome),
    deciding: deciding.map((numbers) => ({ ...numbers, outcome: opposite(numbers.outcome) })),
  };
}

export function opposite(outcome: Outcome): Outcome {
  if (outcome === 'undecided') return outcome;
  return outcome === 'passed' ? 'failed' : 'passed';
}
