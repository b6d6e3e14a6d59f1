import type { InvariantName } from '../../engine/model/invariants.js';

/** A function of expressions in policies, rewards and expectations. */
export interface FunctionDescription {
  readonly name: string;
  readonly kind: 'arithmetic' | 'statistic' | 'trend' | 'bins';
  readonly parameters: readonly string[];
  /** Dimension of the result: that of the argument, a plain number, the argument per second, or a condition. */
  readonly result: 'same' | 'number' | 'perSecond' | 'condition';
  readonly meaning: string;
}

function statistic(name: string, meaning: string, result: FunctionDescription['result'] = 'same'): FunctionDescription {
  return { name, kind: 'statistic', parameters: ['metric'], result, meaning };
}

/** Every function of the language. `min` and `max` of one metric are statistics, of two values the smaller and the larger. */
export const FUNCTIONS: readonly FunctionDescription[] = [
  { name: 'abs', kind: 'arithmetic', parameters: ['value'], result: 'same', meaning: 'The value without its sign.' },
  { name: 'min', kind: 'arithmetic', parameters: ['a', 'b'], result: 'same', meaning: 'The smaller of two values.' },
  { name: 'max', kind: 'arithmetic', parameters: ['a', 'b'], result: 'same', meaning: 'The larger of two values.' },
  statistic('mean', 'The arithmetic mean of the samples.'),
  statistic('median', 'The middle of the samples (R-7).'),
  statistic('sd', 'The standard deviation of the samples.'),
  statistic('p5', 'The value below which 5 % of the samples lie (R-7).'),
  statistic('p25', 'The first quartile (R-7).'),
  statistic('p75', 'The third quartile (R-7).'),
  statistic('p90', 'The value below which 90 % of the samples lie (R-7).'),
  statistic('p95', 'The value below which 95 % of the samples lie (R-7).'),
  statistic('p99', 'The value below which 99 % of the samples lie (R-7).'),
  statistic('min', 'The smallest sample.'),
  statistic('max', 'The largest sample.'),
  statistic('count', 'How many there were: the number of samples, or the total of a counter.', 'number'),
  statistic('rate', 'How many there were per second of simulated time.', 'perSecond'),
  {
    name: 'rising',
    kind: 'trend',
    parameters: ['value'],
    result: 'condition',
    meaning:
      'Whether the value rises along the varied values of an experiment: the 95 % confidence interval of its slope, computed from pairs with the same random numbers, lies above zero, and no step significantly falls.',
  },
  {
    name: 'falling',
    kind: 'trend',
    parameters: ['value'],
    result: 'condition',
    meaning:
      'Whether the value falls along the varied values of an experiment: the 95 % confidence interval of its slope, computed from pairs with the same random numbers, lies below zero, and no step significantly rises.',
  },
  {
    name: 'flat',
    kind: 'trend',
    parameters: ['value', 'tolerance'],
    result: 'condition',
    meaning:
      'Whether the value at every point of an experiment is within a tolerance of its mean over the points, shown by two one-sided tests; finding no difference is not enough.',
  },
  {
    name: 'bins',
    kind: 'bins',
    parameters: ['observation', 'bounds'],
    result: 'number',
    meaning: 'The number of the bin that an observation falls into.',
  },
];

/** The functions of that name; `min` and `max` have two. */
export function functionsNamed(name: string): FunctionDescription[] {
  return FUNCTIONS.filter((description) => description.name === name);
}

/** Expectations about a whole run. */
export interface Invariant {
  readonly name: InvariantName;
  readonly meaning: string;
}

/** Invariants that `expect "…" always …` can name. */
export const INVARIANTS: readonly Invariant[] = [
  { name: 'agreement', meaning: 'No two honest nodes commit different blocks at one height, on either chain.' },
  {
    name: 'validity',
    meaning: 'No node applies a configuration that every honest twin calls invalid, whatever its policy.',
  },
  {
    name: 'verifiable',
    meaning:
      'Anyone can rebuild both chains: every block links to its parent and to its configuration block, and every proof holds.',
  },
  {
    name: 'rotation',
    meaning:
      'Every agreed configuration block was proposed by the member whose turn it was: `(h_l + FC) mod |MN|`, or in turn with `management.proposer: turns`.',
  },
  {
    name: 'linkage',
    meaning:
      'Every block is made under the newest configuration that its proposer had applied (Algorithm 2), which was agreed before.',
  },
  {
    name: 'progress',
    meaning:
      'Whenever enough live, honest and connected nodes had enough time, blocks became final and intervals ended with a configuration block. Nothing is required while a fault slows or loses messages, or when honest twins disagree.',
  },
];

/** The directions of `choose`. */
export const DIRECTIONS: readonly { readonly name: 'minimise' | 'maximise'; readonly meaning: string }[] = [
  { name: 'minimise', meaning: 'Chooses the point with the smallest objective.' },
  { name: 'maximise', meaning: 'Chooses the point with the largest objective.' },
];

/** Arguments of `plot` other than metrics. */
export const PLOTS: readonly { readonly name: string; readonly meaning: string }[] = [
  { name: 'delays', meaning: 'Management delays by phase, as in Figure 4 of the paper.' },
  { name: 'overhead', meaning: 'Block times of normal and switch blocks, as in Figure 5 of the paper.' },
  { name: 'throughput', meaning: 'Committed transactions per second.' },
];
