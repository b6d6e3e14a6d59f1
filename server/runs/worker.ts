// Entry of the simulating thread. It serves one request after another, or helps another simulating thread.
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { LimitExceeded } from '../../engine/limits/limits.js';
import { type LongTable, type Progress, type Results, recordingOf, type Table } from '../../engine/model/results.js';
import { ENGINE_VERSION, prepare, Simulation } from '../../engine/simulation.js';
import { speakAsTheEditor } from '../view/editor-language.js';
import { runFigures } from '../view/run-figures.js';
import { liveRunView, runView } from '../view/run-view.js';
import { help, isHelperData } from './look-ahead-helper.js';
import { defaultHelpers, type LookAheadPool, openLookAheadPool } from './look-ahead-pool.js';
import { heartbeat } from './partial.js';
import { progressMeter } from './progress.js';
import { rescue, type Stranded } from './rescue.js';
import { type FinishedRun, initialProgress, RunFiles, type WritingProgress } from './run-files.js';
import { recordFile } from './run-store.js';
import { runInSlices } from './slices.js';
import { Spool } from './spool.js';
import { StorageError } from './storage-error.js';
import { summaryOf } from './summary.js';
import type { Kept, RunRequest, StartMessage, WorkerMessage } from './worker-messages.js';

/** Real milliseconds between two progress reports. */
const PROGRESS_EVERY = 100;

/** File beside the files of a run that is being written. */
const SPOOL_FILE = 'samples.spool';

/** A digest of a long run takes time itself, so the pause before the next one is at least this many times as long. */
const LOOKING_COSTS = 9;

if (parentPort && isHelperData(workerData)) help(parentPort, workerData);
else {
  const prepared = prepare();
  parentPort?.on('message', (message: StartMessage) => begin(message, prepared));
}

function begin(message: StartMessage, prepared: Promise<void>): void {
  prepared
    .then(() => serve(message))
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      post({ type: 'failed', message, isLimit: error instanceof LimitExceeded });
    });
}

async function serve({ request, stop }: StartMessage): Promise<void> {
  const { keep } = request;
  // Only an editor asks for a view.
  if (request.view) speakAsTheEditor();
  // A view reads all results repeatedly, so they stay in memory.
  const spool = keep && !request.view ? new Spool(join(keep.reservation.partial, SPOOL_FILE)) : undefined;
  const files = keep && (await RunFiles.open(keep.reservation, keep.tables));
  const { scenario, helpers = defaultHelpers(scenario) } = request;
  const pool = openLookAheadPool({ scenario, replication: 0 }, helpers, new URL(import.meta.url));
  try {
    post(await finished(request, new Int32Array(stop), { spool, files, pool }));
  } finally {
    spool?.close();
    files?.close();
    await pool.close();
  }
}

async function finished(
  request: RunRequest,
  stop: Int32Array,
  { spool, files, pool }: { spool: Spool | undefined; files: RunFiles | undefined; pool: LookAheadPool },
): Promise<WorkerMessage> {
  const { scenario } = request;
  const began = performance.now();
  const handOver = (name: LongTable, piece: Table) => {
    spool?.add(name, piece);
    files?.add(name, piece);
  };
  const results = simulate(request, stop, began, { pool, handOver: spool && handOver });
  if (files) post({ type: 'writing', progress: initialProgress(results) });
  const recording = spool?.recording(results) ?? recordingOf(results);
  const wallSeconds = (performance.now() - began) / 1000;
  const summary = summaryOf(recording, scenario);
  const figures = request.figures ? runFigures(recording, scenario) : undefined;
  const kept =
    request.keep && files && (await keep(request.keep, files, spool, { scenario, results, summary }, wallSeconds));
  const view = request.view && runView(results, scenario, request.view.identity);
  return { type: 'finished', summary, figures, view, wallSeconds, kept };
}

/** @param means `handOver` moves pieces of long tables out of memory; absent: they stay there */
function simulate(
  request: RunRequest,
  stop: Int32Array,
  began: number,
  { pool, handOver }: { pool: LookAheadPool; handOver: ((name: LongTable, piece: Table) => void) | undefined },
): Results {
  const { scenario, view, keep } = request;
  const beat = keep ? heartbeat(keep.reservation.partial) : () => {};
  let reported = began;
  const meter = progressMeter(scenario.duration);
  const report = (reached: Progress) => {
    const now = performance.now();
    const progress = meter.progress(reached, (now - began) / 1000);
    if (now - reported < PROGRESS_EVERY) return;
    reported = now;
    post({ type: 'progress', progress });
  };
  const stopRequested = () => Atomics.load(stop, 0) !== 0;
  const simulation: Simulation = new Simulation(scenario, {
    check: request.check,
    // A decision of a twin that looks ahead takes as long as many slices.
    betweenLookAheads: () => {
      report(simulation.progress());
      return stopRequested();
    },
    lookAheadBatch: pool.batch,
  });
  post({ type: 'begun' });
  let nextLook = began + (view?.every ?? Number.POSITIVE_INFINITY);
  return runInSlices(simulation, {
    stopRequested,
    stopAfterEvents: request.stopAfterEvents,
    now: () => performance.now(),
    onSlice: (progress) => {
      if (handOver) for (const [name, piece] of simulation.take()) handOver(name, piece);
      const now = performance.now();
      beat();
      report(progress);
      if (view?.every !== undefined && now >= nextLook) {
        post({ type: 'view', view: liveRunView(simulation.results(), scenario, view.identity) });
        const then = performance.now();
        nextLook = then + Math.max(view.every, LOOKING_COSTS * (then - now));
      }
    },
  });
}

async function keep(
  { reservation, tables, record }: NonNullable<RunRequest['keep']>,
  files: RunFiles,
  spool: Spool | undefined,
  finished: Omit<FinishedRun, 'engineVersion'>,
  wallSeconds: number,
): Promise<Kept> {
  const extra = record ? recordFile({ ...record, wallSeconds }) : {};
  const run = { ...finished, engineVersion: ENGINE_VERSION };
  // The spool file is not part of the run.
  const forget = () => spool?.close();
  const replay: Stranded['replay'] = (add) => spool?.replay(add);
  try {
    return await files.finish(run, extra, {
      onProgress: writingReports(),
      onWritten: forget,
      rescue: (failure) => rescue({ reservation, run, extra, tables, replay, forget }, failure),
    });
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { error: { code: error.code, message: error.message, hint: error.hint } };
  }
}

/** Reports the progress of writing from time to time. */
function writingReports(): (progress: WritingProgress) => void {
  let reported = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - reported < PROGRESS_EVERY) return;
    reported = now;
    post({ type: 'writing', progress });
  };
}

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
