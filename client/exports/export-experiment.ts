import path from 'node:path';
import { l10n, Uri } from 'vscode';
import type { ExperimentFormat } from '../../server/protocol/panel.js';
import type { Experiments } from '../experiments/experiments.js';
import { exportFile } from './export-tables.js';

/** What can be exported of an experiment; the files stand in its folder when it is finished. */
const FILES: Readonly<Record<ExperimentFormat, string>> = { parquet: 'results.parquet', json: 'summary.json' };

/** Exports the samples of an experiment as one tidy table, or the summary with every figure, to where the user says. */
export async function exportExperiment(
  experiments: Experiments,
  experiment: string,
  format: ExperimentFormat,
): Promise<void> {
  const answer = await experiments.view(experiment);
  if ('problem' in answer) throw new Error(answer.problem);
  if (answer.view.state !== 'complete')
    throw new Error(l10n.t('Export the experiment when it is finished: its tables are written then.'));
  const from = Uri.joinPath(Uri.file(experiment), FILES[format]);
  await exportFile(from, `${path.basename(experiment)}.${format}`);
}
