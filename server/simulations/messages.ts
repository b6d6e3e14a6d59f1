import type { Experiment } from '../../engine/model/experiment.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { PaperWorkerInput } from '../paper/paper-worker.js';
import type { ExperimentView } from '../protocol/experiment-view.js';
import type {
  EngineOptions,
  EngineOrder,
  ExperimentNotifications,
  StartedExperiment,
} from '../protocol/experiments.js';
import type { PaperAnswer, PaperNotifications } from '../protocol/paper.js';
import type { RunNotifications, StartedRun } from '../protocol/runs.js';
import type { StorageErrorCode } from '../runs/storage-error.js';
import type { Home, RunPlace } from './places.js';
import type { RunText } from './run-service.js';

/**
 * Requests of the language server to the simulating process, by method. The process belongs to the window rather than
 * to the server. It outlives a server that ends, and informs the next one of what is running.
 */
export interface SimulationRequests {
  /** The first request, for what is running. Missed notifications arrive before the reply. */
  attach: { params: Record<string, never>; result: Ongoing };
  startRun: { params: RunStart; result: Outcome<StartedRun> };
  /** False if no such run is running. */
  stopRun: { params: { run: string }; result: boolean };
  startExperiment: {
    params: { experiment: Experiment; home: Home; threads: number; engine?: EngineOrder };
    result: Outcome<StartedExperiment>;
  };
  continueExperiment: {
    params: { folder: string; threads: number; engineOptions?: EngineOptions };
    result: Outcome<StartedExperiment>;
  };
  stopExperiment: { params: { folder: string }; result: boolean };
  /** Null if it is not running. */
  viewExperiment: { params: { folder: string }; result: ExperimentView | null };
  /** Replies when it has ended. Identical requests share one execution. */
  reproducePaper: { params: PaperWorkerInput; result: PaperAnswer };
  stopPaper: { params: Record<string, never>; result: null };
  /** Stops everything, and answers once the results so far are kept. */
  stopAll: { params: Record<string, never>; result: null };
}

/** Notifications of the simulating process, which are passed on to the editor unchanged. */
export type SimulationNotifications = RunNotifications & ExperimentNotifications & PaperNotifications;

export interface RunStart {
  scenario: Scenario;
  place: RunPlace;
  text: RunText;
  live: boolean;
}

/** The running simulations. */
export interface Ongoing {
  runs: OngoingRun[];
  experiments: StartedExperiment[];
}

export interface OngoingRun {
  run: StartedRun;
  /** The text that it comes from. */
  uri?: string;
}

/** An answer, or why the results could not be written. */
export type Outcome<T> = { value: T } | { storage: { code: StorageErrorCode; message: string; hint: string } };

export type SimulationMethod = keyof SimulationRequests;
export type SimulationNotification = keyof SimulationNotifications;
