import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { LongTable, Table } from '../../engine/model/results.js';
import { partialPath } from './partial.js';
import { discardReservation, partialFolder, type Reservation } from './reservation.js';
import { type FinishedRun, type KeptTables, RunFiles, type WrittenRun } from './run-files.js';
import { StorageError, writingFailed } from './storage-error.js';

/** A simulated run for which its disk has no space. */
export interface Stranded {
  reservation: Reservation;
  run: FinishedRun;
  /** Further files by name. */
  extra: Record<string, string>;
  tables?: KeptTables;
  /** Returns the pieces that the run handed over while it was simulated. */
  replay: (add: (name: LongTable, piece: Table) => void) => void;
  /** Deletes these pieces, which may be on the same disk. */
  forget: () => void;
}

/**
 * Rescues a run: completely in the folder for temporary files, which may be on another disk, or else only its figures
 * and its manifest in its place, by which it can be repeated. Its partial files are removed.
 *
 * @param elsewhere the folder for temporary files
 * @throws StorageError, the one that stranded the run, if neither is possible
 */
export async function rescue(
  stranded: Stranded,
  failure: StorageError,
  elsewhere: string = tmpdir(),
): Promise<WrittenRun> {
  const { reservation, forget } = stranded;
  const why = failure.message;
  const whole = await unlessRefused(elsewhere, wholeIn(elsewhere, stranded));
  forget();
  await discardReservation(reservation);
  if (whole) return { ...whole, rescued: { why, withoutSamples: false } };
  const figures = await unlessRefused(reservation.named, figuresInPlace(stranded));
  if (figures) return { ...figures, rescued: { why, withoutSamples: true } };
  throw failure;
}

/** In a private folder. */
async function wholeIn(elsewhere: string, { reservation, run, extra, tables, replay }: Stranded): Promise<WrittenRun> {
  const parent = await mkdtemp(join(elsewhere, 'twinchain-'));
  try {
    const folder = join(parent, basename(reservation.folder));
    const partial = partialPath(parent);
    await mkdir(partial);
    const files = await RunFiles.open({ folder, partial, named: folder, numbered: true }, tables);
    replay((name, piece) => files.add(name, piece));
    return await files.finish(run, extra);
  } catch (error) {
    await rm(parent, { recursive: true, force: true });
    throw error;
  }
}

async function figuresInPlace({ reservation, run, extra }: Stranded): Promise<WrittenRun> {
  const partial = await partialFolder(dirname(reservation.partial), reservation.named);
  const files = await RunFiles.open({ ...reservation, partial }, { samples: false, csv: false });
  return files.finish(run, extra);
}

/** Undefined if the system does not allow writing. */
async function unlessRefused<Result>(folder: string, writing: Promise<Result>): Promise<Result | undefined> {
  try {
    return await writing;
  } catch (error) {
    if (writingFailed(folder, error) instanceof StorageError) return undefined;
    throw error;
  }
}
