import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writingFailed } from '../runs/storage-error.js';

/** Start of the names of files that are being written; nobody takes one for a whole file. */
export const PARTIAL_FILE_PREFIX = '.partial-';

/**
 * Writes a file so that it is there whole or not at all, even when the power fails: its bytes are on the disk before it
 * gets its name, and its name is on the disk when this returns.
 *
 * @throws StorageError
 */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  const partial = join(folder, `${PARTIAL_FILE_PREFIX}${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(partial, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(partial, { force: true });
    throw writingFailed(folder, error);
  }
}

/** Names are the content of a folder. Windows cannot open one, and has no need to. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
