import { l10n } from 'vscode';
import type { ProgressView } from '../../server/protocol/panel.js';
import { count, duration } from '../../server/protocol/quantities.js';

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** The progress of a run: `12 min 5 s of 1 h · 1.99M events/s · 8 s left`. */
export function progressText(progress: ProgressView): string {
  const { simulatedSeconds, eventsPerSecond, secondsLeft, lookAheadRuns } = progress;
  const parts = [
    l10n.t('{0} of {1}', duration(Math.floor(simulatedSeconds)), duration(progress.duration)),
    lookAheadRuns === undefined
      ? l10n.t('{0} events/s', compact.format(eventsPerSecond))
      : l10n.t('twins are looking ahead ({0} runs)', count(lookAheadRuns)),
  ];
  if (secondsLeft !== null) parts.push(l10n.t('{0} left', duration(Math.max(1, Math.round(secondsLeft)))));
  return parts.join(' · ');
}

/** The title of a run in progress. */
export function stateText({ progress, stopping }: { progress?: ProgressView; stopping?: boolean }): string {
  if (stopping) return l10n.t('Stopping; saving results…');
  return progress ? progressText(progress) : l10n.t('Starting…');
}
