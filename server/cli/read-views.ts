import { basename } from 'node:path';
import type { RunView } from '../protocol/run-view.js';
import { readRun } from '../runs/read-run.js';
import { readingApart } from '../runs/reading-apart.js';
import { readRecord } from '../runs/run-store.js';
import { runView } from '../view/run-view.js';

/** The figures of kept runs, in the order given. @throws StorageError where one is damaged */
export async function readViews(folders: readonly string[]): Promise<RunView[]> {
  const views: RunView[] = [];
  for (const folder of folders) {
    const { results, scenario } = await readingApart(({ table }) => readRun(folder, table));
    const { label } = await readRecord(folder);
    const view = runView(results, scenario, { id: folder });
    views.push({ ...view, name: label || `${view.scenario} (${basename(folder)})` });
  }
  return views;
}
