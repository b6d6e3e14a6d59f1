import { commands, Disposable, Uri, window } from 'vscode';
import type { RunEntry } from '../../server/protocol/runs.js';
import type { Presenter } from '../panel/presenter.js';
import type { RunStarter } from '../runs/run-starter.js';
import type { Runs } from '../runs/runs.js';
import type { HistoryItem, HistoryView } from './history-view.js';
import { runName } from './run-text.js';

/** What the commands of the run history work with. */
export interface HistoryTools {
  runs: Runs;
  starter: RunStarter;
  presenter: Presenter;
  history: HistoryView;
}

/** The commands of the run history's menus; the palette has none of them. */
export function historyCommands({ runs, starter, presenter, history }: HistoryTools): Disposable {
  const register = (name: string, act: (items: HistoryItem[]) => Promise<unknown>) =>
    commands.registerCommand(`twinchain.history.${name}`, (item?: HistoryItem, selected?: HistoryItem[]) => {
      const items = selected?.length ? selected : item ? [item] : [];
      return items.length > 0 ? act(items) : undefined;
    });
  const entryOf = ({ run }: HistoryItem) => history.entries.find((entry) => entry.run === run);
  return Disposable.from(
    register('open', ([item]) => presenter.showRuns([item.run])),
    register('compare', async (items) => {
      const shown = presenter.subject.kind === 'runs' ? presenter.subject.runs : [];
      const chosen = items.map(({ run }) => run);
      // One run is compared with what the panel shows, several with one another, the oldest as the baseline.
      const compared = chosen.length > 1 ? chosen.reverse() : [...shown.filter((run) => run !== chosen[0]), ...chosen];
      if (compared.length > 1) return presenter.showRuns(compared.slice(0, 5));
      return commands.executeCommand('twinchain.compareRuns', compared);
    }),
    register('rename', async ([item]) => {
      const entry = entryOf(item);
      if (!entry) return;
      const label = await window.showInputBox({
        title: `Rename ${runName(entry)}`,
        value: entry.label,
        prompt: `Leave it empty to call the run ${entry.scenario}, as its scenario.`,
      });
      if (label === undefined) return;
      await runs.annotate(entry.run, { label });
      if (presenter.subject.kind === 'runs') await presenter.restore(presenter.subject.runs);
    }),
    register('pin', (items) => Promise.all(items.map(({ run }) => runs.annotate(run, { pinned: true })))),
    register('unpin', (items) => Promise.all(items.map(({ run }) => runs.annotate(run, { pinned: false })))),
    register('delete', async (items) => {
      const entries = items.map(entryOf).filter((entry) => entry !== undefined);
      if (entries.length === 0 || !(await confirmDeletion(entries))) return;
      for (const { run } of entries) await runs.delete(run);
      await presenter.forget(entries.map(({ run }) => run));
    }),
    register('reveal', ([item]) => revealFolder(Uri.file(item.run))),
    register('runAgain', ([item]) => starter.again({ run: item.run, seed: 'same', from: 'record' })),
    register('stop', (items) => Promise.all(items.map(({ run }) => runs.stop(run)))),
  );
}

async function confirmDeletion(entries: readonly RunEntry[]): Promise<boolean> {
  const what =
    entries.length === 1 ? `the run ${runName(entries[0])} (seed ${entries[0].seed})` : `${entries.length} runs`;
  const yes = 'Delete';
  const answer = await window.showWarningMessage(
    `Delete ${what} for good?`,
    { modal: true, detail: 'Its figures and samples are removed from the disk.' },
    yes,
  );
  return answer === yes;
}

/** In the system's file manager where there is one, else in the explorer. */
async function revealFolder(folder: Uri): Promise<void> {
  const known = await commands.getCommands(true);
  const inSystem = known.includes('revealFileInOS');
  await commands.executeCommand(
    inSystem ? 'revealFileInOS' : 'revealInExplorer',
    inSystem ? Uri.joinPath(folder, 'summary.json') : folder,
  );
}
