import { type Disposable, l10n } from 'vscode';
import { type Sight, showProgress } from '../progress/show-progress.js';
import { progressText, stateText } from './progress-text.js';
import type { Runs } from './runs.js';

/** Shows the progress of runs. */
export function showRunProgress(runs: Runs, sight: Sight): Disposable {
  return showProgress(runs, sight, {
    item: {
      id: 'twinchain.progress',
      name: l10n.t('Twinchain Run'),
      tooltip: l10n.t('Stop this run; the results so far are kept'),
      priority: 50,
    },
    describe: (active) => {
      const { run, scenario, progress, stopping, quiet } = active;
      return {
        id: run,
        title: scenario,
        state: stateText(active),
        progress: progress && {
          percent: (100 * progress.simulatedSeconds) / progress.duration,
          message: progressText(progress),
        },
        stopping,
        quiet,
      };
    },
    ended: ({ run, problem }) => ({ id: run, problem }),
  });
}
