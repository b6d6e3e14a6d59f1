import { basename, resolve } from 'node:path';
import { experimentView } from '../experiments/experiment-view.js';
import { decodingCells, readExperiment, summariseFound } from '../experiments/index.js';
import { experimentOrigin, noTexts, runOrigin } from '../reports/origins.js';
import { readingApart } from '../runs/reading-apart.js';
import { type ReportMessage, type ReportOrigin, runsMessage } from '../view/report.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type KeptFolder, keptFolder } from './kept-folder.js';
import { readViews } from './read-views.js';
import { writeReport } from './report-file.js';
import type { Terminal } from './terminal.js';
import { checkWritable } from './text-file.js';

export interface ReportOptions {
  /** File of the page; absent: named after the folder, in the current one. */
  out?: string;
  quiet: boolean;
}

/**
 * `twinchain report`: the results panel of a kept run or experiment as one HTML file.
 * @throws CommandFailure, StorageError
 */
export async function reportCommand(
  named: string,
  { out: asked, quiet }: ReportOptions,
  { out }: Terminal,
): Promise<ExitCode> {
  const kept = await keptFolder(named);
  const file = asked ?? `${basename(resolve(kept.folder))}.html`;
  await checkWritable(file);
  await writeReport(file, await messageOf(kept), [await originOf(kept)]);
  if (!quiet) out.write(`Report written to ${file}\n`);
  return EXIT.fine;
}

function originOf({ kind, folder }: KeptFolder): Promise<ReportOrigin> {
  return kind === 'run' ? runOrigin(folder, noTexts) : experimentOrigin(folder, noTexts);
}

async function messageOf({ kind, folder }: KeptFolder): Promise<ReportMessage> {
  if (kind === 'run') return runsMessage(await readViews([folder]));
  const { experiment, summary } = await readExperiment(folder);
  const found =
    summary ?? (await readingApart((decoding) => summariseFound(experiment, folder, decodingCells(decoding))));
  const state = summary ? 'complete' : 'stopped';
  return { type: 'experiment', experiment: experimentView(experiment, found, { id: basename(folder), state }) };
}
