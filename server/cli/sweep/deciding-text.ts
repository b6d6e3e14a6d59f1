import { expectationView } from '../../experiments/experiment-view.js';
import type { DecidedExpectation } from '../../experiments/index.js';
import { decidingLines, decidingText as numbersText } from '../../protocol/deciding-text.js';

/** The numbers that decided an expectation: a line for each point or step. */
export function decidingText(expectation: DecidedExpectation): string[] {
  return decidingLines(expectationView(expectation)).map(breakable);
}

/** The value of a run and its limit: `found 405 ms; limit 1 ms`; empty if no number decided. */
export function decidingInRun({ outcome, deciding }: Pick<DecidedExpectation, 'outcome' | 'deciding'>): string {
  return expectationView({ text: '', source: '', outcome, deciding })
    .deciding.filter((numbers) => numbers.outcome === outcome)
    .map((numbers) => `found ${breakable(numbersText(numbers))}`)
    .join(', ');
}

/** The text with spaces at which lines may break. */
function breakable(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
