import { basename } from 'node:path';
import { readManifest } from '../runs/read-run.js';
import { StorageError } from '../runs/storage-error.js';
import { usageFailure } from './command-failure.js';
import type { RunArguments, RunSource } from './run-source.js';

/**
 * Reads the scenario to run from the manifest of a run. With the run's own seed it is a repeat, which must give the
 * same bytes.
 * @throws CommandFailure, StorageError
 */
export async function fromManifest({ file, scenario: name, seed, settings }: RunArguments): Promise<RunSource> {
  const manifest = await readManifest(file).catch((error: unknown) => {
    // To the user it is the same error, whichever file it is.
    if (error instanceof StorageError && error.code === 'storage/not-readable')
      throw usageFailure('file/missing', error.message, error.hint);
    throw error;
  });
  const { scenario } = manifest;
  if (settings.length > 0) {
    throw usageFailure(
      'usage/set-on-manifest',
      `--set cannot be used with a manifest: "${basename(file)}" records one run exactly as it was.`,
      'Give --set with the .twin file.',
    );
  }
  if (name !== undefined && name !== scenario.name) {
    throw usageFailure(
      'usage/unknown-scenario',
      `"${basename(file)}" is a run of the scenario \`${scenario.name}\`, not of \`${name}\`.`,
      'Leave the name out.',
    );
  }
  // Manifests are in run folders; a repeat belongs to the current folder.
  const workspace = process.cwd();
  if (seed !== undefined && seed !== scenario.seed) return { scenario: { ...scenario, seed }, problems: [], workspace };
  return { scenario, problems: [], workspace, original: manifest, stopAfterEvents: manifest.stoppedAfterEvents };
}
