import { randomUUID } from 'node:crypto';
import { utimesSync } from 'node:fs';
import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE } from './manifest.js';

/** Start of the names of files and folders that are being written; nobody takes one for a whole one. */
export const PARTIAL_PREFIX = '.partial-';

/** Start of the names of whole runs whose process ended before it could give them their place. */
const RESCUED_PREFIX = 'rescued-';

/** Whoever writes says so every so often, ms, by the time of its file or folder. */
const BEAT = 30_000;

/**
 * What nobody has touched for so long, ms, is written by nobody any more. Processes may share a folder from several
 * machines or containers, where neither sees whether another one goes on; clocks may differ, and a process may be
 * halted for a while.
 */
const ABANDONED_AFTER = 3_600_000;

/** A fresh path in `folder` for a file or a folder that is being written. */
export function partialPath(folder: string): string {
  return join(folder, `${PARTIAL_PREFIX}${randomUUID()}`);
}

/**
 * @param clock monotonic, ms
 * @returns to be called often while `path` is being written, so that nobody takes it for abandoned
 */
export function heartbeat(path: string, clock: () => number = () => performance.now()): () => void {
  let last = clock();
  return () => {
    const now = clock();
    if (now - last < BEAT) return;
    last = now;
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // Whoever writes into it will see what is wrong with it.
    }
  };
}

/**
 * Removes what was being written into a folder and is not any more; the folder need not exist. A run that is whole but
 * for its name is kept.
 */
export async function removeAbandoned(folder: string): Promise<void> {
  const names: string[] = await readdir(folder).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(PARTIAL_PREFIX))) {
    const path = join(folder, name);
    // Tidying up: what may not be removed stays, and is nobody's problem now.
    await tidy(path, join(folder, name.replace(PARTIAL_PREFIX, RESCUED_PREFIX))).catch(() => undefined);
  }
}

async function tidy(path: string, rescued: string): Promise<void> {
  const { mtimeMs } = await lstat(path);
  if (Date.now() - mtimeMs < ABANDONED_AFTER) return;
  const inside: string[] = await readdir(path).catch(() => []);
  if (inside.includes(MANIFEST_FILE)) await rename(path, rescued);
  else await rm(path, { recursive: true, force: true });
}
