import path from 'node:path';
import { l10n, type QuickPickItem, Uri, window, workspace } from 'vscode';
import type { DataFormat } from '../../server/protocol/panel.js';
import type { Runs } from '../runs/runs.js';
import { askWhereToSave } from './save-place.js';

/** The exports of a run: Parquet files are copied from its folder, and CSV files are converted from them. */
const TABLES: readonly { name: string; detail: string }[] = [
  { name: 'delays', detail: l10n.t('One row per configuration block and node: every phase of its delay') },
  { name: 'blocks', detail: l10n.t('One row per block of the primary: when, how long, whether it was a switch') },
  { name: 'configurationBlocks', detail: l10n.t('One row per configuration block: when it was due and decided') },
  {
    name: 'receipts',
    detail: l10n.t('One row per block of the primary: when half, 80 %, 95 % and all of the nodes had it'),
  },
  { name: 'series', detail: l10n.t('One row per simulated second: throughput, pool, traffic') },
  { name: 'transactions', detail: l10n.t('One row per committed transaction: its block and its latency') },
  { name: 'waiting', detail: l10n.t('One row per transaction that is in no block at the end: how long it has waited') },
  { name: 'traffic', detail: l10n.t('Messages and bytes by chain and kind') },
  { name: 'nodes', detail: l10n.t('One row per node: where it is and what it does') },
  { name: 'links', detail: l10n.t('One row per link: its two nodes, and its latency') },
];

const SUMMARY = 'summary.json';

/**
 * Exports the tables of runs: one table to a file that the user chooses; all tables, or those of several runs, to a
 * folder. The JSON export is the summary with every figure, and the HTML export is the panel with all runs side by
 * side.
 */
export async function exportTables(runs: Runs, shown: readonly string[], format: DataFormat): Promise<void> {
  if (shown.some((run) => runs.find(run)))
    throw new Error(l10n.t('Export the run when it has finished, or stop it first.'));
  if (format === 'html') return exportPage(await runs.report(shown), `${shown.map(nameOf).join(' and ')}.html`);
  const [run] = shown;
  if (format === 'json') return exportFile(summaryOf(run), `${nameOf(run)}.json`);
  const table = await chooseTable(format);
  if (table === undefined) return;
  if (table === 'all') return exportAll(runs, shown, format);
  const target = await askWhereToSave(`${nameOf(run)}-${table}.${format}`);
  if (!target) return;
  await exportTable(runs, run, table, format, target);
  tellSaved(target);
}

async function chooseTable(format: Exclude<DataFormat, 'html'>): Promise<string | undefined> {
  const all: QuickPickItem & { table: string } = {
    label: l10n.t('All tables…'),
    detail: l10n.t('To a folder'),
    table: 'all',
  };
  const items = TABLES.map(({ name, detail }) => ({ label: name, detail, table: name }));
  const placeHolder =
    format === 'csv' ? l10n.t('Select a table to export as CSV') : l10n.t('Select a table to export as Parquet');
  return (await window.showQuickPick([...items, all], { placeHolder, matchOnDetail: true }))?.table;
}

/** Writes a page to a file that the user chooses. */
export async function exportPage(page: string, name: string): Promise<void> {
  const target = await askWhereToSave(name);
  if (!target) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(page));
  tellSaved(target);
}

/** Copies a file to a place that the user chooses. */
export async function exportFile(from: Uri, name: string): Promise<void> {
  const target = await askWhereToSave(name);
  if (!target) return;
  await workspace.fs.copy(from, target, { overwrite: true });
  tellSaved(target);
}

/** Writes every file with the name of its run as a prefix, so that the files of several runs differ. */
async function exportAll(runs: Runs, shown: readonly string[], format: Exclude<DataFormat, 'html'>): Promise<void> {
  const [folder] =
    (await window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: l10n.t('Export Here'),
      title: l10n.t('Select a folder to export to'),
    })) ?? [];
  if (!folder) return;
  for (const run of shown) {
    const target = (name: string) => Uri.joinPath(folder, `${nameOf(run)}-${name}`);
    if (format === 'json') await workspace.fs.copy(summaryOf(run), target(SUMMARY), { overwrite: true });
    else for (const { name } of TABLES) await exportTable(runs, run, name, format, target(`${name}.${format}`));
  }
  tellSaved(folder);
}

async function exportTable(
  runs: Runs,
  run: string,
  table: string,
  format: 'csv' | 'parquet',
  target: Uri,
): Promise<void> {
  if (format === 'csv')
    return workspace.fs.writeFile(target, new TextEncoder().encode(await runs.tableCsv(run, table)));
  await workspace.fs.copy(Uri.joinPath(Uri.file(run), `${table}.${format}`), target, { overwrite: true });
}

function summaryOf(run: string): Uri {
  return Uri.joinPath(Uri.file(run), SUMMARY);
}

function nameOf(run: string): string {
  return path.basename(run);
}

function tellSaved(target: Uri): void {
  window.setStatusBarMessage(l10n.t('Exported to {0}', workspace.asRelativePath(target)), 5000);
}
