import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import { StorageError, systemCode, writingFailed } from '../runs/storage-error.js';
import { jsonFile } from '../runs/summary.js';
import { experimentHash } from './conclusion.js';
import { writeDurably } from './durable-file.js';

/** Says, from the first moment on, which experiment a folder belongs to. */
const EXPERIMENT_FILE = 'experiment.json';

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
export async function openFolder(folder: string, experiment: Experiment, resume: boolean): Promise<string> {
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
  return claim(resolve(folder), experiment);
}

/**
 * A folder in the workspace, named after the time and the experiment; to resume, the latest one of the same experiment
 * where there is one.
 *
 * @throws StorageError
 */
export async function openInWorkspace(
  store: string,
  experiment: Experiment,
  resume: boolean,
  now: Date,
): Promise<string> {
  const hash = experimentHash(experiment);
  if (resume)
    for (const name of (await entriesOf(store)).sort().reverse())
      if ((await hashIn(join(store, name))) === hash) return join(store, name);
  const time = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const name = `${time}-${experiment.name.replaceAll(/[^\p{L}\p{N}_-]/gu, '_')}`;
  const taken = new Set(await entriesOf(store));
  let free = name;
  for (let copy = 2; taken.has(free); copy++) free = `${name}-${copy}`;
  return claim(join(store, free), experiment);
}

async function claim(folder: string, experiment: Experiment): Promise<string> {
  const content = { experiment: experiment.name, experimentHash: experimentHash(experiment) };
  await writeDurably(join(folder, EXPERIMENT_FILE), jsonFile(content));
  return folder;
}

async function hashIn(folder: string): Promise<string | undefined> {
  try {
    const { experimentHash: hash }: { experimentHash?: string } = JSON.parse(
      await readFile(join(folder, EXPERIMENT_FILE), 'utf8'),
    );
    return hash;
  } catch {
    return undefined;
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw writingFailed(folder, error);
  }
}
