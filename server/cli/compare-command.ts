import { terminalJson } from '../protocol/plain-text.js';
import { noTexts, runOrigin } from '../reports/origins.js';
import { jsonFile } from '../runs/summary.js';
import { comparisonView } from '../view/comparison-view.js';
import { runsMessage } from '../view/report.js';
import { comparisonText } from './comparison-text.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { runFolder } from './kept-folder.js';
import { readViews } from './read-views.js';
import { writeReport } from './report-file.js';
import type { Terminal } from './terminal.js';
import { checkWritable } from './text-file.js';
import { shownPath } from './workspace.js';

export interface CompareOptions {
  /** File for the runs side by side as one HTML page; absent: none. */
  report?: string;
  json: boolean;
}

/**
 * `twinchain compare`: shows every metric of several runs, and how the others differ from the first.
 * @throws CommandFailure, StorageError
 */
export async function compareCommand(
  named: readonly string[],
  { report, json }: CompareOptions,
  { out, err }: Terminal,
): Promise<ExitCode> {
  if (report !== undefined) await checkWritable(report);
  const folders: string[] = [];
  for (const name of named) folders.push(await runFolder(name));
  const views = await readViews(folders);
  const comparison = comparisonView(views);
  const shown = folders.map(shownPath);
  if (json) out.write(terminalJson(jsonFile({ ...comparison, runs: shown })));
  else out.write(comparisonText(views, comparison, shown, out));
  if (report !== undefined) {
    const origins = await Promise.all(folders.map((folder) => runOrigin(folder, noTexts)));
    await writeReport(report, runsMessage(views), origins);
    (json ? err : out).write(`Report written to ${report}\n`);
  }
  return EXIT.fine;
}
