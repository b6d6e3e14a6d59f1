import type { SweepProgressView } from '../../server/protocol/experiment-view.js';
import type { ExperimentEntry } from '../../server/protocol/experiments.js';
import { outcomesText } from '../../server/protocol/outcomes.js';
import { duration } from '../../server/protocol/quantities.js';

const count = new Intl.NumberFormat('en-US');

/** How far an experiment is: `37 of 60 replications · 2 min left`. */
export function sweepText({ cellsDone, cellsExpected, secondsLeft }: SweepProgressView): string {
  const parts = [`${count.format(cellsDone)} of ${count.format(cellsExpected)} replications`];
  if (secondsLeft !== null && secondsLeft > 0) parts.push(`${duration(Math.max(1, Math.round(secondsLeft)))} left`);
  return parts.join(' · ');
}

/** What an experiment is about, while it goes on. */
export function sweepStateText({ progress, stopping }: { progress?: SweepProgressView; stopping?: boolean }): string {
  if (stopping) return 'stopping';
  return progress ? sweepText(progress) : 'starting';
}

/** How an experiment ended: `2 passed, 1 failed`, `stopped at 37 of 60 replications`. */
export function outcomeText({ complete, outcomes, replications, planned }: ExperimentEntry): string {
  if (!complete || !outcomes)
    return `stopped at ${count.format(replications)} of ${count.format(planned)} replications`;
  return outcomesText(outcomes);
}

/** How much was simulated: `6 points, 60 replications`. */
export function extentOfExperiment({ points, replications }: ExperimentEntry): string {
  return `${count.format(points)} ${points === 1 ? 'point' : 'points'}, ${count.format(replications)} ${replications === 1 ? 'replication' : 'replications'}`;
}
