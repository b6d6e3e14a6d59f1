import path from 'node:path';
import { l10n, Uri } from 'vscode';
import type { ExperimentFormat } from '../../server/protocol/panel.js';
import type { Experiments } from '../experiments/experiments.js';
import { exportFile, exportPage } from './export-tables.js';

/** The exports of an experiment; the files are in its folder when it is finished. */
const FILES: Readonly<Record<Exclude<ExperimentFormat, 'html'>, string>> = {
  parquet: 'results.parquet',
  json: 'summary.json',
};

/**
 * Exports an experiment to a file that the user chooses: its samples as one tidy table, the summary with every figure, or the panel
 * as one page for a browser.
 */
export async function exportExperiment(
  experiments: Experiments,
  experiment: string,
  format: ExperimentFormat,
): Promise<void> {
  const name = `${path.basename(experiment)}.${format}`;
  if (format === 'html') return exportPage(await experiments.report(experiment), name);
  const answer = await experiments.view(experiment);
  if ('problem' in answer) throw new Error(answer.problem);
  if (answer.view.state !== 'complete')
    throw new Error(l10n.t('Export the experiment when it is finished: its tables are written then.'));
  const from = Uri.joinPath(Uri.file(experiment), FILES[format]);
  await exportFile(from, name);
}
