import { limitFaults } from '../../../engine/limits/limits.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import type { ValueFinding } from './value-finding.js';

/** A run must stay within the engine's limits for one machine. */
export function runMustStayWithinLimits(scenario: Scenario): ValueFinding[] {
  return limitFaults(scenario).map((fault) => ({ code: 'scenario/limits', ...fault }));
}
