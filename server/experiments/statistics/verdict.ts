/** The outcome of an expectation. */
export type Outcome = 'passed' | 'failed' | 'undecided';

/** One of the numbers that decided, with its interval, in SI. */
export interface Deciding {
  /** What it is, such as `management.nodes = 4` or `2MB/s → 4MB/s`. */
  about: string;
  outcome: Outcome;
  /** Replications that it rests on. */
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
  /** Something that it reads is undefined in some replication. */
  | { reason: 'noValue' }
  /** It asks for equality, and replications differ. */
  | { reason: 'unequal' }
  /** Too few replications for an interval. */
  | { reason: 'tooFew'; replications: number }
  /** It compares the points of an experiment, and there is one run. */
  | { reason: 'oneRun' }
  /**
   * The interval includes the limit. About this many replications may be enough; undefined if no practical number is.
   */
  | { reason: 'wide'; replications?: number };

export interface Verdict {
  outcome: Outcome;
  /** Empty if no number is behind it, as for invariants and words. */
  deciding: Deciding[];
  /** Where it is undecided. */
  why?: Undecided;
}

/** Passed where all are, failed where one is. */
export function allOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('failed')) return 'failed';
  return outcomes.includes('undecided') ? 'undecided' : 'passed';
}

/** Passed where one is, failed where all are. */
export function anyOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('passed')) return 'passed';
  return outcomes.includes('undecided') ? 'undecided' : 'failed';
}

/** Of the opposite condition: each number, too, then speaks for or against that one. */
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
