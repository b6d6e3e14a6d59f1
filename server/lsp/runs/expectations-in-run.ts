import type { Expectation } from '../../../engine/model/experiment.js';
import type { Results } from '../../../engine/model/results.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { decideInRun } from '../../experiments/index.js';
import type { ExpectationView } from '../../protocol/experiment-view.js';
import { summaryOf } from '../../runs/summary.js';
import { expectationView } from '../../view/experiment-view.js';

/** What became of what is expected of a scenario, in one run of it that came to its end. */
export function expectationsInRun(
  expectations: readonly Expectation[],
  results: Results,
  scenario: Scenario,
): ExpectationView[] {
  const { metrics, violations } = summaryOf(results, scenario);
  const run = {
    scenario,
    summary: { metrics, violations, measuredSeconds: results.simulatedSeconds - results.warmup },
  };
  return expectations.map(({ text, source, condition }) =>
    expectationView({ text, source, ...decideInRun(condition, run) }, condition),
  );
}
