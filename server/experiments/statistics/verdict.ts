/** What became of an expectation. */
export type Outcome = 'passed' | 'failed' | 'undecided';

/** One number that decided, with its interval, in SI. */
export interface Deciding {
  /** What it is, such as `management.nodes = 4` or `2MB/s → 4MB/s`. */
  about: string;
  outcome: Outcome;
  /** Replications that it rests on. */
  n: number;
  value: number;
  low: number;
  high: number;
  /** What the interval is held against. */
  bound: number;
}

export interface Verdict {
  outcome: Outcome;
  /** Empty where no number is behind it, as for invariants and words. */
  deciding: Deciding[];
}

/** Passed where all are, failed where one is. */
export function all(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('failed')) return 'failed';
  return outcomes.includes('undecided') ? 'undecided' : 'passed';
}

/** Passed where one is, failed where all are. */
export function any(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('passed')) return 'passed';
  return outcomes.includes('undecided') ? 'undecided' : 'failed';
}

/** Of the opposite condition: each number, too, then speaks for or against that one. */
export function negated({ outcome, deciding }: Verdict): Verdict {
  return {
    outcome: opposite(outcome),
    deciding: deciding.map((numbers) => ({ ...numbers, outcome: opposite(numbers.outcome) })),
  };
}

export function opposite(outcome: Outcome): Outcome {
  if (outcome === 'undecided') return outcome;
  return outcome === 'passed' ? 'failed' : 'passed';
}
