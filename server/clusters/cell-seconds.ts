import { estimate } from '../../engine/limits/estimate.js';
import type { Scenario } from '../../engine/model/scenario.js';

/**
 * Approximate deliveries that one processor of 2026 simulates per second: first receipts of messages, and duplicates.
 */
const DELIVERIES_PER_SECOND = 4e6;
const COPIES_PER_SECOND = 1.2e8;

/** Overhead of one replication, for setting up, writing and syncing, s. */
const PER_CELL = 0.1;

/**
 * Estimated processor seconds of one replication. The estimate does not depend on the machine, so neither does a plan.
 */
export function secondsOf(scenario: Scenario): number {
  const { deliveries, transmissions, arrivals, lookAhead } = estimate(scenario);
  const aheadOf = lookAhead ? (lookAhead.runs * lookAhead.horizon) / scenario.duration : 0;
  const news = deliveries + (lookAhead?.transmissions ?? 0) + arrivals * (1 + aheadOf);
  return Number((PER_CELL + news / DELIVERIES_PER_SECOND + transmissions / COPIES_PER_SECOND).toPrecision(3));
}
