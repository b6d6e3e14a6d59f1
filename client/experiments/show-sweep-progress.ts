import { type Disposable, l10n } from 'vscode';
import { type Sight, showProgress } from '../progress/show-progress.js';
import type { Experiments } from './experiments.js';
import { sweepStateText, sweepText } from './sweep-text.js';

/** Shows the progress of experiments. */
export function showSweepProgress(experiments: Experiments, sight: Sight): Disposable {
  return showProgress(experiments, sight, {
    item: {
      id: 'twinchain.experiment',
      name: l10n.t('Twinchain Experiment'),
      tooltip: l10n.t('Stop this experiment; finished replications are kept, and you can resume it'),
      priority: 49,
    },
    describe: (active) => {
      const { experiment, name, progress, stopping, quiet } = active;
      return {
        id: experiment,
        title: name,
        state: sweepStateText(active),
        progress: progress && {
          percent: (100 * progress.cellsDone) / progress.cellsExpected,
          message: sweepText(progress),
        },
        stopping,
        quiet,
      };
    },
    ended: ({ experiment, problem }) => ({ id: experiment, problem }),
  });
}
