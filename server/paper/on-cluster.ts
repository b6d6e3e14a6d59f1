import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type CellFailure, type ClusterSettings, sweepOnCluster } from '../clusters/index.js';
import { cellsFolder, openFolder } from '../experiments/index.js';
import { makeFolder } from '../runs/make-folder.js';
import { systemCode, writingFailed } from '../runs/storage-error.js';
import type { PaperExperiment } from './experiments.js';

export interface PaperOnCluster {
  experiments: readonly PaperExperiment[];
  /** Folder for the replications, on a disk that all machines share; `reproduce` finds them there. */
  cells: string;
  settings: ClusterSettings;
  /** How Twinchain is called on the machines; absent: as here. */
  program?: readonly string[];
  /** Ends it, and the jobs with it; what is simulated stays. */
  signal?: AbortSignal;
  /** Told after each replication that came: of how many panels, and of those how many are through. */
  onProgress: (progress: { cells: number; panelsDone: number }) => void;
}

/**
 * Simulates every panel on an engine. A queue gets all of them at once; GNU parallel, which takes every processor for each
 * call, one after another.
 *
 * @returns replications that failed for good @throws StorageError, ClusterFailure
 */
export async function simulateOnCluster({
  experiments,
  cells,
  settings,
  program,
  signal,
  onProgress,
}: PaperOnCluster): Promise<CellFailure[]> {
  const failed: CellFailure[] = [];
  let panelsDone = 0;
  let done = 0;
  const simulate = async ({ setting, panel, experiment }: PaperExperiment) => {
    const folder = join(cells, 'panels', `${setting.id}-${panel.experiment}`);
    await openFolder(folder, { experiment, source: setting.file }, true);
    await shareCells(folder, cells);
    const swept = await sweepOnCluster(experiment, {
      folder,
      settings,
      program,
      signal,
      onProgress: () => onProgress({ cells: ++done, panelsDone }),
    });
    failed.push(...swept.failed);
    panelsDone++;
  };
  if (settings.on === 'parallel') {
    for (const experiment of experiments) if (!signal?.aborted) await simulate(experiment);
  } else await Promise.all(experiments.map(simulate));
  return failed;
}

/** All panels have one folder of replications: the baseline is a point of most of them. */
async function shareCells(folder: string, cells: string): Promise<void> {
  try {
    await makeFolder(cellsFolder(cells));
    await symlink(join('..', '..', 'cells'), cellsFolder(folder), 'dir');
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw writingFailed(folder, error);
  }
}
