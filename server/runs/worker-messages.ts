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
  /** Where to keep the run; absent: nowhere. */
  keep?: {
    reservation: Reservation;
    /** Absent: as Parquet. */
    tables?: KeptTables;
    /** Present for a run in the store: its start (ISO 8601), its source file, and the expectations of that file. */
    record?: Pick<RunRecord, 'startedAt' | 'source' | 'expectations'>;
  };
  /** Whether the answer includes the figures that a terminal shows. */
  figures?: boolean;
  /**
   * Number of threads that help twins look ahead; absent: all that the machine has left. The results do not depend on
   * it.
   */
  helpers?: number;
  /** Number of events after which the repeated run was stopped. */
  stopAfterEvents?: number;
  /** Checks the engine's invariants, at some cost. */
  check?: boolean;
  /** Present if a view is shown. Digests of the results are made in the worker, so that they delay no other thread. */
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
   * The initial state has been drawn and simulated time begins. From here on the worker checks the flag many times a
   * second.
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

/** Where a run was kept, or why it could not be kept. */
export type Kept = WrittenRun | { error: { code: StorageErrorCode; message: string; hint: string } };
