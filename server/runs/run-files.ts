import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isLong, type Recording, type Rows, type TableName } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { csv } from './csv.js';
import { MANIFEST_FILE, type Manifest, manifestOf } from './manifest.js';
import { parquet } from './parquet.js';
import { StorageError, systemCode, writingFailed } from './storage-error.js';
import { jsonFile, type Summary } from './summary.js';
import { TABLES } from './tables.js';

export const SUMMARY_FILE = 'summary.json';

/** Start of the names of folders that are being written; nobody takes one for a run. */
export const PARTIAL_PREFIX = '.partial-';

/** What there is to write about a run. */
export interface FinishedRun {
  scenario: Scenario;
  recording: Recording;
  summary: Summary;
  /** Called when the recording has been read for the last time. */
  release?: () => void;
  /** Version of the engine that gave the results. */
  engineVersion: string;
}

/** Where a run is going to stand, and the folder beside it in which it is being put together. */
export interface Reservation {
  folder: string;
  partial: string;
  /** What messages call the folder. */
  named: string;
  /** Where the folder is taken when the run is ready, `-2`, `-3` … is added to its name, instead of failing. */
  numbered: boolean;
}

/** A run that stands in its place. */
export interface WrittenRun {
  folder: string;
  manifest: Manifest;
}

/**
 * Makes sure, before anything is simulated, that a run can be written to `folder`, which must not exist or be empty.
 * @throws StorageError
 */
export async function reserveFolder(folder: string): Promise<Reservation> {
  const target = resolve(folder);
  const existing = await entriesOf(target, folder);
  if (existing !== undefined && existing.length > 0) {
    const holdsRun = existing.includes(MANIFEST_FILE);
    throw new StorageError(
      'storage/occupied',
      holdsRun ? `The folder "${folder}" already holds a run.` : `The folder "${folder}" is not empty.`,
      'Delete it first, or choose another folder with --out.',
    );
  }
  return { folder: target, partial: await partialFolder(dirname(target), folder), named: folder, numbered: false };
}

async function entriesOf(folder: string, named: string): Promise<string[] | undefined> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw writingFailed(named, error);
  }
}

/** Creates a fresh folder for a run that is being written; `named` is what messages call its place. */
export async function partialFolder(parent: string, named: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true });
    const folder = join(parent, `${PARTIAL_PREFIX}${randomUUID()}`);
    await mkdir(folder);
    return folder;
  } catch (error) {
    throw writingFailed(named, error);
  }
}

/** Removes what was written so far. */
export async function giveUp(reservation: Reservation): Promise<void> {
  await rm(reservation.partial, { recursive: true, force: true });
}

/**
 * Writes every file of a run and moves the folder to its place, in one step: it is there whole or not at all. The same
 * scenario and engine give the same bytes.
 *
 * @param extra further files by name, that are no part of what a repeat gives
 * @throws StorageError, after removing what was written
 */
export async function writeRun(
  reservation: Reservation,
  run: FinishedRun,
  extra: Record<string, string> = {},
): Promise<WrittenRun> {
  try {
    const manifest = await writeFiles(reservation.partial, run);
    for (const [name, content] of Object.entries(extra)) await write(reservation.partial, name, [content]);
    run.release?.();
    return { folder: await moveIntoPlace(reservation), manifest };
  } catch (error) {
    await giveUp(reservation);
    throw writingFailed(reservation.named, error);
  }
}

async function moveIntoPlace({ partial, folder, numbered }: Reservation): Promise<string> {
  for (let copy = 1; ; copy++) {
    const target = copy === 1 ? folder : `${folder}-${copy}`;
    try {
      // An empty folder may be replaced; not every system does so by itself.
      await rmdir(target).catch(() => undefined);
      await rename(partial, target);
      return target;
    } catch (error) {
      if (!numbered || !TAKEN.has(systemCode(error) ?? '')) throw error;
    }
  }
}

/** What systems answer where a folder that is not empty stands in the way. */
const TAKEN: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST']);

async function writeFiles(
  folder: string,
  { scenario, recording, summary, engineVersion }: FinishedRun,
): Promise<Manifest> {
  const files: Record<string, string> = {};
  const add = async (name: string, pieces: Pieces) => {
    files[name] = await write(folder, name, pieces);
  };
  await add(SUMMARY_FILE, [jsonFile(summary)]);
  for (const description of TABLES) {
    const rows = rowsOf(recording, description.name);
    await add(`${description.name}.parquet`, parquet(description, rows));
    await add(`${description.name}.csv`, csv(description, rows));
  }
  const manifest = manifestOf(scenario, engineVersion, files, summary.complete ? undefined : summary.events);
  await write(folder, MANIFEST_FILE, [jsonFile(manifest)]);
  return manifest;
}

function rowsOf({ tables, long }: Recording, name: TableName): Rows {
  if (isLong(name)) return long[name];
  return { rows: tables[name].rows, pieces: [tables[name]] };
}

/** The content of a file. A long one is made piece by piece, and never is in memory as a whole. */
type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** @returns the SHA-256 of what was written */
async function write(folder: string, name: string, pieces: Pieces): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(join(folder, name), 'wx');
  try {
    for await (const piece of pieces) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      hash.update(bytes);
      await file.writeFile(bytes);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
