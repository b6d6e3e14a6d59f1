import { commands, type Disposable, window } from 'vscode';
import type { Presenter } from '../panel/presenter.js';
import type { Runs } from '../runs/runs.js';

/** Twinchain: Show Last Results: of the run that goes on, else of the latest. */
export function showLastResults(runs: Runs, presenter: Presenter): Disposable {
  return commands.registerCommand('twinchain.showLastResults', async () => {
    const last = runs.active.at(-1)?.run ?? (await runs.list())[0]?.run;
    if (last !== undefined) return presenter.showRuns([last]);
    void window.showInformationMessage('There are no results yet. Run a scenario first.');
  });
}
