import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemCode, writingFailed } from '../runs/storage-error.js';

/** Names of files that are being written say by which process; nobody takes one for a whole file. */
const PARTIAL_FILE = /^\.partial-(\d+)-/;

/** A fresh path in `folder` for a file that is being written. */
export function partialPath(folder: string): string {
  return join(folder, `.partial-${process.pid}-${randomUUID()}`);
}

/** Removes what processes that are no more were writing into a folder, which need not exist. */
export async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, writer] = PARTIAL_FILE.exec(name) ?? [];
    if (writer !== undefined && !isAlive(Number(writer))) await rm(join(folder, name), { force: true });
  }
}

function isAlive(id: number): boolean {
  if (id === process.pid) return true;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}

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
