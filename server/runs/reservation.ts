import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { MANIFEST_FILE } from './manifest.js';
import { partialPath, removeAbandoned } from './partial.js';
import { StorageError, systemCode, writingFailed } from './storage-error.js';

/** Where a run is going to stand, and the folder beside it in which it is being put together. */
export interface Reservation {
  folder: string;
  partial: string;
  /** What messages call the folder. */
  named: string;
  /** Where the folder is taken when the run is ready, `-2`, `-3` … is added to its name, instead of failing. */
  numbered: boolean;
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

/**
 * Creates a fresh folder for a run that is being written, and removes those of processes that were killed; `named` is
 * what messages call its place.
 * @throws StorageError
 */
export async function partialFolder(parent: string, named: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true });
    await removeAbandoned(parent);
    const folder = partialPath(parent);
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

/** Gives the folder in which a run was put together its place, in one step. @returns where it stands */
export async function moveIntoPlace({ partial, folder, numbered }: Reservation): Promise<string> {
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
