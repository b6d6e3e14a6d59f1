import type { Expectation } from '../../engine/model/experiment.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { expectationView } from '../experiments/experiment-view.js';
import { type DecidedExpectation, decideInRun } from '../experiments/index.js';
import type { ExpectationView } from '../protocol/experiment-view.js';
import type { Summary } from '../runs/summary.js';

/** What became of what is expected of a scenario, in one run of it. One that was stopped decides nothing. */
export function expectationsInRun(
  expectations: readonly Expectation[],
  { complete, metrics, violations, simulatedSeconds, warmup }: Summary,
  scenario: Scenario,
): ExpectationView[] {
  const run = {
    scenario,
    summary: { metrics, violations, measuredSeconds: simulatedSeconds - warmup },
  };
  return expectations.map(({ text, source, condition }) => {
    const stopped: DecidedExpectation = { text, source, outcome: 'undecided', deciding: [] };
    return expectationView(complete ? { text, source, ...decideInRun(condition, run) } : stopped);
  });
}
