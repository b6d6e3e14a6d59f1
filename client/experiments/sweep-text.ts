import { l10n } from 'vscode';
import type { SweepProgressView } from '../../server/protocol/experiment-view.js';
import type { ExperimentEntry } from '../../server/protocol/experiments.js';
import { outcomesText } from '../../server/protocol/outcomes.js';
import { duration } from '../../server/protocol/quantities.js';

const count = new Intl.NumberFormat('en-US');

/** The progress of an experiment: `37 of 60 replications · 2 min left`. */
export function sweepText({ cellsDone, cellsExpected, secondsLeft }: SweepProgressView): string {
  const parts = [l10n.t('{0} of {1} replications', count.format(cellsDone), count.format(cellsExpected))];
  if (secondsLeft !== null && secondsLeft > 0)
    parts.push(l10n.t('{0} left', duration(Math.max(1, Math.round(secondsLeft)))));
  return parts.join(' · ');
}

/** The title of an experiment in progress. */
export function sweepStateText({ progress, stopping }: { progress?: SweepProgressView; stopping?: boolean }): string {
  if (stopping) return l10n.t('Stopping…');
  return progress ? sweepText(progress) : l10n.t('Starting…');
}

/** How an experiment ended: `2 passed, 1 failed`, `stopped after 37 of 60 replications`. */
export function outcomeText({ complete, outcomes, replications, planned }: ExperimentEntry): string {
  if (!complete || !outcomes)
    return l10n.t('stopped after {0} of {1} replications', count.format(replications), count.format(planned));
  return outcomesText(outcomes);
}

/** The size of an experiment: `6 points, 60 replications`. */
export function extentOfExperiment({ points, replications }: ExperimentEntry): string {
  const parts = [
    points === 1 ? l10n.t('1 point') : l10n.t('{0} points', count.format(points)),
    replications === 1 ? l10n.t('1 replication') : l10n.t('{0} replications', count.format(replications)),
  ];
  return parts.join(', ');
}
