import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { cellsFolder, openFolder, type SourcedExperiment } from '../experiments/index.js';
import { makeFolder } from '../runs/make-folder.js';
import { systemCode, writingFailed } from '../runs/storage-error.js';
import type { ClusterSettings } from './cluster.js';
import type { CellFailure } from './failures.js';
import { sweepOnCluster } from './sweep-on-cluster.js';

/** One of several experiments that share a folder of replications. */
export interface NamedSweep extends SourcedExperiment {
  /** A unique name, which is also the name of its folder. */
  name: string;
}

export interface SeveralSweeps {
  sweeps: readonly NamedSweep[];
  /** Folder of the replications, as in a sweep on one machine, on a disk that all machines share. */
  folder: string;
  settings: ClusterSettings;
  /** The command that runs Twinchain on the machines; absent: as here. */
  program?: readonly string[];
  /** Stops the sweeps and cancels their jobs; finished replications are kept. */
  signal?: AbortSignal;
  /** Called after each new replication with the numbers of replications and of finished experiments. */
  onProgress?: (progress: { cells: number; sweepsDone: number }) => void;
}

/** The outcome of all of them together. */
export interface SeveralSwept {
  /** Whether every replication is on the disk. */
  complete: boolean;
  /** Replications that failed for good, each with the path of its sweep's log. */
  failed: CellFailure[];
}

/**
 * Simulates several experiments on an engine. They are submitted to a queue all at once, and to GNU parallel one after
 * another, because each call of GNU parallel uses all processors.
 *
 * @throws StorageError, ClusterFailure
 */
export async function sweepSeveralOnCluster(options: SeveralSweeps): Promise<SeveralSwept> {
  const { sweeps, folder, settings, program, signal, onProgress } = options;
  const failed: CellFailure[] = [];
  let sweepsDone = 0;
  let sweepsComplete = 0;
  let cells = 0;
  const simulate = async ({ name, experiment, source }: NamedSweep) => {
    const own = folderOfSweep(folder, name);
    await openFolder(own, { experiment, source }, true);
    await shareCells(own, folder);
    const swept = await sweepOnCluster(experiment, {
      folder: own,
      settings,
      program,
      signal,
      onProgress: () => onProgress?.({ cells: ++cells, sweepsDone }),
    });
    failed.push(...swept.failed.map((failure) => ({ ...failure, log: join(own, failure.log) })));
    if (swept.complete) sweepsComplete++;
    sweepsDone++;
  };
  if (settings.on === 'parallel') {
    for (const sweep of sweeps) if (!signal?.aborted) await simulate(sweep);
  } else await Promise.all(sweeps.map(simulate));
  return { complete: sweepsComplete === sweeps.length, failed };
}

/** Folder of the plan and logs of one of the sweeps. */
export function folderOfSweep(folder: string, name: string): string {
  return join(folder, 'sweeps', name);
}

/** Makes the sweeps share one folder of replications, so that a point of several experiments is simulated once. */
async function shareCells(own: string, folder: string): Promise<void> {
  try {
    await makeFolder(cellsFolder(folder));
    await symlink(join('..', '..', 'cells'), cellsFolder(own), 'dir');
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw writingFailed(own, error);
  }
}
