// Entry of the thread that simulates. It serves one request after another.
import { parentPort } from 'node:worker_threads';
import type { Results } from '../../engine/model/results.js';
import { ENGINE_VERSION, prepare, Simulation } from '../../engine/simulation.js';
import { liveRunView, runView } from '../view/run-view.js';
import { progressOf } from './progress.js';
import { writeRun } from './run-files.js';
import { recordFile } from './run-store.js';
import { runInSlices } from './slices.js';
import { StorageError } from './storage-error.js';
import { summaryOf } from './summary.js';
import { type Kept, type RunRequest, type StartMessage, transferables, type WorkerMessage } from './worker-messages.js';

/** Real milliseconds between two reports of progress. */
const PROGRESS_EVERY = 100;

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
  const began = performance.now();
  const results = simulate(request, new Int32Array(stop), began);
  const wallSeconds = (performance.now() - began) / 1000;
  const kept = request.keep && (await keep(request, results, wallSeconds));
  const view = request.view && runView(results, request.scenario, request.view.identity);
  const finished = {
    type: 'finished',
    summary: summaryOf(results, request.scenario),
    view,
    wallSeconds,
    kept,
  } as const;
  if (request.samples) post({ ...finished, results }, transferables(results));
  else post(finished);
}

function simulate(request: RunRequest, stop: Int32Array, began: number): Results {
  const { scenario, view } = request;
  const simulation = new Simulation(scenario);
  let reported = began;
  let nextLook = began + (view?.every ?? 0);
  return runInSlices(simulation, {
    stopRequested: () => Atomics.load(stop, 0) !== 0,
    stopAfterEvents: request.stopAfterEvents,
    now: () => performance.now(),
    onSlice: ({ simulatedSeconds, events }) => {
      const now = performance.now();
      if (now - reported >= PROGRESS_EVERY) {
        reported = now;
        const progress = progressOf(simulatedSeconds, scenario.duration, events, (now - began) / 1000);
        post({ type: 'progress', progress });
      }
      if (view && now >= nextLook) {
        post({ type: 'view', view: liveRunView(simulation.results(), scenario, view.identity) });
        const then = performance.now();
        nextLook = then + Math.max(view.every, LOOKING_COSTS * (then - now));
      }
    },
  });
}

async function keep({ scenario, keep }: RunRequest, results: Results, wallSeconds: number): Promise<Kept | undefined> {
  if (!keep) return undefined;
  const { reservation, record } = keep;
  try {
    const run = { scenario, results, engineVersion: ENGINE_VERSION };
    const notes = record ? recordFile({ ...record, wallSeconds }) : {};
    return await writeRun(reservation, run, notes);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { error: { code: error.code, message: error.message, hint: error.hint } };
  }
}

function post(message: WorkerMessage, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}
