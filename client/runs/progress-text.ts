import type { ProgressView } from '../../server/protocol/panel.js';

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 });

/** How far a run is: `12 min 5 s of 1 h · 1.99M events/s · 8 s left`. */
export function progressText({ simulatedSeconds, duration, eventsPerSecond, secondsLeft }: ProgressView): string {
  const parts = [
    `${timeText(simulatedSeconds)} of ${timeText(duration)}`,
    `${compact.format(eventsPerSecond)} events/s`,
  ];
  if (secondsLeft !== null) parts.push(`${timeText(Math.max(1, secondsLeft))} left`);
  return parts.join(' · ');
}

/** What a run is about, while it goes on. */
export function stateText({ progress, stopping }: { progress?: ProgressView; stopping?: boolean }): string {
  if (stopping) return 'stopped, keeping what was measured';
  return progress ? progressText(progress) : 'starting';
}

const UNITS = [
  { seconds: 86_400, name: 'd' },
  { seconds: 3_600, name: 'h' },
  { seconds: 60, name: 'min' },
  { seconds: 1, name: 's' },
];

/** Whole seconds in the two largest units that it takes: `1 h`, `12 min 3 s`. */
export function timeText(seconds: number): string {
  let rest = Math.round(seconds);
  const first = UNITS.findIndex((unit) => rest >= unit.seconds);
  if (first < 0) return '0 s';
  const parts = UNITS.slice(first, first + 2).flatMap((unit) => {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    return count > 0 ? [`${count} ${unit.name}`] : [];
  });
  return parts.join(' ');
}
