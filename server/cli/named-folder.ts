import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST_FILE } from '../runs/manifest.js';
import { usageFailure } from './command-failure.js';

/**
 * A folder cannot be run, but a file in it may have been meant: the manifest of a run, or a scenario file.
 * @throws CommandFailure `file/missing` if the path is a folder
 */
export async function mustBeNoFolder(path: string): Promise<void> {
  const names = await readdir(path).catch(() => undefined);
  if (!names) return;
  const scenarios = names.filter((name) => name.endsWith('.twin')).sort();
  const meant = names.includes(MANIFEST_FILE) ? MANIFEST_FILE : scenarios[0];
  const hint = meant ? `Name a file in it: twinchain run ${join(path, meant)}` : 'Name a .twin file.';
  throw usageFailure('file/missing', `"${path}" cannot be read: it is a folder.`, hint);
}
