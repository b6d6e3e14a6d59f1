import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { cellsFolder, openFolder, type SourcedExperiment } from '../experiments/index.js';
import { makeFolder } from '../runs/make-folder.js';
import { systemCode, writingFailed } from '../runs/storage-error.js';
import type { ClusterSettings } from './cluster.js';
import type { CellFailure } from './failures.js';
import { sweepOnCluster } from './sweep-on-cluster.js';

/** One of several experiments whose replications are kept in one folder. */
export interface NamedSweep extends SourcedExperiment {
  /** Unique among them, and the name of its folder. */
  name: string;
}

export interface SeveralSweeps {
  sweeps: readonly NamedSweep[];
  /** Folder that a sweep on one machine would have: what is simulated is found there. On a disk that all machines share. */
  folder: string;
  settings: ClusterSettings;
  /** How Twinchain is called on the machines; absent: as here. */
  program?: readonly string[];
  /** Ends it, and the jobs with it; what is simulated stays. */
  signal?: AbortSignal;
  /** Told after each replication that came: of how many experiments, and of those how many are through. */
  onProgress?: (progress: { cells: number; sweepsDone: number }) => void;
}

/** The outcome of all of them together. */
export interface SeveralSwept {
  /** Everything is on the disk. */
  complete: boolean;
  /** Replications that failed for good, each with the log of its sweep as a path. */
  failed: CellFailure[];
}

/**
 * Simulates several experiments on an engine. A queue gets all of them at once; GNU parallel, which takes every processor
 * for each call, one after another.
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

/** Where the plan and the logs of one of them are. */
export function folderOfSweep(folder: string, name: string): string {
  return join(folder, 'sweeps', name);
}

/** They have one folder of replications: what is a point of several of them is simulated once. */
async function shareCells(own: string, folder: string): Promise<void> {
  try {
    await makeFolder(cellsFolder(folder));
    await symlink(join('..', '..', 'cells'), cellsFolder(own), 'dir');
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw writingFailed(own, error);
  }
}
