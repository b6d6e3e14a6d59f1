import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import type { Experiment } from '../../engine/model/experiment.js';
import { experimentSchema } from '../../engine/schema/experiment-schema.js';
import { hash, schemaOf } from '../../engine/schema/schema.js';
import { NotAsWritten } from '../runs/bounded-file.js';
import { datedName } from '../runs/folder-name.js';
import { makeFolder } from '../runs/make-folder.js';
import { PARTIAL_PREFIX } from '../runs/partial.js';
import { sourceSchema } from '../runs/source-schema.js';
import { StorageError, systemCode, writingFailed } from '../runs/storage-error.js';
import { conform, readJson, sealed, unsealed } from '../runs/stored-json.js';
import { jsonFile } from '../runs/summary.js';
import { experimentHash } from './conclusion.js';
import { writeDurably } from './durable-file.js';
import { claimFolder, entriesOf, MARK_FILE, ownershipOf } from './ownership.js';

/** The file that says which experiment a folder belongs to. */
export const EXPERIMENT_FILE = 'experiment.json';

/** The content of that file: everything needed to resume the experiment, independently of its text. */
export interface ExperimentNote {
  experimentHash: string;
  /** The text that it comes from, as the workspace calls it. */
  source: string;
  experiment: Experiment;
}

const noteSchema = schemaOf<ExperimentNote>()(
  v.strictObject({ experimentHash: hash, source: sourceSchema, experiment: experimentSchema }),
);

/** A stored experiment, and the text that it comes from. */
export interface SourcedExperiment {
  experiment: Experiment;
  source: string;
}

/** Where the experiments of a workspace are kept. */
export function experimentsFolder(workspace: string): string {
  return join(workspace, '.twinchain', 'experiments');
}

/**
 * A folder that the user named: new or empty or, to resume, one that already holds this or another experiment, whose
 * fitting cells are reused. Foreign files are never touched.
 *
 * @throws StorageError
 */
export async function openFolder(folder: string, kept: SourcedExperiment, resume: boolean): Promise<string> {
  const ownership = await ownershipOf(folder);
  if (ownership === 'foreign')
    throw new StorageError(
      'storage/occupied',
      `The folder "${folder}" is not empty and contains no experiment.`,
      'Delete it first, or choose another folder with --out.',
    );
  if (ownership === 'ours' && !resume && (await isBegun(folder)))
    throw new StorageError(
      'storage/occupied',
      `The folder "${folder}" already holds an experiment.`,
      'Resume it with --resume, delete it, or choose another folder with --out.',
    );
  return claim(resolve(folder), kept);
}

/** A sweep may have been killed after it wrote only its mark. */
async function isBegun(folder: string): Promise<boolean> {
  return (await entriesOf(folder)).some((name) => name !== MARK_FILE && !name.startsWith(PARTIAL_PREFIX));
}

/**
 * A folder in the workspace, named after the time and the experiment; to resume, the latest one of the same experiment,
 * if there is one.
 *
 * @throws StorageError
 */
export async function openInWorkspace(
  store: string,
  kept: SourcedExperiment,
  resume: boolean,
  now: Date,
): Promise<string> {
  const begun = resume ? await findInWorkspace(store, kept.experiment) : undefined;
  return begun ?? claim(await freshFolder(store, datedName(now, kept.experiment.name)), kept);
}

/** The latest folder in the workspace that holds this very experiment, finished or not. @throws StorageError */
export async function findInWorkspace(store: string, experiment: Experiment): Promise<string | undefined> {
  const wanted = experimentHash(experiment);
  for (const name of (await entriesOf(store)).sort().reverse())
    if ((await hashIn(join(store, name))) === wanted) return join(store, name);
  return undefined;
}

async function freshFolder(store: string, name: string): Promise<string> {
  try {
    await makeFolder(store);
    for (let copy = 1; ; copy++) {
      const folder = join(store, copy === 1 ? name : `${name}-${copy}`);
      try {
        await mkdir(folder);
        return folder;
      } catch (error) {
        if (systemCode(error) !== 'EEXIST') throw error;
      }
    }
  } catch (error) {
    throw writingFailed(store, error);
  }
}

async function claim(folder: string, { experiment, source }: SourcedExperiment): Promise<string> {
  await claimFolder(folder);
  const note: ExperimentNote = { experimentHash: experimentHash(experiment), source, experiment };
  await writeDurably(join(folder, EXPERIMENT_FILE), jsonFile(sealed(note)));
  return folder;
}

async function hashIn(folder: string): Promise<string | undefined> {
  return (await readNote(folder).catch(() => undefined))?.experimentHash;
}

/**
 * The experiment of a folder; undefined if the folder does not belong to one.
 * @throws StorageError `experiment/damaged`
 */
export async function readNote(folder: string): Promise<ExperimentNote | undefined> {
  if ((await ownershipOf(folder).catch(() => 'foreign')) !== 'ours') return undefined;
  try {
    const note = conform(noteSchema, unsealed(await readJson(join(folder, EXPERIMENT_FILE))));
    if (experimentHash(note.experiment) !== note.experimentHash)
      throw new NotAsWritten('does not fit: its SHA-256 is not that of its experiment');
    return note;
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    if (!(error instanceof NotAsWritten)) throw error;
    throw new StorageError(
      'experiment/damaged',
      `The experiment in "${folder}" is damaged: ${EXPERIMENT_FILE} ${error.message}.`,
      'Run it again from its text, with --out for this folder and --resume: intact replications are reused.',
    );
  }
}
