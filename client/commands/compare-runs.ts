import { commands, type Disposable, l10n } from 'vscode';
import { chooseRuns } from '../history/choose-runs.js';
import { showInformation } from '../notifications.js';
import type { Presenter } from '../panel/presenter.js';
import type { Runs } from '../runs/runs.js';

/** Twinchain: Compare Runs…. The given runs, or else those in the panel, are preselected. */
export function compareRuns(runs: Runs, presenter: Presenter): Disposable {
  return commands.registerCommand('twinchain.compareRuns', async (given?: unknown) => {
    const { subject } = presenter;
    const shown = isRuns(given) ? given : subject.kind === 'runs' ? subject.runs : [];
    const chosen = await chooseRuns(await runs.list(), l10n.t('Compare Runs'), shown);
    if (!chosen || chosen.length === 0) return;
    if (chosen.length === 1) showInformation(l10n.t('A comparison takes two runs or more. This one is shown alone.'));
    await presenter.showRuns(chosen);
  });
}

/** The title bar of an editor calls its commands with what is in the editor. */
function isRuns(given: unknown): given is readonly string[] {
  return Array.isArray(given) && given.every((run) => typeof run === 'string');
}
