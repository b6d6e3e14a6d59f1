/**
 * Expressions of the language as plain JSON, for expectations and policies. Dimensions have been checked, and every constant
 * is in SI.
 */

/** Statistics of the samples of one replication; names as in the language. Of a counter, all but `sd` are its total. */
export const SAMPLE_STATISTICS = [
  'mean',
  'median',
  'sd',
  'p5',
  'p25',
  'p75',
  'p90',
  'p95',
  'p99',
  'min',
  'max',
] as const;

export type SampleStatistic = (typeof SAMPLE_STATISTICS)[number];

/** Statistics of one metric; names as in the language. A counter without a statistic is its total. */
export const STATISTICS = [...SAMPLE_STATISTICS, 'count', 'rate', 'total'] as const;

export type StatisticName = (typeof STATISTICS)[number];

/** A quantity, or a word of an enumeration. */
export type Expression =
  | { kind: 'constant'; value: number }
  | { kind: 'word'; word: string }
  | { kind: 'statistic'; statistic: StatisticName; metric: string }
  /** `primary.blockSize`: of the scenario, or of the configuration in force; `proposed.blockSize`: of the one voted on. */
  | { kind: 'property'; path: string }
  /** What a twin has observed under that name. */
  | { kind: 'observation'; name: string }
  | { kind: 'arithmetic'; operator: ArithmeticOperator; left: Expression; right: Expression }
  | { kind: 'negative' | 'absolute'; operand: Expression };

export type ArithmeticOperator = '+' | '-' | '*' | '/' | 'min' | 'max';
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';

/** The condition of an expectation or a rule; rules have neither trends nor invariants. */
export type Condition =
  | { kind: 'comparison'; operator: ComparisonOperator; left: Expression; right: Expression }
  | { kind: 'both' | 'either'; left: Condition; right: Condition }
  | { kind: 'not'; operand: Condition }
  /** Across the varied values of an experiment. */
  | { kind: 'rising' | 'falling'; value: Expression }
  | { kind: 'flat'; value: Expression; tolerance: number }
  /** An invariant, which every run checks. */
  | { kind: 'always'; invariant: string };
