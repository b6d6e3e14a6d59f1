import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import { partialPath } from '../runs/partial.js';
import { StorageError, writingFailed } from '../runs/storage-error.js';
import { countCells } from './cell-files.js';
import { readNote } from './folders.js';
import { entriesOf, ownershipOf } from './ownership.js';
import { readConclusion } from './read-conclusion.js';
import type { ExperimentSummary } from './summary.js';
import { cellsFolder } from './sweep.js';

/** A stored experiment, finished or not. */
export interface StoredExperiment {
  folder: string;
  experiment: Experiment;
  /** SHA-256 of it as canonical JSON. */
  experimentHash: string;
  /** The text that it comes from, as the workspace calls it. */
  source: string;
  /** ISO 8601, from the name of the folder; empty if the name has no date. */
  startedAt: string;
  /** Replications on the disk, over all points. */
  cells: number;
  /** Present if the experiment is finished: its results. */
  summary?: ExperimentSummary;
  /** Version of the engine that simulated the run. */
  engineVersion?: string;
  /** The version of Twinchain. */
  version?: string;
}

/** An experiment in the list that cannot be read. */
export interface DamagedExperiment {
  folder: string;
  /** What is wrong, as a sentence. */
  problem: string;
}

export interface ExperimentList {
  /** Latest first. */
  experiments: StoredExperiment[];
  damaged: DamagedExperiment[];
}

/** The experiments of a store. Other folders are ignored. */
export async function listExperiments(store: string): Promise<ExperimentList> {
  const names = (await entriesOf(store)).filter((name) => !name.startsWith('.'));
  const found = await Promise.all(names.map((name) => storedOrDamaged(join(store, name))));
  const experiments = found.filter((entry) => entry !== undefined && 'experiment' in entry);
  const damaged = found.filter((entry) => entry !== undefined && 'problem' in entry);
  experiments.sort((a, b) => (a.folder < b.folder ? 1 : a.folder > b.folder ? -1 : 0));
  return { experiments, damaged };
}

async function storedOrDamaged(folder: string): Promise<StoredExperiment | DamagedExperiment | undefined> {
  try {
    return await stored(folder);
  } catch (error) {
    if (error instanceof StorageError) return { folder, problem: error.message };
    throw error;
  }
}

/** @throws StorageError if the folder contains no experiment, or a damaged one */
export async function readExperiment(folder: string): Promise<StoredExperiment> {
  const found = await stored(folder);
  if (found) return found;
  throw new StorageError(
    'storage/not-readable',
    `The experiment ${basename(folder)} no longer exists.`,
    'Run it again from its text.',
  );
}

/** Deletes an experiment permanently. Its folder disappears in one step. @throws StorageError */
export async function deleteExperiment(folder: string): Promise<void> {
  // Only experiments are ever deleted.
  if ((await ownershipOf(folder)) !== 'ours') await readExperiment(folder);
  const grave = partialPath(dirname(folder));
  try {
    await rename(folder, grave);
    await rm(grave, { recursive: true, force: true });
  } catch (error) {
    throw writingFailed(folder, error);
  }
}

async function stored(folder: string): Promise<StoredExperiment | undefined> {
  const note = await readNote(folder);
  if (!note) return undefined;
  const { experiment, source, experimentHash } = note;
  const cells = await countCells(cellsFolder(folder));
  const conclusion = await readConclusion(folder, experimentHash);
  return { folder, experiment, experimentHash, source, startedAt: startOf(basename(folder)), cells, ...conclusion };
}

/** `20260102-030405-Name` was begun at 2026-01-02T03:04:05Z. */
function startOf(name: string): string {
  const match = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-/.exec(name);
  if (!match) return '';
  const [, year, month, day, hour, minute, second] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
}
