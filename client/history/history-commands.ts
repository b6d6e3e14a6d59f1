import { commands, Disposable, l10n, Uri, window } from 'vscode';
import type { ExperimentEntry } from '../../server/protocol/experiments.js';
import type { RunEntry } from '../../server/protocol/runs.js';
import type { ExperimentStarter } from '../experiments/experiment-starter.js';
import type { Experiments } from '../experiments/experiments.js';
import { confirm } from '../notifications.js';
import type { Presenter } from '../panel/presenter.js';
import type { RunStarter } from '../runs/run-starter.js';
import type { Runs } from '../runs/runs.js';
import {
  type HistoryItem,
  type HistoryLine,
  type HistoryView,
  isHistoryItem,
  isRunItem,
  type RunItem,
} from './history-view.js';
import { runName, startText } from './run-text.js';

/** The dependencies of the run history's commands. */
export interface HistoryTools {
  runs: Runs;
  starter: RunStarter;
  experiments: Experiments;
  experimentStarter: ExperimentStarter;
  presenter: Presenter;
  history: HistoryView;
}

/** The commands of the history's menus; the palette has none of them. */
export function historyCommands(tools: HistoryTools): Disposable {
  const { runs, starter, experiments, experimentStarter, presenter, history } = tools;
  const register = (name: string, act: (items: HistoryItem[]) => Promise<unknown>) =>
    commands.registerCommand(`twinchain.history.${name}`, async (line?: HistoryLine, selected?: HistoryLine[]) => {
      // A key binding passes no item.
      const named = selected?.length ? selected : line ? [line] : await history.linesForKey();
      const items = named.filter(isHistoryItem);
      return items.length > 0 ? act(items) : undefined;
    });
  const ofRuns = (name: string, act: (items: RunItem[]) => Promise<unknown>) =>
    register(name, async (items) => {
      const chosen = items.filter(isRunItem);
      if (chosen.length > 0) await act(chosen);
    });
  const entryOf = ({ run }: RunItem) => history.entries.find((entry) => entry.run === run);
  return Disposable.from(
    register('open', ([item]) =>
      isRunItem(item) ? presenter.showRuns([item.run]) : presenter.showExperiment(item.experiment),
    ),
    ofRuns('compare', async (items) => {
      const shown = presenter.subject.kind === 'runs' ? presenter.subject.runs : [];
      const chosen = items.map(({ run }) => run);
      // A single run is compared with the runs in the panel, several runs with one another, the oldest as the baseline.
      const compared = chosen.length > 1 ? chosen.reverse() : [...shown.filter((run) => run !== chosen[0]), ...chosen];
      if (compared.length > 1) return presenter.showRuns(compared.slice(0, 5));
      return commands.executeCommand('twinchain.compareRuns', compared);
    }),
    ofRuns('rename', async ([item]) => {
      const entry = entryOf(item);
      if (!entry) return;
      const label = await window.showInputBox({
        title: l10n.t('Rename {0}', runName(entry)),
        value: entry.label,
        prompt: l10n.t('Leave it empty to call the run {0}, like its scenario.', entry.scenario),
      });
      if (label === undefined) return;
      await runs.annotate(entry.run, { label });
      if (presenter.subject.kind === 'runs') await presenter.restore(presenter.subject.runs);
    }),
    ofRuns('pin', (items) => Promise.all(items.map(({ run }) => runs.annotate(run, { pinned: true })))),
    ofRuns('unpin', (items) => Promise.all(items.map(({ run }) => runs.annotate(run, { pinned: false })))),
    register('delete', async (items) => {
      const entries = items.filter(isRunItem).flatMap((item) => entryOf(item) ?? []);
      const swept = items.flatMap((item) => (item.kind === 'experiment' ? [item.entry] : []));
      if (entries.length + swept.length === 0 || !(await confirmDeletion(entries, swept))) return;
      for (const { run } of entries) await runs.delete(run);
      for (const { experiment } of swept) await experiments.delete(experiment);
      await presenter.forget([...entries.map(({ run }) => run), ...swept.map(({ experiment }) => experiment)]);
    }),
    register('reveal', ([item]) =>
      isRunItem(item)
        ? revealFolder(Uri.file(item.run), 'summary.json')
        : revealFolder(Uri.file(item.experiment), 'experiment.json'),
    ),
    register('continue', async ([item]) => {
      if (!isRunItem(item)) await experimentStarter.continue(item.experiment);
    }),
    ofRuns('runAgain', ([item]) => starter.again({ run: item.run, seed: 'same', from: 'record' })),
    register('stop', (items) =>
      Promise.all(items.map((item) => (isRunItem(item) ? runs.stop(item.run) : experiments.stop(item.experiment)))),
    ),
  );
}

async function confirmDeletion(runs: readonly RunEntry[], swept: readonly ExperimentEntry[]): Promise<boolean> {
  const what = [
    ...(runs.length === 1
      ? [
          l10n.t(
            'the run {0} ({1})',
            runName(runs[0]),
            [l10n.t('seed {0}', runs[0].seed), startText(runs[0])].filter(Boolean).join(', '),
          ),
        ]
      : []),
    ...(runs.length > 1 ? [l10n.t('{0} runs', runs.length)] : []),
    ...(swept.length === 1 ? [l10n.t('the experiment {0}', swept[0].name)] : []),
    ...(swept.length > 1 ? [l10n.t('{0} experiments', swept.length)] : []),
  ];
  const detail =
    runs.length + swept.length === 1
      ? l10n.t('Its figures and samples are removed from the disk.')
      : l10n.t('Their figures and samples are removed from the disk.');
  return confirm(l10n.t('Delete {0} for good?', what.join(l10n.t(' and '))), detail, l10n.t('Delete'));
}

/** Shows a folder in the system's file manager if there is one, else in the explorer. */
async function revealFolder(folder: Uri, file: string): Promise<void> {
  const known = await commands.getCommands(true);
  const inSystem = known.includes('revealFileInOS');
  await commands.executeCommand(
    inSystem ? 'revealFileInOS' : 'revealInExplorer',
    inSystem ? Uri.joinPath(folder, file) : folder,
  );
}
