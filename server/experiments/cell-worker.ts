// Entry of the threads that simulate the cells of experiments.
import { worker } from 'workerpool';
import { LimitExceeded } from '../../engine/limits/limits.js';
import { ENGINE_VERSION, prepare } from '../../engine/simulation.js';
import { StorageError } from '../runs/storage-error.js';
import { type Cell, type CellRequest, type CellSummary, cellName } from './cell.js';
import { writeCell } from './cell-files.js';
import { keepElsewhere } from './keep-elsewhere.js';
import { simulateCell } from './simulate-cell.js';

/**
 * The answer of a thread: the cell is on the disk, or why it is not, and where it is kept instead. `limit`: the run
 * exceeded a limit.
 */
export type CellAnswer =
  | { summary: CellSummary }
  | { storage: Pick<StorageError, 'code' | 'message' | 'hint'>; kept?: string }
  | { limit: string };

async function simulate(request: CellRequest, folder: string): Promise<CellAnswer> {
  await prepare();
  let cell: Cell;
  try {
    cell = simulateCell(request);
  } catch (error) {
    if (error instanceof LimitExceeded) return { limit: error.message };
    throw error;
  }
  const name = cellName(request, ENGINE_VERSION);
  try {
    await writeCell(folder, name, cell);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const { code, message, hint } = error;
    return { storage: { code, message, hint }, kept: await keepElsewhere(name, cell) };
  }
  return { summary: cell.summary };
}

worker({ simulate });
