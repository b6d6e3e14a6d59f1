import * as l10n from '@vscode/l10n';
import type { ExpectationOutcome, ExpectationView } from './experiment-view.js';

/** Number of expectations by outcome. */
export type OutcomeCounts = Record<ExpectationOutcome, number>;

/** In display order. */
const OUTCOMES: readonly ExpectationOutcome[] = ['passed', 'failed', 'undecided'];

export function countOutcomes(expectations: readonly Pick<ExpectationView, 'outcome'>[]): OutcomeCounts {
  const counts: OutcomeCounts = { passed: 0, failed: 0, undecided: 0 };
  for (const { outcome } of expectations) counts[outcome]++;
  return counts;
}

/** Each outcome that occurred: `2 passed, 1 failed`. Empty if there are no expectations. */
export function outcomesText(counts: OutcomeCounts): string {
  return OUTCOMES.filter((outcome) => counts[outcome] > 0)
    .map((outcome) => countText(outcome, counts[outcome]))
    .join(', ');
}

function countText(outcome: ExpectationOutcome, count: number): string {
  switch (outcome) {
    case 'passed':
      return l10n.t('{0} passed', count);
    case 'failed':
      return l10n.t('{0} failed', count);
    case 'undecided':
      return l10n.t('{0} undecided', count);
  }
}

/** An outcome in a word. */
export function outcomeWord(outcome: ExpectationOutcome): string {
  switch (outcome) {
    case 'passed':
      return l10n.t('passed');
    case 'failed':
      return l10n.t('failed');
    case 'undecided':
      return l10n.t('undecided');
  }
}

/** Summary of a run's expectations: `2 of 2 expectations met`, `1 of 3 expectations met, 1 undecided`. */
export function holdingText({ passed, failed, undecided }: OutcomeCounts): string {
  const all = passed + failed + undecided;
  if (all === 0) return '';
  const holding =
    all === 1 ? l10n.t('{0} of 1 expectation met', passed) : l10n.t('{0} of {1} expectations met', passed, all);
  return undecided > 0 ? `${holding}, ${countText('undecided', undecided)}` : holding;
}
