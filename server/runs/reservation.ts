import { lstat, mkdir, readdir, realpath, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from './make-folder.js';
import { MANIFEST_FILE } from './manifest.js';
import { PARTIAL_PREFIX, partialPath, removeAbandoned } from './partial.js';
import { reason, StorageError, systemCode, writingFailed } from './storage-error.js';

/** Where a run is going to stand, and the folder in which it is being put together: beside its place, or in it. */
export interface Reservation {
  folder: string;
  partial: string;
  /** What messages call the folder. */
  named: string;
  /** Where the folder is taken when the run is ready, `-2`, `-3` … is added to its name, and nobody need know. */
  numbered: boolean;
}

/**
 * Makes sure, before anything is simulated, that a run can be written to `folder`, which must not exist or be empty. One
 * that is there stays: it may be a link, the current folder, or another disk.
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
 * Creates a fresh folder for a run that is being written, and removes those that nobody writes any more; `named` is what
 * messages call its place.
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

/** Removes what was written so far. */
export async function giveUp(reservation: Reservation): Promise<void> {
  await rm(reservation.partial, { recursive: true, force: true });
}

/** Where a run stands in the end. */
export interface Placed {
  folder: string;
  /** Present where that is another folder than the one that was asked for: why, as a clause. */
  instead?: string;
}

/**
 * Gives the folder in which a run was put together its place. Where that is taken by now, or cannot be, the run gets
 * another name: nothing that was simulated is thrown away for want of one.
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

/** Somebody may have deleted what was being written. */
function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Out of the folder of its own into the one around it, the manifest last: where it is, the run is whole. */
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

/** @returns the first of `folder-2`, `folder-3` … that is free; if none can be had, the run stays where it is */
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

/** What systems answer where something stands in the way. */
const TAKEN: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EISDIR']);

function whyNot(error: unknown): string {
  return TAKEN.has(systemCode(error) ?? '') ? 'something else was put there during the run' : reason(error);
}
