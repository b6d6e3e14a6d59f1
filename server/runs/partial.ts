import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { systemCode } from './storage-error.js';

/** Start of the names of files and folders that are being written; nobody takes one for a whole one. */
export const PARTIAL_PREFIX = '.partial-';

/** Such a name says on which machine and by which process. */
const PARTIAL = /^\.partial-([0-9a-f]{8})-(\d+)-[0-9a-f-]{36}$/;

/** Several machines may write into one folder, and the numbers of processes are those of one machine. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** A fresh path in `folder` for a file or a folder that is being written. */
export function partialPath(folder: string): string {
  return join(folder, `${PARTIAL_PREFIX}${MACHINE}-${process.pid}-${randomUUID()}`);
}

/** Removes what processes of this machine that are no more were writing into a folder, which need not exist. */
export async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, machine, writer] = PARTIAL.exec(name) ?? [];
    if (machine !== MACHINE || isAlive(Number(writer))) continue;
    // Tidying up: what may not be removed stays, and is nobody's problem now.
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Whether a process of this machine goes on. @param id its number */
export function isAlive(id: number): boolean {
  if (id === process.pid) return true;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
