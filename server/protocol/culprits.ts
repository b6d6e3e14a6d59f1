import * as l10n from '@vscode/l10n';
import type { Culprit, Deed } from '../../engine/model/culprits.js';
import { counted } from './quantities.js';

export const DEEDS = [
  'silent',
  'invalid',
  'equivocated',
  'late',
  'harmful',
  'abstained',
  'opposed',
  'doubleVoted',
  'votedLate',
  'inflated',
  'down',
  'cutOff',
] as const satisfies readonly Deed[];

/** A deed in readable form: `withheld votes`. */
export function deedTitle(deed: Deed): string {
  switch (deed) {
    case 'silent':
      return l10n.t('silent as a proposer');
    case 'invalid':
      return l10n.t('invalid proposals');
    case 'equivocated':
      return l10n.t('equivocating proposals');
    case 'late':
      return l10n.t('late proposals');
    case 'harmful':
      return l10n.t('harmful proposals');
    case 'abstained':
      return l10n.t('withheld votes');
    case 'opposed':
      return l10n.t('votes against');
    case 'doubleVoted':
      return l10n.t('double votes');
    case 'votedLate':
      return l10n.t('late votes');
    case 'inflated':
      return l10n.t('inflated reports');
    case 'down':
      return l10n.t('down at its turn');
    case 'cutOff':
      return l10n.t('cut off at its turn');
  }
}

/** Deeds of voters: several voters can make a cycle or a round fail together. */
const TOGETHER: ReadonlySet<Deed> = new Set(['abstained', 'opposed', 'doubleVoted', 'votedLate']);

/** A number of failures that one node each has caused: `14 by invalid proposals of Hamburg 3`. */
function byWhom(failures: number, { deed, name }: Culprit): string {
  switch (deed) {
    case 'silent':
      return l10n.t('{0} because {1} proposed nothing', failures, name);
    case 'down':
      return l10n.t('{0} while {1} was down', failures, name);
    case 'cutOff':
      return l10n.t('{0} while {1} was cut off', failures, name);
    default:
      return TOGETHER.has(deed)
        ? l10n.t('{0} with {1} of {2}', failures, deedTitle(deed), name)
        : l10n.t('{0} by {1} of {2}', failures, deedTitle(deed), name);
  }
}

/** A number of intervals, each of which may contain failed cycles of several nodes. */
function inWhich(intervals: number, { deed, name }: Culprit): string {
  switch (deed) {
    case 'silent':
      return l10n.t('{0} in which {1} proposed nothing', intervals, name);
    case 'down':
      return l10n.t('{0} in which {1} was down', intervals, name);
    case 'cutOff':
      return l10n.t('{0} in which {1} was cut off', intervals, name);
    default:
      return l10n.t('{0} with {1} of {2}', intervals, deedTitle(deed), name);
  }
}

/** Failures that can be attributed to nodes, by the metric that counts them. */
const FAILURES = {
  'management.cyclesFailed': { chain: 'management', of: 'failed', counted: (n: number) => counted(n, 'failed cycle') },
  'management.intervalsMissed': {
    chain: 'management',
    of: 'missed',
    counted: (n: number) => counted(n, 'missed interval'),
  },
  'primary.roundsFailed': { chain: 'primary', of: 'failed', counted: (n: number) => counted(n, 'failed round') },
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
  const { chain, of, counted: failures } = FAILURES[metric];
  const guilty = culprits.filter((culprit) => culprit.chain === chain && culprit[of] > 0).sort((a, b) => b[of] - a[of]);
  if (guilty.length === 0) return '';
  const told = of === 'missed' ? inWhich : byWhom;
  const more = guilty.slice(MOST);
  const further = more.length > 0 ? counted(more.length, 'further cause') : '';
  const isShared = of === 'missed' || guilty.some(({ deed }) => TOGETHER.has(deed));
  const rest = total - sumOf(guilty, of);
  return [
    failures(total),
    ...guilty.slice(0, MOST).map((culprit) => told(culprit[of], culprit)),
    ...(further ? [isShared ? l10n.t('and {0}', further) : l10n.t('{0} by {1}', sumOf(more, of), further)] : []),
    ...(!isShared && rest > 0 ? [l10n.t('{0} without a known cause', rest)] : []),
  ].join(', ');
}

function sumOf(culprits: readonly Culprit[], of: 'failed' | 'missed'): number {
  return culprits.reduce((sum, culprit) => sum + culprit[of], 0);
}
