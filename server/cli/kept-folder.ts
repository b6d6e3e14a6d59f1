import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { didYouMean, nearest } from '../../language/names/nearest.js';
import { experimentsFolder, ownershipOf } from '../experiments/index.js';
import { MANIFEST_FILE } from '../runs/manifest.js';
import { storeFolder } from '../runs/run-store.js';
import { usageFailure } from './command-failure.js';

/** Something that was simulated and is kept. */
export interface KeptFolder {
  kind: 'run' | 'experiment';
  folder: string;
}

/**
 * Finds a run or an experiment by its folder, its `manifest.json`, or its name in the current workspace.
 * @throws CommandFailure `usage/no-run`
 */
export async function keptFolder(named: string): Promise<KeptFolder> {
  const place = basename(named) === MANIFEST_FILE ? dirname(named) : named;
  const stores = [storeFolder(process.cwd()), experimentsFolder(process.cwd())];
  for (const folder of [place, ...stores.map((store) => join(store, named))]) {
    const kind = await kindOf(folder);
    if (kind) return { kind, folder };
  }
  const names = (await Promise.all(stores.map((store) => readdir(store).catch((): string[] => [])))).flat();
  const suggestion = nearest(named, names);
  throw usageFailure(
    'usage/no-run',
    `"${named}" is neither a run nor an experiment: there is no such folder with a ${MANIFEST_FILE}, here or among those kept.`,
    suggestion.length > 0 ? didYouMean(suggestion).trim() : 'twinchain runs lists what is kept.',
  );
}

async function kindOf(folder: string): Promise<KeptFolder['kind'] | undefined> {
  if ((await ownershipOf(folder).catch(() => 'foreign')) === 'ours') return 'experiment';
  const names: string[] = await readdir(folder).catch(() => []);
  return names.includes(MANIFEST_FILE) ? 'run' : undefined;
}

/** The folder of a kept run. @throws CommandFailure `usage/no-run` if it is not a run */
export async function runFolder(named: string): Promise<string> {
  const { kind, folder } = await keptFolder(named);
  if (kind === 'run') return folder;
  throw usageFailure(
    'usage/no-run',
    `"${named}" is an experiment, but only runs can be compared.`,
    'Name the folder of a run.',
  );
}
