import { type DecidedExpectation, decideInRun } from '../experiments/index.js';
import type { Summary } from '../runs/summary.js';
import type { RunSource } from './run-source.js';

/** What a scenario expects, and what became of it in one run. A run that was stopped decides nothing. */
export function decidedInRun(summary: Summary, { scenario, expectations = [] }: RunSource): DecidedExpectation[] {
  if (!summary.complete) return [];
  const { metrics, violations } = summary;
  const run = {
    scenario,
    summary: { metrics, violations, measuredSeconds: summary.simulatedSeconds - summary.warmup },
  };
  return expectations.map(({ expectation: { text, source, condition } }) => ({
    text,
    source,
    ...decideInRun(condition, run),
  }));
}
