import type { ProgressView } from '../../../server/protocol/panel.js';
import { count, duration, percent } from '../../../server/protocol/quantities.js';
import type { Progress } from '../dom/progress-bar.js';
import type { Host } from '../model/host.js';

/** How far a run is. */
export function runProgress(progress: ProgressView, host: Host): Progress {
  const share = progress.duration > 0 ? progress.simulatedSeconds / progress.duration : 0;
  const parts = progress.stopping
    ? [`${progress.name}: stopping; saving results…`]
    : [
        `${progress.name}: ${duration(Math.floor(progress.simulatedSeconds))} of ${duration(progress.duration)} (${percent(share)})`,
        progress.lookAheadRuns === undefined
          ? `${count(progress.eventsPerSecond)} events/s`
          : `twins are looking ahead (${count(progress.lookAheadRuns)} runs)`,
        progress.secondsLeft === null ? '' : `${duration(Math.ceil(progress.secondsLeft))} left`,
      ];
  return {
    share,
    text: parts.filter(Boolean).join('  ·  '),
    label: 'Simulated time',
    id: progress.run,
    stopping: progress.stopping ?? false,
    stop: () => host.post({ type: 'stop', run: progress.run }),
  };
}
