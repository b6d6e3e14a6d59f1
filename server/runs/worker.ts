// Entry of the thread that simulates. It serves one request after another.
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { type Results, recordingOf } from '../../engine/model/results.js';
import { ENGINE_VERSION, prepare, Simulation } from '../../engine/simulation.js';
import { runFigures } from '../view/run-figures.js';
import { liveRunView, runView } from '../view/run-view.js';
import { progressOf } from './progress.js';
import { type FinishedRun, writeRun } from './run-files.js';
import { recordFile } from './run-store.js';
import { runInSlices } from './slices.js';
import { Spool } from './spool.js';
import { StorageError } from './storage-error.js';
import { summaryOf } from './summary.js';
import type { Kept, RunRequest, StartMessage, WorkerMessage } from './worker-messages.js';

/** Real milliseconds between two reports of progress. */
const PROGRESS_EVERY = 100;

/** Beside the files of a run that is being put together. */
const SPOOL_FILE = 'samples.spool';

/** A look at the results of a long run takes time itself: at least so many times as much passes until the next. */
const LOOKING_COSTS = 9;

const prepared = prepare();

parentPort?.on('message', (message: StartMessage) => {
  serve(message).catch((error: unknown) => {
    post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  });
});

async function serve({ request, stop }: StartMessage): Promise<void> {
  await prepared;
  const { keep } = request;
  // Who draws the run looks at all of it again and again: that stays in memory.
  const spool = keep && !request.view ? new Spool(join(keep.reservation.partial, SPOOL_FILE)) : undefined;
  try {
    post(await finished(request, new Int32Array(stop), spool));
  } finally {
    spool?.close();
  }
}

async function finished(request: RunRequest, stop: Int32Array, spool: Spool | undefined): Promise<WorkerMessage> {
  const { scenario } = request;
  const began = performance.now();
  const results = simulate(request, stop, began, spool);
  const recording = spool?.recording(results) ?? recordingOf(results);
  const wallSeconds = (performance.now() - began) / 1000;
  const summary = summaryOf(recording, scenario);
  const figures = request.figures ? runFigures(recording, scenario) : undefined;
  const kept =
    request.keep &&
    (await keep(request.keep, { scenario, recording, summary, release: () => spool?.close() }, wallSeconds));
  const view = request.view && runView(results, scenario, request.view.identity);
  return { type: 'finished', summary, figures, view, wallSeconds, kept };
}

function simulate(request: RunRequest, stop: Int32Array, began: number, spool: Spool | undefined): Results {
  const { scenario, view } = request;
  const simulation = new Simulation(scenario);
  let reported = began;
  let nextLook = began + (view?.every ?? Number.POSITIVE_INFINITY);
  return runInSlices(simulation, {
    stopRequested: () => Atomics.load(stop, 0) !== 0,
    stopAfterEvents: request.stopAfterEvents,
    now: () => performance.now(),
    onSlice: ({ simulatedSeconds, events }) => {
      if (spool) for (const [name, piece] of simulation.take()) spool.add(name, piece);
      const now = performance.now();
      if (now - reported >= PROGRESS_EVERY) {
        reported = now;
        const progress = progressOf(simulatedSeconds, scenario.duration, events, (now - began) / 1000);
        post({ type: 'progress', progress });
      }
      if (view?.every !== undefined && now >= nextLook) {
        post({ type: 'view', view: liveRunView(simulation.results(), scenario, view.identity) });
        const then = performance.now();
        nextLook = then + Math.max(view.every, LOOKING_COSTS * (then - now));
      }
    },
  });
}

async function keep(
  { reservation, record }: NonNullable<RunRequest['keep']>,
  run: Omit<FinishedRun, 'engineVersion'>,
  wallSeconds: number,
): Promise<Kept> {
  try {
    const notes = record ? recordFile({ ...record, wallSeconds }) : {};
    return await writeRun(reservation, { ...run, engineVersion: ENGINE_VERSION }, notes);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { error: { code: error.code, message: error.message, hint: error.hint } };
  }
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
