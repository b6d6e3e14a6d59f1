import { Worker } from 'node:worker_threads';
import type { RunView } from '../protocol/run-view.js';
import type { RunFigures } from '../view/run-figures.js';
import type { RunProgress } from './progress.js';
import { discardReservation } from './reservation.js';
import { RunFailed } from './run-failed.js';
import type { WritingProgress } from './run-files.js';
import type { Summary } from './summary.js';
import type { Kept, RunRequest, StartMessage, WorkerMessage } from './worker-messages.js';

export interface RunOutcome {
  /** `complete` is false if the run was stopped. */
  summary: Summary;
  /** Present if the request asked for `figures`. */
  figures?: RunFigures;
  /** Present if the request has a `view`. */
  view?: RunView;
  /** Real seconds that the simulation took. */
  wallSeconds: number;
  /** Present if the request asked to keep the run. */
  kept?: Kept;
}

export interface RunObserver {
  /** About ten times a second. */
  onProgress?: (progress: RunProgress) => void;
  /** About ten times a second after the simulation, while the rest of the run is written. */
  onWriting?: (progress: WritingProgress) => void;
  /** A digest of the results so far, as often as the request's `view` says. */
  onView?: (view: RunView) => void;
}

/** A running simulation in its own thread. */
export interface RunningRun {
  /** @throws RunFailed if the simulation fails or is aborted */
  outcome: Promise<RunOutcome>;
  /**
   * Stops the run within a second; the outcome then contains the results so far. A run that is still being set up has
   * no results, and fails with `run/stopped`.
   */
  stop(): void;
  /** Ends the thread at once; nothing is kept. */
  abort(): Promise<void>;
}

/** The thread that simulates, one run at a time. Starting it early hides its start-up. */
export interface Runner {
  /** @throws Error while another run is in progress */
  start(request: RunRequest, observer?: RunObserver): RunningRun;
  close(): Promise<void>;
}

/** The bundle of `worker.ts`, beside the bundle that this module becomes a part of. */
const BESIDE = () => new URL('./worker.cjs', import.meta.url);

/** Most of what a run allocates dies at once: a larger nursery would only spread it over more memory, MB. */
const YOUNG_GENERATION = 3;

/** Time for which a thread may continue to set up a run after a request to stop, ms. Then it is terminated. */
const TIMEOUT = 700;

/** The set-up phase, in which a thread draws the initial state and does not check for a stop request. */
class SettingUp {
  isStopped = false;
  isOver = false;
  #timeout: NodeJS.Timeout | undefined;

  constructor(private readonly worker: Worker) {}

  /** Terminates the thread if that phase is not over soon. */
  stop(): void {
    if (this.isOver) return;
    this.#timeout ??= setTimeout(() => {
      this.isStopped = true;
      void this.worker.terminate();
    }, TIMEOUT);
  }

  end(): void {
    this.isOver = true;
    clearTimeout(this.#timeout);
  }
}

/** @param bundle where the bundle of `worker.ts` is, when it is not beside this one */
export function openRunner(bundle: URL = BESIDE()): Runner {
  // Not a pool of `workerpool`, because a run is stopped by a flag in shared memory, which its thread reads during its
  // work.
  const worker = new Worker(bundle, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION } });
  worker.unref();
  let busy = false;

  function start(request: RunRequest, observer: RunObserver = {}): RunningRun {
    if (busy) throw new Error('this runner is busy with another run');
    busy = true;
    worker.ref();
    const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const setUp = new SettingUp(worker);
    const outcome = listen(worker, observer, setUp).finally(() => {
      setUp.end();
      busy = false;
      worker.unref();
    });
    const message: StartMessage = { request, stop };
    worker.postMessage(message);
    return {
      outcome,
      stop: () => {
        Atomics.store(new Int32Array(stop), 0, 1);
        setUp.stop();
      },
      abort: async () => {
        await worker.terminate();
        if (request.keep) await discardReservation(request.keep.reservation);
      },
    };
  }

  return {
    start,
    close: async () => {
      await worker.terminate();
    },
  };
}

/** Starts one run in a thread of its own, which ends with it. */
export function startRun(request: RunRequest, observer: RunObserver = {}, bundle?: URL): RunningRun {
  const runner = openRunner(bundle);
  const run = runner.start(request, observer);
  return { ...run, outcome: run.outcome.finally(() => runner.close()) };
}

function listen(worker: Worker, observer: RunObserver, setUp: SettingUp): Promise<RunOutcome> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: WorkerMessage) => {
      switch (message.type) {
        case 'begun':
          return setUp.end();
        case 'progress':
          return observer.onProgress?.(message.progress);
        case 'writing':
          return observer.onWriting?.(message.progress);
        case 'view':
          return observer.onView?.(message.view);
        case 'finished':
          silence();
          return resolve(message);
        case 'failed':
          silence();
          return reject(
            message.isLimit
              ? new RunFailed(
                  `${setUp.isOver ? 'The run was ended' : 'The scenario cannot be simulated'}: ${message.message}`,
                  'run/limits',
                )
              : new RunFailed(`The simulation failed: ${message.message}`),
          );
      }
    };
    const onError = (error: Error & { code?: string }) => {
      silence();
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(
        new RunFailed(outOfMemory ? 'The simulation ran out of memory.' : `The simulation failed: ${error.message}`),
      );
    };
    const onExit = () => {
      silence();
      reject(
        setUp.isStopped
          ? new RunFailed('The run was stopped while it was being set up; nothing was simulated yet.', 'run/stopped')
          : new RunFailed('The simulation was aborted.'),
      );
    };
    function silence() {
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
    }
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
  });
}
