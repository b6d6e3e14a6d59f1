import { commands, type Disposable, l10n, window } from 'vscode';
import type { DataFormat } from '../../server/protocol/panel.js';
import { exportTables } from '../exports/export-tables.js';
import { chooseRun } from '../history/choose-runs.js';
import { tellError } from '../notifications.js';
import type { Presenter } from '../panel/presenter.js';
import type { Runs } from '../runs/runs.js';

const FORMATS: readonly { label: string; detail: string; format: DataFormat }[] = [
  { label: 'CSV', detail: l10n.t('Tables of samples, for spreadsheets and every other program'), format: 'csv' },
  {
    label: 'Parquet',
    detail: l10n.t('The same tables with types and units, for pandas, R and DuckDB'),
    format: 'parquet',
  },
  { label: 'JSON', detail: l10n.t('The summary: every metric with its mean, spread and percentiles'), format: 'json' },
];

/** Twinchain: Export Results…: of what the panel shows, else of a run that the user chooses. */
export function exportResults(runs: Runs, presenter: Presenter): Disposable {
  return commands.registerCommand('twinchain.exportResults', async () => {
    const { subject } = presenter;
    const shown = subject.kind === 'runs' ? subject.runs : await choose(runs);
    if (!shown) return;
    const chosen = await window.showQuickPick(FORMATS, { placeHolder: l10n.t('Export as') });
    if (!chosen) return;
    try {
      await exportTables(runs, shown, chosen.format);
    } catch (error) {
      void tellError(error instanceof Error ? error.message : String(error));
    }
  });
}

async function choose(runs: Runs): Promise<string[] | undefined> {
  const run = await chooseRun(await runs.list(), l10n.t('Export Results'));
  return run === undefined ? undefined : [run];
}
