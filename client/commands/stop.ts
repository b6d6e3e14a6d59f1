import { commands, type Disposable, window } from 'vscode';
import { progressText } from '../runs/progress-text.js';
import type { Runs } from '../runs/runs.js';

/** Twinchain: Stop. Where several runs go on, the user chooses. */
export function stop(runs: Runs): Disposable {
  return commands.registerCommand('twinchain.stop', async () => {
    const { active } = runs;
    if (active.length === 0) return;
    const items = active.map(({ run, scenario, seed, progress }) => ({
      run,
      label: scenario,
      description: `seed ${seed}`,
      detail: progress && progressText(progress),
    }));
    const chosen =
      items.length === 1 ? items[0] : await window.showQuickPick(items, { placeHolder: 'Stop which run?' });
    if (chosen) await runs.stop(chosen.run);
  });
}
