import { type Disposable, l10n } from 'vscode';
import type { PaperProgress } from '../../server/protocol/paper.js';
import { duration } from '../../server/protocol/quantities.js';
import { type Sight, showProgress } from '../progress/show-progress.js';
import { REPRODUCTION, type Reproduction } from './reproduction.js';

/** Shows the progress of the reproduction of the paper's figures where no panel does. */
export function showReproductionProgress(reproduction: Reproduction, sight: Sight): Disposable {
  return showProgress(reproduction, sight, {
    item: {
      id: 'twinchain.paper',
      name: l10n.t('Figures of the Paper'),
      tooltip: l10n.t('Stop the reproduction; finished replications are kept, and you can resume it'),
      priority: 48,
    },
    describe: ({ paper: { progress, state } }) => ({
      id: REPRODUCTION,
      title: l10n.t('Figures of the paper'),
      state: progress ? paperText(progress) : l10n.t('Starting…'),
      progress: progress
        ? {
            percent: (100 * (progress.panelsDone + progress.cellsDone / progress.cellsExpected)) / progress.panels,
            message: paperText(progress),
          }
        : undefined,
      stopping: state === 'stopping',
    }),
    ended: () => ({ id: REPRODUCTION }),
  });
}

/** `panel 3 of 10 (Mean bandwidth of links, our defaults) · 12 of 30 replications · 2 min left` */
function paperText({ panelsDone, panels, panel, cellsDone, cellsExpected, secondsLeft }: PaperProgress): string {
  const parts = [
    l10n.t('panel {0} of {1} ({2})', panelsDone + 1, panels, panel),
    l10n.t('{0} of {1} replications', cellsDone, cellsExpected),
    ...(secondsLeft === null ? [] : [l10n.t('{0} left', duration(Math.max(1, Math.round(secondsLeft))))]),
  ];
  return parts.join(' · ');
}
