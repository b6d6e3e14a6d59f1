import { CONFIDENCE, type Estimate, estimate } from './interval.js';
import type { Outcome } from './verdict.js';

export type Comparison = '<' | '<=' | '>' | '>=' | '==' | '!=';

/**
 * Whether `left operator right` holds for the means, decided from the difference in each replication. It passes where
 * the 95 % confidence interval of the mean difference lies where the condition holds, fails where an interval lies
 * wholly where it does not, and is undecided while the interval reaches across. The interval that may fail it is
 * widened by Bonferroni's correction where the condition is looked at in many places, for one unlucky place must not
 * fail it; to pass, each place has to pass by itself, which needs no correction (Berger 1982: intersection-union test).
 *
 * @param differences left less right, one for each replication; exactly 0 if that is but rounding
 * @param places in how many places the same condition is looked at
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
