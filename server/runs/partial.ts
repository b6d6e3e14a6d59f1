import { randomUUID } from 'node:crypto';
import { utimesSync } from 'node:fs';
import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE } from './manifest.js';

/** Prefix of the names of files and folders that are being written, which marks them as incomplete. */
export const PARTIAL_PREFIX = '.partial-';

/** Prefix of the names of complete runs whose process ended before it could move them to their place. */
const RESCUED_PREFIX = 'rescued-';

/** A writer updates the modification time of its file or folder this often, ms. */
const BEAT = 30_000;

/**
 * A file that nobody has touched for this long, ms, is abandoned. Processes may share a folder from several machines or
 * containers and cannot see each other; clocks may differ, and a process may be suspended for a while.
 */
const ABANDONED_AFTER = 3_600_000;

/** A fresh path in `folder` for a file or a folder that is being written. */
export function partialPath(folder: string): string {
  return join(folder, `${PARTIAL_PREFIX}${randomUUID()}`);
}

/**
 * @param clock monotonic, ms
 * @returns a function to call often while `path` is being written, so that it does not count as abandoned
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
      // The writer itself will see the error.
    }
  };
}

/**
 * Removes abandoned files in a folder, which need not exist. A run that is complete except for its name is kept.
 */
export async function removeAbandoned(folder: string): Promise<void> {
  const names: string[] = await readdir(folder).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(PARTIAL_PREFIX))) {
    const path = join(folder, name);
    // Cleanup only: a file that cannot be removed stays.
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
