import type { Scenario } from '../../engine/model/scenario.js';
import type { RunView } from '../protocol/run-view.js';
import type { RunFigures } from '../view/run-figures.js';
import type { RunIdentity } from '../view/run-view.js';
import type { RunProgress } from './progress.js';
import type { Reservation } from './reservation.js';
import type { KeptTables, WritingProgress, WrittenRun } from './run-files.js';
import type { RunRecord } from './run-store.js';
import type { StorageErrorCode } from './storage-error.js';
import type { Summary } from './summary.js';

/** A request to a run worker. */
export interface RunRequest {
  scenario: Scenario;
  /** Where the run is to be kept; absent: nowhere. */
  keep?: {
    reservation: Reservation;
    /** Absent: as Parquet. */
    tables?: KeptTables;
    /** Present for a run in the store: when it began (ISO 8601), which file it came from, and what that expected. */
    record?: Pick<RunRecord, 'startedAt' | 'source' | 'expectations'>;
  };
  /** Whether the answer includes what a terminal shows. */
  figures?: boolean;
  /**
   * Threads that help twins to look ahead; absent: as many as the machine has left. The results do not depend on it.
   */
  helpers?: number;
  /** Repeats a run that was stopped after so many events. */
  stopAfterEvents?: number;
  /** Checks the engine's invariants, at some cost. */
  check?: boolean;
  /** Present where someone is looking: digests of the results are made in the worker, where they hold nobody up. */
  view?: {
    identity: RunIdentity;
    /** Real milliseconds between two digests of the results so far; absent: one at the end. */
    every?: number;
  };
}

/** Main thread → worker. The flag is one shared Int32: not 0 asks the worker to stop. */
export interface StartMessage {
  request: RunRequest;
  stop: SharedArrayBuffer;
}

/** Worker → main thread. */
export type WorkerMessage =
  /**
   * The initial state is drawn, and simulated time begins: from here on the worker checks the flag many times a second.
   */
  | { type: 'begun' }
  | { type: 'progress'; progress: RunProgress }
  | { type: 'writing'; progress: WritingProgress }
  | { type: 'view'; view: RunView }
  | {
      type: 'finished';
      summary: Summary;
      figures?: RunFigures;
      view?: RunView;
      wallSeconds: number;
      kept?: Kept;
    }
  /** `isLimit`: the run exceeded a limit. */
  | { type: 'failed'; message: string; isLimit: boolean };

/** Where a run was kept, or why it could not be. */
export type Kept = WrittenRun | { error: { code: StorageErrorCode; message: string; hint: string } };
