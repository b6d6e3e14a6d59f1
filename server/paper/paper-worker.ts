// Entry of the thread in which the editor reproduces the figures of the paper. Drawing them in the server would delay
// its answers.
import { parentPort, workerData } from 'node:worker_threads';
import type { PaperPanel } from '../protocol/paper.js';
import { editorText, StorageError } from '../runs/storage-error.js';
import { type ReproductionOptions, type ReproductionProgress, reproduce } from './reproduce.js';

/** The data with which the thread is started. */
export type PaperWorkerInput = Pick<ReproductionOptions, 'experiments' | 'cells' | 'page' | 'extent' | 'jobs'>;

/** Messages of the thread to its parent. Any message to the thread stops it. */
export type PaperWorkerMessage =
  | { type: 'progress'; progress: ReproductionProgress }
  | { type: 'panel'; panel: PaperPanel }
  | { type: 'ended'; complete: boolean }
  | { type: 'failed'; message: string };

const abortController = new AbortController();
parentPort?.on('message', () => abortController.abort());

const work: PaperWorkerInput = workerData;
reproduce({
  ...work,
  signal: abortController.signal,
  onProgress: (progress) => post({ type: 'progress', progress }),
  onPanel: (panel, experiment) => post({ type: 'panel', panel: { panel, experiment } }),
})
  .then((complete) => post({ type: 'ended', complete }))
  .catch((error: unknown) => {
    if (error instanceof StorageError) return post({ type: 'failed', message: editorText(error) });
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  })
  .finally(() => parentPort?.close());

function post(news: PaperWorkerMessage): void {
  parentPort?.postMessage(news);
}
