import { commands, type Disposable, l10n, window } from 'vscode';
import type { DataFormat, ExperimentFormat } from '../../server/protocol/panel.js';
import type { Experiments } from '../experiments/experiments.js';
import { exportExperiment } from '../exports/export-experiment.js';
import { exportTables } from '../exports/export-tables.js';
import { chooseRun } from '../history/choose-runs.js';
import { showError } from '../notifications.js';
import type { Presenter } from '../panel/presenter.js';
import type { Runs } from '../runs/runs.js';

const REPORT = {
  label: l10n.t('HTML report'),
  detail: l10n.t('The panel as one page for a browser, with versions, the scenario and the command that repeats it'),
  format: 'html',
} as const;

const FORMATS: readonly { label: string; detail: string; format: DataFormat }[] = [
  REPORT,
  { label: 'CSV', detail: l10n.t('Tables of samples, for spreadsheets and every other program'), format: 'csv' },
  {
    label: 'Parquet',
    detail: l10n.t('The same tables with types and units, for pandas, R and DuckDB'),
    format: 'parquet',
  },
  { label: 'JSON', detail: l10n.t('The summary: every metric with its mean, spread and percentiles'), format: 'json' },
];

const EXPERIMENT_FORMATS: readonly { label: string; detail: string; format: ExperimentFormat }[] = [
  REPORT,
  { label: 'Parquet', detail: l10n.t('The samples of all replications as one table'), format: 'parquet' },
  { label: 'JSON', detail: l10n.t('The summary: every metric at every point, and every expectation'), format: 'json' },
];

/** Twinchain: Export Results…: exports what the panel shows or, if it shows nothing, a run that the user chooses. */
export function exportResults(runs: Runs, experiments: Experiments, presenter: Presenter): Disposable {
  return commands.registerCommand('twinchain.exportResults', async () => {
    const { subject } = presenter;
    if (subject.kind === 'experiment') return exportShown(experiments, subject.experiment);
    const shown = subject.kind === 'runs' ? subject.runs : await choose(runs);
    if (!shown) return;
    const chosen = await window.showQuickPick(FORMATS, { placeHolder: l10n.t('Export as') });
    if (!chosen) return;
    await showingErrors(() => exportTables(runs, shown, chosen.format));
  });
}

async function exportShown(experiments: Experiments, experiment: string): Promise<void> {
  const chosen = await window.showQuickPick(EXPERIMENT_FORMATS, { placeHolder: l10n.t('Export as') });
  if (chosen) await showingErrors(() => exportExperiment(experiments, experiment, chosen.format));
}

async function showingErrors(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    void showError(error instanceof Error ? error.message : String(error));
  }
}

async function choose(runs: Runs): Promise<string[] | undefined> {
  const run = await chooseRun(await runs.list(), l10n.t('Export Results'));
  return run === undefined ? undefined : [run];
}
