import type { ProgressView } from '../../../server/protocol/panel.js';
import { count, duration, percent } from '../../../server/protocol/quantities.js';
import type { Progress } from '../dom/progress-bar.js';
import type { Host } from '../model/host.js';
import { t } from '../words/texts.js';

/** The progress of a run. */
export function runProgress(progress: ProgressView, host: Host): Progress {
  const share = progress.duration > 0 ? progress.simulatedSeconds / progress.duration : 0;
  const parts = progress.stopping
    ? [t`${progress.name}: stopping; saving results…`]
    : [
        `${progress.name}: ${duration(Math.floor(progress.simulatedSeconds))} of ${duration(progress.duration)} (${percent(share)})`,
        progress.lookAheadRuns === undefined
          ? t`${count(progress.eventsPerSecond)} events/s`
          : t`twins are looking ahead (${count(progress.lookAheadRuns)} runs)`,
        progress.secondsLeft === null ? '' : t`${duration(Math.ceil(progress.secondsLeft))} left`,
      ];
  return {
    share,
    text: parts.filter(Boolean).join('  ·  '),
    label: t('Simulated time'),
    id: progress.run,
    stopping: progress.stopping ?? false,
    stop: () => host.post({ type: 'stop', run: progress.run }),
  };
}
