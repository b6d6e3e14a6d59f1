import { type CellPlace, type CellSummary, defaultJobs, sweepCells } from '../experiments/index.js';
import type { PageFlags } from './page-command.js';
import type { NamedSweep } from './several-sweeps.js';

/**
 * Reads every replication that a page shows, or simulates it here if it is missing.
 *
 * @param take called for each replication with its experiment, its place there, and its figures
 * @throws StorageError, RunFailed
 */
export async function takePageCells(
  { cells, jobs }: PageFlags,
  sweeps: readonly NamedSweep[],
  write: (text: string) => void,
  take: (sweep: number, place: CellPlace, summary: CellSummary) => void,
): Promise<void> {
  for (const [index, { name, experiment }] of sweeps.entries())
    await sweepCells(experiment, {
      folder: cells,
      jobs: jobs ?? defaultJobs(),
      onProgress: ({ last, summary, cellsDone, cellsExpected }) => {
        take(index, last, summary);
        write(`\r${index + 1} of ${sweeps.length}, ${name}: ${cellsDone} of ${cellsExpected} replications   `);
      },
    });
  write('\n');
}
