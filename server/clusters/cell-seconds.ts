import { estimate } from '../../engine/limits/estimate.js';
import type { Scenario } from '../../engine/model/scenario.js';

/** Roughly what one processor of 2026 simulates in a second: messages that are new to their receiver, and duplicates. */
const DELIVERIES_PER_SECOND = 4e6;
const COPIES_PER_SECOND = 1.2e8;

/** To set up, write and sync one cell, however short its simulation is, s. */
const PER_CELL = 0.1;

/** Estimated seconds of one processor for one replication. The same everywhere: a plan depends on no machine. */
export function secondsOf(scenario: Scenario): number {
  const { deliveries, transmissions, arrivals, lookAhead } = estimate(scenario);
  const aheadOf = lookAhead ? (lookAhead.runs * lookAhead.horizon) / scenario.duration : 0;
  const news = deliveries + (lookAhead?.transmissions ?? 0) + arrivals * (1 + aheadOf);
  return Number((PER_CELL + news / DELIVERIES_PER_SECOND + transmissions / COPIES_PER_SECOND).toPrecision(3));
}
