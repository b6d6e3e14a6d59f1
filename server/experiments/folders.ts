import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import { datedName } from '../runs/folder-name.js';
import { StorageError, systemCode, writingFailed } from '../runs/storage-error.js';
import { jsonFile } from '../runs/summary.js';
import { experimentHash } from './conclusion.js';
import { writeDurably } from './durable-file.js';

/** Says, from the first moment on, which experiment a folder belongs to. */
export const EXPERIMENT_FILE = 'experiment.json';

/** The content of that file: all that it takes to go on with the experiment, whatever has become of its text. */
export interface ExperimentNote {
  experimentHash: string;
  /** The text that it comes from, as the workspace calls it. */
  source: string;
  experiment: Experiment;
}

/** What is kept: an experiment, and the text that it comes from. */
export interface SourcedExperiment {
  experiment: Experiment;
  source: string;
}

/** Where the experiments of a workspace are kept. */
export function experimentsFolder(workspace: string): string {
  return join(workspace, '.twinchain', 'experiments');
}

/**
 * A folder that the user named: new or empty, or, to go on with, one that already holds this or another experiment,
 * whose cells are taken where they fit.
 *
 * @throws StorageError
 */
export async function openFolder(folder: string, kept: SourcedExperiment, resume: boolean): Promise<string> {
  const entries = await entriesOf(folder);
  if (entries.length > 0 && !entries.includes(EXPERIMENT_FILE))
    throw new StorageError(
      'storage/occupied',
      `The folder "${folder}" is not empty.`,
      'Delete it first, or choose another folder with --out.',
    );
  if (entries.length > 0 && !resume)
    throw new StorageError(
      'storage/occupied',
      `The folder "${folder}" already holds an experiment.`,
      'Go on with it with --resume, delete it, or choose another folder with --out.',
    );
  return claim(resolve(folder), kept);
}

/**
 * A folder in the workspace, named after the time and the experiment; to resume, the latest one of the same experiment
 * where there is one.
 *
 * @throws StorageError
 */
export async function openInWorkspace(
  store: string,
  kept: SourcedExperiment,
  resume: boolean,
  now: Date,
): Promise<string> {
  const { experiment } = kept;
  const hash = experimentHash(experiment);
  if (resume)
    for (const name of (await entriesOf(store)).sort().reverse())
      if ((await hashIn(join(store, name))) === hash) return join(store, name);
  const name = datedName(now, experiment.name);
  const taken = new Set(await entriesOf(store));
  let free = name;
  for (let copy = 2; taken.has(free); copy++) free = `${name}-${copy}`;
  return claim(join(store, free), kept);
}

async function claim(folder: string, { experiment, source }: SourcedExperiment): Promise<string> {
  const note: ExperimentNote = { experimentHash: experimentHash(experiment), source, experiment };
  await writeDurably(join(folder, EXPERIMENT_FILE), jsonFile(note));
  return folder;
}

async function hashIn(folder: string): Promise<string | undefined> {
  return (await readNote(folder))?.experimentHash;
}

/** What a folder says of its experiment; undefined where it is no folder of one. */
export async function readNote(folder: string): Promise<ExperimentNote | undefined> {
  try {
    const note: Partial<ExperimentNote> = JSON.parse(await readFile(join(folder, EXPERIMENT_FILE), 'utf8'));
    const { experimentHash: hash, source = '', experiment } = note;
    return hash !== undefined && typeof experiment === 'object'
      ? { experimentHash: hash, source, experiment }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Names of what is in a folder; none where it is not there. @throws StorageError */
export async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw writingFailed(folder, error);
  }
}
