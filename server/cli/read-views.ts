import { basename } from 'node:path';
import { expectationsInRun } from '../experiments/expectations-in-run.js';
import type { RunView } from '../protocol/run-view.js';
import { readRun } from '../runs/read-run.js';
import { readingApart } from '../runs/reading-apart.js';
import { readRecord } from '../runs/run-store.js';
import { runView } from '../view/run-view.js';

/** The figures of kept runs, in the order given. @throws StorageError if one is damaged */
export async function readViews(folders: readonly string[]): Promise<RunView[]> {
  const views: RunView[] = [];
  for (const folder of folders) {
    const { results, scenario, summary } = await readingApart(({ table }) => readRun(folder, table));
    const { label, expectations } = await readRecord(folder);
    const view = runView(results, scenario, { id: folder });
    const decided = expectations && expectationsInRun(expectations, summary, scenario);
    views.push({ ...view, expectations: decided, name: label || `${view.scenario} (${basename(folder)})` });
  }
  return views;
}
