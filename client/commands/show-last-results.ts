import { commands, type Disposable, l10n } from 'vscode';
import { lastRunOf } from '../history/last-run.js';
import { showInformation } from '../notifications.js';
import type { Presenter } from '../panel/presenter.js';
import type { Runs } from '../runs/runs.js';

/**
 * Twinchain: Show Last Results. Shows the last run of the scenario that a code lens names; without one, the run in
 * progress, else the latest run.
 */
export function showLastResults(runs: Runs, presenter: Presenter): Disposable {
  return commands.registerCommand('twinchain.showLastResults', async (uri?: unknown, scenario?: unknown) => {
    const named = typeof uri === 'string' && typeof scenario === 'string' ? { uri, scenario } : undefined;
    const entries = await runs.list();
    const last = named ? lastRunOf(entries, named)?.run : (runs.active.at(-1)?.run ?? entries[0]?.run);
    if (last !== undefined) return presenter.showRuns([last]);
    showInformation(l10n.t('There are no results yet. Run a scenario first.'));
  });
}
