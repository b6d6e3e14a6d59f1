import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder } from '../runs/make-folder.js';
import { partialPath } from '../runs/partial.js';
import { writingFailed } from '../runs/storage-error.js';

/**
 * Writes a file atomically, even if the power fails: its bytes are on the disk before it gets its name, and its name is
 * on the disk when this returns.
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
    // The reason why a file cannot be written may also prevent its removal; the first error is reported.
    await rm(partial, { force: true }).catch(() => undefined);
    throw writingFailed(folder, error);
  }
}

/** File names are the content of a folder. Windows cannot open a folder, and does not need to. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
