import type { Results } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { RunView } from '../protocol/run-view.js';
import type { RunIdentity } from '../view/run-view.js';
import type { RunProgress } from './progress.js';
import type { Reservation, WrittenRun } from './run-files.js';
import type { StorageErrorCode } from './storage-error.js';
import type { Summary } from './summary.js';

/** What a run worker is asked to do. */
export interface RunRequest {
  scenario: Scenario;
  /** Where the run is to be kept; absent: nowhere. */
  keep?: {
    reservation: Reservation;
    /** Present for a run in the store: when it began (ISO 8601) and which file it came from. */
    record?: { startedAt: string; source?: string };
  };
  /** The answer is to hold the samples, too, and not only the figures: they take as much memory again. */
  samples?: boolean;
  /** Repeats a run that was stopped after so many events. */
  stopAfterEvents?: number;
  /** Present where someone is looking: digests of the results are made in the worker, where they hold nobody up. */
  view?: {
    identity: RunIdentity;
    /** Real milliseconds between two digests of the results so far. */
    every: number;
  };
}

/** Main thread → worker. The flag is one shared Int32: not 0 asks the worker to stop. */
export interface StartMessage {
  request: RunRequest;
  stop: SharedArrayBuffer;
}

/** Worker → main thread. */
export type WorkerMessage =
  | { type: 'progress'; progress: RunProgress }
  | { type: 'view'; view: RunView }
  | { type: 'finished'; summary: Summary; results?: Results; view?: RunView; wallSeconds: number; kept?: Kept }
  | { type: 'failed'; message: string };

/** Where a run was kept, or why it could not be. */
export type Kept = WrittenRun | { error: { code: StorageErrorCode; message: string; hint: string } };

/** The memory of the columns of results, which can move between threads instead of being copied. */
export function transferables(results: Results): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const table of Object.values(results.tables))
    for (const column of Object.values(table.columns))
      if (column.type === 'number' && column.values.buffer instanceof ArrayBuffer) buffers.add(column.values.buffer);
  return [...buffers];
}
