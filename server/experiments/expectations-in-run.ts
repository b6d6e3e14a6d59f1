import type { Expectation } from '../../engine/model/experiment.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { ExpectationView } from '../protocol/experiment-view.js';
import type { Summary } from '../runs/summary.js';
import { expectationView } from './experiment-view.js';
import { type DecidedExpectation, decideRun } from './index.js';

/** The outcome of a scenario's expectations in one run of it. A stopped run decides nothing. */
export function expectationsInRun(
  expectations: readonly Expectation[],
  summary: Summary,
  scenario: Scenario,
): ExpectationView[] {
  return expectations.map((expectation) => {
    const { text, source } = expectation;
    const stopped: DecidedExpectation = { text, source, outcome: 'undecided', deciding: [] };
    return expectationView(summary.complete ? decideRun(expectation, summary, scenario) : stopped);
  });
}
