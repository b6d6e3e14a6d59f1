import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StorageError } from '../runs/storage-error.js';
import type { Cell } from './cell.js';
import { cellPath, writeCell } from './cell-files.js';

/**
 * Keeps a cell that the disk of its experiment does not take in the folder for temporary files, which may be on another
 * one, where nobody else may enter. It is not looked for there: whoever resumes moves it to where it belongs.
 *
 * @param failure why it could not be written
 * @param elsewhere the folder for temporary files
 * @returns the failure, which says as well where the cell is now, or that it is lost
 */
export async function keepElsewhere(
  folder: string,
  name: string,
  cell: Cell,
  failure: StorageError,
  elsewhere: string = tmpdir(),
): Promise<StorageError> {
  const { code, message, hint } = failure;
  const kept = await writeIn(elsewhere, name, cell);
  if (kept === undefined) return new StorageError(code, `${message} A replication that was simulated is lost.`, hint);
  return new StorageError(
    code,
    `${message} A replication that was simulated is kept as "${kept}".`,
    `${hint} Move it to "${folder}", so that it is not simulated again.`.trim(),
  );
}

async function writeIn(elsewhere: string, name: string, cell: Cell): Promise<string | undefined> {
  let parent: string | undefined;
  try {
    parent = await mkdtemp(join(elsewhere, 'twinchain-'));
    await writeCell(parent, name, cell);
    return cellPath(parent, name);
  } catch {
    // The reason is the same, or does not matter: the place that was asked for is the one that has to be mended.
    if (parent !== undefined) await rm(parent, { recursive: true, force: true });
    return undefined;
  }
}
