import { Uri } from 'vscode';
import { exportTables } from '../exports/export-tables.js';
import { saveFigure } from '../exports/save-figure.js';
import { chooseRuns } from '../history/choose-runs.js';
import type { RunStarter } from '../runs/run-starter.js';
import type { Runs } from '../runs/runs.js';
import { revealText } from '../scenarios/reveal-text.js';
import type { PanelHost } from './panel-host.js';
import type { Presenter } from './presenter.js';

/** What the extension does for the panel. `presenter` is asked for late, because the panel needs its host first. */
export function editorHost(runs: Runs, starter: RunStarter, presenter: () => Presenter): PanelHost {
  return {
    restore: (state) => presenter().restore(state.runs),
    reveal: async (run, origin) => {
      const { subject } = presenter();
      const place =
        run !== null
          ? await runs.origin(run, origin)
          : subject.kind === 'topology'
            ? await runs.declaration(subject.uri, subject.declaration)
            : null;
      if (!place) throw new Error('The text of this run is not there any more.');
      await revealText(Uri.parse(place.uri), place.range);
    },
    runAgain: async (run, newSeed) => {
      await starter.again({ run, seed: newSeed ? 'new' : 'same', from: 'text' });
    },
    stop: (run) => runs.stop(run),
    compare: async (shown) => {
      const chosen = await chooseRuns(await runs.list(), 'Choose the runs to show side by side', shown);
      if (chosen && chosen.length > 0) await presenter().showRuns(chosen);
    },
    show: (run) => presenter().showRuns([run]),
    exportData: (shown, format) => exportTables(runs, shown, format),
    saveFigure,
  };
}
