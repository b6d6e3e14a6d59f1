import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '../runs/make-folder.js';
import { partialPath } from '../runs/partial.js';
import { writingFailed } from '../runs/storage-error.js';

/**
 * Writes a file so that it is there whole or not at all, even when the power fails: its bytes are on the disk before it
 * gets its name, and its name is on the disk when this returns.
 *
 * @throws StorageError
 */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const folder = dirname(path);
  const partial = partialPath(folder);
  try {
    await makeFolder(folder);
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
    // What keeps a file from being written may keep it from being removed; the first reason counts.
    await rm(partial, { force: true }).catch(() => undefined);
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
