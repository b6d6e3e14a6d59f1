import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NotAsWritten, readBounded } from '../runs/bounded-file.js';
import { makeFolder } from '../runs/make-folder.js';
import { StorageError, systemCode, writingFailed } from '../runs/storage-error.js';
import { writeDurably } from './durable-file.js';

/** Marks a folder as that of an experiment. Written before anything else. */
export const MARK_FILE = '.twinchain-experiment';
const MARK = 'Twinchain keeps an experiment in this folder, and replaces the files of it.\n';

/** The owner of a folder; a missing or empty one has none. */
export type Ownership = 'nobody' | 'ours' | 'foreign';

/** @throws StorageError if the folder cannot be read */
export async function ownershipOf(folder: string): Promise<Ownership> {
  const names = await entriesOf(folder);
  if (names.length === 0) return 'nobody';
  return names.includes(MARK_FILE) && (await isMark(join(folder, MARK_FILE))) ? 'ours' : 'foreign';
}

/**
 * Takes ownership of a folder, which must be ours already, empty or missing. Nothing in it is touched.
 * @throws StorageError
 */
export async function claimFolder(folder: string): Promise<void> {
  if ((await ownershipOf(folder)) === 'ours') return completeMark(folder);
  try {
    await makeFolder(folder);
    // Never overwrites: the first process gets it.
    const file = await open(join(folder, MARK_FILE), 'wx');
    try {
      await file.writeFile(MARK);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (systemCode(error) !== 'EEXIST' || (await ownershipOf(folder)) !== 'ours') throw writingFailed(folder, error);
  }
}

/** Completes the mark of a process that was killed before it had written it. */
async function completeMark(folder: string): Promise<void> {
  const path = join(folder, MARK_FILE);
  if ((await textOf(path)) !== MARK) await writeDurably(path, MARK);
}

/** A process may have been killed before it had written anything into the mark. */
async function isMark(path: string): Promise<boolean> {
  try {
    return MARK.startsWith(await textOf(path));
  } catch (error) {
    if (error instanceof StorageError || error instanceof NotAsWritten) return false;
    throw error;
  }
}

async function textOf(mark: string): Promise<string> {
  return (await readBounded(mark, MARK.length)).toString('utf8');
}

/** The names of the entries of a folder; none where the folder is missing. @throws StorageError */
export async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw writingFailed(folder, error);
  }
}
