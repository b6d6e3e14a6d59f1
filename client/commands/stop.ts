import { commands, type Disposable, l10n, window } from 'vscode';
import type { Experiments } from '../experiments/experiments.js';
import { sweepText } from '../experiments/sweep-text.js';
import { progressText } from '../runs/progress-text.js';
import type { Runs } from '../runs/runs.js';

/** Twinchain: Stop. If several runs and experiments are running, the user chooses. */
export function stop(runs: Runs, experiments: Experiments): Disposable {
  return commands.registerCommand('twinchain.stop', async () => {
    const items = [
      ...runs.active.map(({ run, scenario, seed, progress }) => ({
        label: scenario,
        description: l10n.t('seed {0}', seed),
        detail: progress && progressText(progress),
        stop: () => runs.stop(run),
      })),
      ...experiments.active.map(({ experiment, name, progress }) => ({
        label: name,
        description: l10n.t('experiment'),
        detail: progress && sweepText(progress),
        stop: () => experiments.stop(experiment),
      })),
    ];
    if (items.length === 0) return;
    const chosen =
      items.length === 1
        ? items[0]
        : await window.showQuickPick(items, { placeHolder: l10n.t('Select a run to stop') });
    await chosen?.stop();
  });
}
