// Entry of the threads that simulate the cells of experiments.
import { worker } from 'workerpool';
import { ENGINE_VERSION, prepare, Simulation } from '../../engine/simulation.js';
import { StorageError } from '../runs/storage-error.js';
import { type CellRequest, type CellSummary, cellName, cellOf } from './cell.js';
import { writeCell } from './cell-files.js';

/** What a thread answers: the cell is on the disk, or why it is not. */
export type CellAnswer =
  | { summary: CellSummary }
  | { storage: { code: StorageError['code']; message: string; hint: string } };

async function simulate(request: CellRequest, folder: string): Promise<CellAnswer> {
  await prepare();
  const simulation = new Simulation(request.scenario, { replication: request.replication });
  simulation.advance(Number.POSITIVE_INFINITY);
  const cell = cellOf(simulation.results(), request);
  try {
    await writeCell(folder, cellName(request, ENGINE_VERSION), cell);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return { storage: { code: error.code, message: error.message, hint: error.hint } };
  }
  return { summary: cell.summary };
}

worker({ simulate });
