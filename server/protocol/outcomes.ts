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
    .map((outcome) => `${counts[outcome]} ${outcome}`)
    .join(', ');
}

/** Summary of a run's expectations: `2 of 2 expectations met`, `1 of 3 expectations met, 1 undecided`. */
export function holdingText({ passed, failed, undecided }: OutcomeCounts): string {
  const all = passed + failed + undecided;
  if (all === 0) return '';
  const holding = `${passed} of ${all} ${all === 1 ? 'expectation' : 'expectations'} met`;
  return undecided > 0 ? `${holding}, ${undecided} undecided` : holding;
}
