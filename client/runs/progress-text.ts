import type { ProgressView } from '../../server/protocol/panel.js';
import { duration } from '../../server/protocol/quantities.js';

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** How far a run is: `12 min 5 s of 1 h · 1.99M events/s · 8 s left`. */
export function progressText(progress: ProgressView): string {
  const { simulatedSeconds, eventsPerSecond, secondsLeft } = progress;
  const parts = [
    `${duration(Math.floor(simulatedSeconds))} of ${duration(progress.duration)}`,
    `${compact.format(eventsPerSecond)} events/s`,
  ];
  if (secondsLeft !== null) parts.push(`${duration(Math.max(1, Math.round(secondsLeft)))} left`);
  return parts.join(' · ');
}

/** What a run is about, while it goes on. */
export function stateText({ progress, stopping }: { progress?: ProgressView; stopping?: boolean }): string {
  if (stopping) return 'Stopping; saving results…';
  return progress ? progressText(progress) : 'starting';
}
