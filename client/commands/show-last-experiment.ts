import { commands, type Disposable, l10n } from 'vscode';
import type { Experiments } from '../experiments/experiments.js';
import { isFrom } from '../history/last-run.js';
import { showInformation } from '../notifications.js';
import type { Presenter } from '../panel/presenter.js';

/** Shows the figures of a running or earlier experiment, for the code lens above it. */
export function showLastExperiment(experiments: Experiments, presenter: Presenter): Disposable {
  return commands.registerCommand('twinchain.showLastExperiment', async (uri: unknown, name: unknown) => {
    if (typeof uri !== 'string' || typeof name !== 'string') return;
    const active = experiments.active.find((candidate) => candidate.name === name);
    const entries = active ? [] : await experiments.list();
    const last = active ?? entries.find((entry) => entry.name === name && isFrom(entry, uri));
    if (last) return presenter.showExperiment(last.experiment);
    showInformation(l10n.t('{0} has no results yet. Run it first.', name));
  });
}
