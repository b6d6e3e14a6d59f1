import { decideRun, type ExpectationInRun } from '../experiments/index.js';
import type { Summary } from '../runs/summary.js';
import { EXIT } from './exit-codes.js';
import type { Problem } from './problem.js';
import type { RunSource } from './run-source.js';
import { decidingInRun } from './sweep/deciding-text.js';
import type { Verdict } from './verdict.js';

/** What a scenario expects, and its outcome in one run. A stopped run decides nothing. */
export function decidedInRun(summary: Summary, { scenario, expectations = [] }: RunSource): ExpectationInRun[] {
  if (!summary.complete) return [];
  return expectations.map(({ expectation }) => decideRun(expectation, summary, scenario));
}

/** In a single run an expectation either holds or does not. */
export function verdictOn(decided: readonly ExpectationInRun[], source: RunSource): Verdict {
  const outcomes = decided.map(({ outcome }) => outcome);
  const problems = decided.flatMap((expectation, index): Problem[] => {
    const { text, outcome, causes = '' } = expectation;
    const place = source.expectations?.[index].place;
    if (outcome === 'passed') return [];
    if (outcome === 'failed') {
      const numbers = decidingInRun(expectation);
      const message = `“${text}” does not hold in this run: \`${expectation.source}\`${numbers && `, ${numbers}`}.${causes && ` ${causes}`}`;
      return [{ severity: 'error', code: 'expectation/failed', message, place }];
    }
    const message = `“${text}” is undecided: it reads a value that is undefined in this run, such as the mean of no samples or a division by zero.`;
    return [{ severity: 'warning', code: 'expectation/undecided', message, place }];
  });
  const passed = outcomes.filter((outcome) => outcome === 'passed').length;
  const notes = decided.length > 0 ? [`Expectations: ${passed} of ${decided.length} hold in this run.`] : [];
  const exitCode = outcomes.includes('failed')
    ? EXIT.wrong
    : outcomes.includes('undecided')
      ? EXIT.undecided
      : EXIT.fine;
  return { notes, problems, exitCode };
}
