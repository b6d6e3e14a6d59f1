import { join } from 'node:path';
import { quantityValue } from '../../engine/model/evaluation.js';
import type { Experiment } from '../../engine/model/experiment.js';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { removeAbandoned } from '../runs/partial.js';
import { type CellSummary, cellName, requestOf } from './cell.js';
import { findCell, setAside } from './cell-files.js';
import { openCellPool } from './cell-pool.js';
import type { DecodeCell } from './decode-cell.js';
import { figuresOf } from './expressions.js';
import { type CellPlace, Schedule } from './schedule.js';
import { isPreciseEnough } from './statistics/sequential.js';
import { StrandedCell, strandedTogether } from './stranded-cells.js';

/** The progress of a sweep. */
export interface SweepProgress {
  cellsDone: number;
  /** Grows with `until`. */
  cellsExpected: number;
  /** Of those done: found on the disk from an earlier sweep. */
  cellsFound: number;
  points: number;
  /** Replications that each point has, without gaps. */
  replications: number[];
  /** The latest finished cell. */
  last: CellPlace;
  summary: CellSummary;
}

export interface SweepOptions {
  /** Folder of the experiment; its cells are kept in a folder of their own in it. */
  folder: string;
  /** Threads that simulate, at least 1. The results do not depend on it. */
  jobs: number;
  /** Ends the sweep at once; finished cells stay on the disk. */
  signal?: AbortSignal;
  onProgress?: (progress: SweepProgress) => void;
  /** Called when a replication on the disk was damaged: its file was moved to `aside`, and it is simulated again. */
  onDamaged?: (place: CellPlace, problem: string, aside: string) => void;
  /** Decodes untrusted cells from the disk in a separate thread; absent: in this one. */
  decode?: DecodeCell;
  /** Where the bundle of the threads is, when it is not beside this one. */
  bundle?: URL;
}

/** The result of a sweep. */
export interface SweptCells {
  /** False if the sweep was stopped. */
  complete: boolean;
  /** Replications of each point. */
  replications: number[];
}

export function cellsFolder(folder: string): string {
  return join(folder, 'cells');
}

/**
 * Simulates every cell of an experiment that is not on the disk yet. However often it is killed, calling it again
 * continues and ends with the same cells.
 *
 * @throws StorageError, RunFailed
 */
export async function sweepCells(experiment: Experiment, options: SweepOptions): Promise<SweptCells> {
  const { points, replications } = experiment;
  const cells = cellsFolder(options.folder);
  for (const place of [options.folder, cells]) await removeAbandoned(place);
  const watched = points.map((): number[] => []);
  const schedule = new Schedule(points.length, replications, (point, count) => {
    if (replications.kind === 'fixed') return true;
    const values = watched[point].slice(0, count);
    return isPreciseEnough(values, replications);
  });
  const pool = await openCellPool(options.jobs, options.bundle);
  let found = 0;
  let done = 0;

  async function obtain(place: CellPlace): Promise<CellSummary> {
    const request = requestOf(experiment, place);
    const name = cellName(request, ENGINE_VERSION);
    const known = await findCell(cells, name, options.decode);
    if (known.kind === 'whole') {
      found++;
      return known.summary;
    }
    if (known.kind === 'damaged') options.onDamaged?.(place, known.problem, await setAside(cells, name));
    return pool.simulate(request, cells);
  }

  function finish(place: CellPlace, summary: CellSummary): void {
    done++;
    if (replications.kind === 'until')
      watched[place.point][place.replication] = quantityValue(
        replications.statistic,
        figuresOf({ summary, scenario: points[place.point].scenario }),
      );
    schedule.finished(place);
    options.onProgress?.({
      cellsDone: done,
      cellsExpected: schedule.expected,
      cellsFound: found,
      points: points.length,
      replications: schedule.counts(),
      last: place,
      summary,
    });
  }

  const stopped = () => options.signal?.aborted === true;
  try {
    await inParallel(options.jobs, schedule, stopped, options.signal, async (place) => {
      const summary = await obtain(place);
      if (!stopped()) finish(place, summary);
    });
    return { complete: !stopped(), replications: schedule.counts() };
  } finally {
    await pool.close();
  }
}

/**
 * Works through the schedule, `jobs` cells at a time, until nothing is left, it is stopped, or a cell fails. If the
 * disk is full, no further cell is begun, and those being simulated are kept elsewhere before this ends.
 */
async function inParallel(
  jobs: number,
  schedule: Schedule,
  stopped: () => boolean,
  signal: AbortSignal | undefined,
  work: (place: CellPlace) => Promise<void>,
): Promise<void> {
  let running = 0;
  let failure: { error: unknown } | undefined;
  const stranded: StrandedCell[] = [];
  let wake = () => {};
  signal?.addEventListener('abort', () => wake(), { once: true });
  const start = (place: CellPlace) => {
    running++;
    work(place)
      .catch((error: unknown) => {
        if (error instanceof StrandedCell) stranded.push(error);
        else failure ??= { error };
      })
      .finally(() => {
        running--;
        wake();
      });
  };
  // Cells still being simulated when this ends are abandoned.
  while (!stopped()) {
    if (failure) throw failure.error;
    const place = running < jobs && stranded.length === 0 ? schedule.next() : undefined;
    if (place) start(place);
    else if (running === 0) break;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
  if (stranded.length > 0) throw strandedTogether(stranded);
}
