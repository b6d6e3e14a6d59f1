import { decideRun, type ExpectationInRun } from '../experiments/index.js';
import type { Summary } from '../runs/summary.js';
import type { RunSource } from './run-source.js';

/** What a scenario expects, and what became of it in one run. A run that was stopped decides nothing. */
export function decidedInRun(summary: Summary, { scenario, expectations = [] }: RunSource): ExpectationInRun[] {
  if (!summary.complete) return [];
  return expectations.map(({ expectation }) => decideRun(expectation, summary, scenario));
}
