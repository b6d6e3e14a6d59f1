import { estimate } from '../../engine/limits/estimate.js';
import type { Scenario } from '../../engine/model/scenario.js';

/** Transmissions that one processor of 2026 simulates in a second, about: more of gossip, fewer of single votes. */
const TRANSMISSIONS_PER_SECOND = 6e6;

/** To set up, write and sync one cell, however short its simulation is, s. */
const PER_CELL = 0.1;

/** Estimated seconds of one processor for one replication. The same everywhere: a plan depends on no machine. */
export function secondsOf(scenario: Scenario): number {
  const { transmissions, arrivals, lookAhead } = estimate(scenario);
  const aheadOf = lookAhead ? (lookAhead.runs * lookAhead.horizon) / scenario.duration : 0;
  const work = transmissions + (lookAhead?.transmissions ?? 0) + arrivals * (1 + aheadOf);
  return Number((PER_CELL + work / TRANSMISSIONS_PER_SECOND).toPrecision(3));
}
