import type { Expectation } from '../../engine/model/experiment.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { Summary } from '../runs/summary.js';
import { causesOf } from './causes.js';
import { decideInRun, type ExpectationInRun } from './expectations.js';

/** The outcome of an expectation in one finished run and, if it failed, the known causes. */
export function decideRun(
  { text, source, condition }: Expectation,
  summary: Pick<Summary, 'metrics' | 'violations' | 'culprits' | 'simulatedSeconds' | 'warmup'>,
  scenario: Scenario,
): ExpectationInRun {
  const { metrics, violations, simulatedSeconds, warmup } = summary;
  const run = { scenario, summary: { metrics, violations, measuredSeconds: simulatedSeconds - warmup } };
  const verdict = decideInRun(condition, run);
  const causes = verdict.outcome === 'failed' ? causesOf(condition, summary) : '';
  return { text, source, ...verdict, ...(causes ? { causes } : {}) };
}
