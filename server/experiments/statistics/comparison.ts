import { CONFIDENCE, type Estimate, estimate } from './interval.js';
import type { Outcome } from './verdict.js';

export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

/**
 * Whether `left operator right` holds for the means, decided from the difference in each replication. It passes where
 * the 95 % confidence interval of the mean difference lies where the condition holds, fails where an interval lies
 * wholly where it does not, and is undecided while the interval reaches across. If the condition is tested at several
 * places, the interval for failing is widened by Bonferroni's correction, so that one unlucky place does not fail it.
 * To pass, each place must pass by itself, which needs no correction (Berger 1982: intersection-union test).
 *
 * @param differences left minus right, one for each replication; exactly 0 if they differ only by rounding
 * @param places number of places at which the same condition is tested
 */
export function compare(
  differences: readonly number[],
  operator: Comparison,
  places: number,
): { outcome: Outcome; estimate: Estimate } {
  const narrow = estimate(differences);
  const wide = estimate(differences, 1 - (1 - CONFIDENCE) / places);
  return { outcome: outcomeOf(operator, narrow, wide), estimate: narrow };
}

function outcomeOf(operator: Comparison, narrow: Estimate, wide: Estimate): Outcome {
  switch (operator) {
    case '<':
      return narrow.high < 0 ? 'passed' : wide.low >= 0 ? 'failed' : 'undecided';
    case '<=':
      return narrow.high <= 0 ? 'passed' : wide.low > 0 ? 'failed' : 'undecided';
    case '>':
      return narrow.low > 0 ? 'passed' : wide.high <= 0 ? 'failed' : 'undecided';
    case '>=':
      return narrow.low >= 0 ? 'passed' : wide.high < 0 ? 'failed' : 'undecided';
    case '==':
      return narrow.low === 0 && narrow.high === 0 ? 'passed' : excludesZero(wide) ? 'failed' : 'undecided';
    case '!=':
      return excludesZero(narrow) ? 'passed' : wide.low === 0 && wide.high === 0 ? 'failed' : 'undecided';
  }
}

function excludesZero({ low, high }: Estimate): boolean {
  return low > 0 || high < 0;
}
