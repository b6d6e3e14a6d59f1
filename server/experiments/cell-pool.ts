import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { RunFailed } from '../runs/run-failed.js';
import type { CellRequest, CellSummary } from './cell.js';
import type { CellAnswer } from './cell-worker.js';
import { StrandedCell } from './stranded-cells.js';

/** Threads that simulate cells, each one after another. */
export interface CellPool {
  /**
   * Simulates a cell and puts it into `folder`.
   * @throws StrandedCell, RunFailed, also from a closed pool
   */
  simulate(request: CellRequest, folder: string): Promise<CellSummary>;
  /** Ends the threads at once; an unfinished cell leaves nothing behind. */
  close(): Promise<void>;
}

/** The bundle of `cell-worker.ts`, beside the bundle that this module becomes a part of. */
const BESIDE = () => new URL('./cell-worker.cjs', import.meta.url);

/**
 * Young generation, MB. Most of what a simulation allocates dies at once; a larger one would only spread it over more
 * memory.
 */
const YOUNG_GENERATION = 3;

/** The number of threads that the machine runs in parallel. */
export function defaultJobs(): number {
  return availableParallelism();
}

/**
 * A pool without threads yet: each starts when there is a cell for it.
 * @param bundle where the bundle of `cell-worker.ts` is, when it is not beside this one
 */
export async function openCellPool(jobs: number, bundle: URL = BESIDE()): Promise<CellPool> {
  const { pool } = await import('workerpool');
  const workers = pool(fileURLToPath(bundle), {
    workerType: 'thread',
    maxWorkers: jobs,
    workerThreadOpts: { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION } },
  });
  let isClosed = false;
  return {
    simulate: async (request, folder) => {
      // The library would start a thread that never ends, so the process would not end either.
      if (isClosed) throw new RunFailed('The simulation was given up: its threads have ended.');
      const answer = await exec(request, folder);
      if ('summary' in answer) return answer.summary;
      if ('limit' in answer) throw new RunFailed(`A run was ended: ${answer.limit}`, 'run/limits');
      throw new StrandedCell(answer.storage, folder, answer.kept);
    },
    close: async () => {
      isClosed = true;
      await workers.terminate(true);
    },
  };

  async function exec(request: CellRequest, folder: string): Promise<CellAnswer> {
    try {
      return await workers.exec('simulate', [request, folder]);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // The thread is gone; Node's message about it is irrelevant.
      if (/out of memory/i.test(message)) throw new RunFailed('The simulation ran out of memory.');
      throw new RunFailed(`The simulation failed: ${message}`);
    }
  }
}
