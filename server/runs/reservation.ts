import { lstat, mkdir, readdir, realpath, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from './make-folder.js';
import { MANIFEST_FILE } from './manifest.js';
import { PARTIAL_PREFIX, partialPath, removeAbandoned } from './partial.js';
import { reason, StorageError, systemCode, writingFailed } from './storage-error.js';

/** The final place of a run, and the folder in which it is assembled: beside that place, or in it. */
export interface Reservation {
  folder: string;
  partial: string;
  /** How messages refer to the folder. */
  named: string;
  /** If the folder is taken when the run is ready, `-2`, `-3` … is added to its name without a message. */
  numbered: boolean;
}

/**
 * Makes sure, before anything is simulated, that a run can be written to `folder`, which must not exist or be empty. An
 * existing folder is kept: it may be a link, the current folder, or another disk.
 *
 * @throws StorageError
 */
export async function reserveFolder(folder: string): Promise<Reservation> {
  const target = await realpath(resolve(folder)).catch(() => resolve(folder));
  const existing = await entriesOf(target, folder);
  const held = existing?.filter((name) => !name.startsWith(PARTIAL_PREFIX)) ?? [];
  if (held.length > 0) {
    const holdsRun = held.includes(MANIFEST_FILE);
    throw new StorageError(
      'storage/occupied',
      holdsRun ? `The folder "${folder}" already holds a run.` : `The folder "${folder}" is not empty.`,
      'Delete it first, or choose another folder with --out.',
    );
  }
  const partial = await partialFolder(existing === undefined ? dirname(target) : target, folder);
  return { folder: target, partial, named: folder, numbered: false };
}

async function entriesOf(folder: string, named: string): Promise<string[] | undefined> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw writingFailed(named, error);
  }
}

/**
 * Creates a fresh folder for a run that is being written, and removes abandoned ones; `named` is how messages refer to
 * its place.
 * @throws StorageError
 */
export async function partialFolder(parent: string, named: string): Promise<string> {
  try {
    await makeFolder(parent);
    await removeAbandoned(parent);
    const folder = partialPath(parent);
    await mkdir(folder);
    return folder;
  } catch (error) {
    throw writingFailed(named, error);
  }
}

/** Removes everything written so far. */
export async function discardReservation(reservation: Reservation): Promise<void> {
  await rm(reservation.partial, { recursive: true, force: true });
}

/** The place in which a run was finally stored. */
export interface Placed {
  folder: string;
  /** Present if that is another folder than the requested one: the reason, as a clause. */
  instead?: string;
}

/**
 * Moves the assembled folder of a run to its place. If that is taken by now, or not possible, the run gets another
 * name, so that no simulated run is lost.
 */
export async function moveIntoPlace(reservation: Reservation): Promise<Placed> {
  const { partial, folder, numbered } = reservation;
  const isInside = dirname(partial) === folder;
  try {
    if (isInside) await moveUp(partial, folder);
    else await rename(partial, folder);
    return { folder };
  } catch (error) {
    if (!(await isThere(partial))) throw error;
    const elsewhere = await moveAside(partial, isInside ? join(folder, 'run') : folder);
    return numbered ? { folder: elsewhere } : { folder: elsewhere, instead: whyNot(error) };
  }
}

/** The folder may have been deleted during the run. */
function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Moves the files from the inner folder to the outer one, the manifest last: where it exists, the run is complete. */
async function moveUp(partial: string, folder: string): Promise<void> {
  const strangers = (await readdir(folder)).filter((name) => !name.startsWith(PARTIAL_PREFIX));
  if (strangers.length > 0) throw new Occupied();
  const files = (await readdir(partial)).filter((name) => name !== MANIFEST_FILE);
  for (const name of [...files, MANIFEST_FILE]) await rename(join(partial, name), join(folder, name));
  await rmdir(partial).catch(() => undefined);
}

class Occupied extends Error {
  readonly code = 'ENOTEMPTY';
}

/** @returns the first of `folder-2`, `folder-3` … that is free; if none is possible, the run stays where it is */
async function moveAside(partial: string, folder: string): Promise<string> {
  for (let copy = 2; copy < MAX_COPIES; copy++) {
    const target = `${folder}-${copy}`;
    try {
      await rename(partial, target);
      return target;
    } catch (error) {
      if (!TAKEN.has(systemCode(error) ?? '')) return partial;
    }
  }
  return partial;
}

const MAX_COPIES = 10_000;

/** Error codes for a place that is taken. */
const TAKEN: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EISDIR']);

function whyNot(error: unknown): string {
  return TAKEN.has(systemCode(error) ?? '') ? 'something else was put there during the run' : reason(error);
}
