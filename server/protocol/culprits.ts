import type { Culprit, Deed } from '../../engine/model/culprits.js';
import { counted } from './quantities.js';

/** A deed in readable form: `proposals: none`. */
export const DEED_TITLES: Record<Deed, string> = {
  silent: 'silent as a proposer',
  invalid: 'invalid proposals',
  equivocated: 'equivocating proposals',
  late: 'late proposals',
  harmful: 'harmful proposals',
  abstained: 'withheld votes',
  opposed: 'votes against',
  doubleVoted: 'double votes',
  votedLate: 'late votes',
  inflated: 'inflated reports',
  down: 'down at its turn',
  cutOff: 'cut off at its turn',
};

/** Deeds of voters: several voters can make a cycle or a round fail together. */
const TOGETHER: ReadonlySet<Deed> = new Set(['abstained', 'opposed', 'doubleVoted', 'votedLate']);

/** For failures that one node each has caused: `14 by invalid proposals of Hamburg 3`. */
function byWhom({ deed, name }: Culprit): string {
  switch (deed) {
    case 'silent':
      return `because ${name} proposed nothing`;
    case 'down':
      return `while ${name} was down`;
    case 'cutOff':
      return `while ${name} was cut off`;
    default:
      return `${TOGETHER.has(deed) ? 'with' : 'by'} ${DEED_TITLES[deed]} of ${name}`;
  }
}

/** For intervals, each of which may contain failed cycles of several nodes. */
function inWhich({ deed, name }: Culprit): string {
  switch (deed) {
    case 'silent':
      return `in which ${name} proposed nothing`;
    case 'down':
      return `in which ${name} was down`;
    case 'cutOff':
      return `in which ${name} was cut off`;
    default:
      return `with ${DEED_TITLES[deed]} of ${name}`;
  }
}

/** Failures that can be attributed to nodes, by the metric that counts them. */
const FAILURES = {
  'management.cyclesFailed': { chain: 'management', what: 'failed cycle', of: 'failed' },
  'management.intervalsMissed': { chain: 'management', what: 'missed interval', of: 'missed' },
  'primary.roundsFailed': { chain: 'primary', what: 'failed round', of: 'failed' },
} as const;

export type FailureMetric = keyof typeof FAILURES;

export function isFailureMetric(name: string): name is FailureMetric {
  return name in FAILURES;
}

/** Maximum number of causes in a sentence; the table has all. */
const MOST = 3;

/**
 * The known causes of failures: `15 failed cycles, 14 by invalid proposals of Hamburg 3, 1 without a known cause`. The
 * numbers add up to the total, unless nodes have shared in a failure: in an interval that was missed, or by their
 * votes. Empty if nothing is known.
 *
 * @param total number of failures
 */
export function causesText(metric: FailureMetric, total: number, culprits: readonly Culprit[]): string {
  const { chain, what, of } = FAILURES[metric];
  const guilty = culprits.filter((culprit) => culprit.chain === chain && culprit[of] > 0).sort((a, b) => b[of] - a[of]);
  if (guilty.length === 0) return '';
  const told = of === 'missed' ? inWhich : byWhom;
  const more = guilty.slice(MOST);
  const further = more.length > 0 ? counted(more.length, 'further cause') : '';
  const isShared = of === 'missed' || guilty.some(({ deed }) => TOGETHER.has(deed));
  const rest = total - sumOf(guilty, of);
  return [
    counted(total, what),
    ...guilty.slice(0, MOST).map((culprit) => `${culprit[of]} ${told(culprit)}`),
    ...(further ? [isShared ? `and ${further}` : `${sumOf(more, of)} by ${further}`] : []),
    ...(!isShared && rest > 0 ? [`${rest} without a known cause`] : []),
  ].join(', ');
}

function sumOf(culprits: readonly Culprit[], of: 'failed' | 'missed'): number {
  return culprits.reduce((sum, culprit) => sum + culprit[of], 0);
}
