import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell } from './cell.js';
import { cellPath, writeCell } from './cell-files.js';

/**
 * Keeps a cell for which its disk has no space in a private folder for temporary files, which may be on another disk.
 * It is not searched for there: the user moves it to its place before resuming.
 *
 * @param elsewhere the folder for temporary files
 * @returns the file; undefined if there is no space either and the cell is lost
 */
export async function keepElsewhere(
  name: string,
  cell: Cell,
  elsewhere: string = tmpdir(),
): Promise<string | undefined> {
  let parent: string | undefined;
  try {
    parent = await mkdtemp(join(elsewhere, 'twinchain-'));
    await writeCell(parent, name, cell);
    return cellPath(parent, name);
  } catch {
    // The second error does not matter: the user has to fix the first place.
    if (parent !== undefined) await rm(parent, { recursive: true, force: true });
    return undefined;
  }
}
