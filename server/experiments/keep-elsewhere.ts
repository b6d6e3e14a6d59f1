import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell } from './cell.js';
import { cellPath, writeCell } from './cell-files.js';

/**
 * Keeps a cell that the disk of its experiment does not take in the folder for temporary files, which may be on another
 * one, where nobody else may enter. It is not looked for there: whoever resumes moves it to where it belongs.
 *
 * @param elsewhere the folder for temporary files
 * @returns the file; undefined if that takes it no more, and the cell is lost
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
    // The reason is the same, or does not matter: the place that was asked for is the one that has to be mended.
    if (parent !== undefined) await rm(parent, { recursive: true, force: true });
    return undefined;
  }
}
