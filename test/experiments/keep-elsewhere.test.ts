import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sweepCells } from '../../server/experiments/index.js';
import { StrandedCell, strandedTogether } from '../../server/experiments/stranded-cells.js';
import { StorageError } from '../../server/runs/storage-error.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { smallExperiment } from './small-experiment.js';

const bundle = pathToFileURL(resolve('dist/cell-worker.cjs'));
const freshFolder = temporaryFolders();

describe('a replication whose file cannot be written in its place', () => {
  it('is kept elsewhere, and read once it is moved to its place', async () => {
    const [folder, other] = [await freshFolder(), await freshFolder()];
    const experiment = smallExperiment({ blockSizes: [1e6], replications: { kind: 'fixed', count: 1 } });
    await writeFile(join(folder, 'cells'), 'a file where a folder should be');
    const failure = await sweepCells(experiment, { folder, jobs: 1, bundle }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StorageError);
    const { code, message, hint } = failure as StorageError;
    expect(code).toBe('storage/not-writable');
    const [, kept] = /A replication that was simulated is kept as "(.+)"\.$/.exec(message) ?? [];
    expect(hint).toContain(`Move it to "${join(folder, 'cells')}", so that it is not simulated again.`);
    const { complete } = await sweepCells(experiment, {
      folder: await placed(other, kept),
      jobs: 1,
      bundle,
      onProgress: ({ cellsFound }) => expect(cellsFound).toBe(1),
    });
    expect(complete).toBe(true);
    expect(await readdir(join(other, 'cells'))).toEqual([basename(kept)]);
  });

  it('is reported together with all others that were simulated at the same time', async () => {
    const folder = await freshFolder();
    const experiment = smallExperiment({ replications: { kind: 'fixed', count: 4 } });
    await writeFile(join(folder, 'cells'), 'a file where a folder should be');
    const failure = await sweepCells(experiment, { folder, jobs: 2, bundle }).catch((error: unknown) => error);
    const { message, hint } = failure as StorageError;
    const [, first, second] = /2 replications that were simulated are kept as "(.+)" and "(.+)"\.$/.exec(message) ?? [];
    expect(hint).toContain(`Move them to "${join(folder, 'cells')}", so that they are not simulated again.`);
    expect(basename(first)).not.toBe(basename(second));
    for (const path of [first, second]) {
      expect((await readFile(path)).length).toBeGreaterThan(0);
      await rm(dirname(path), { recursive: true });
    }
  });
});

it('among several, is reported together with those that are lost', () => {
  const failure = { code: 'storage/full' as const, message: 'The disk is full.', hint: 'Make room.' };
  const [kept, lost, other] = ['/tmp/a.parquet', undefined, undefined].map(
    (path) => new StrandedCell(failure, '/data/cells', path),
  );
  expect(kept.message).toBe('The disk is full. A replication that was simulated is kept as "/tmp/a.parquet".');
  expect(lost.message).toBe('The disk is full. A replication that was simulated is lost.');
  expect(lost.hint).toBe('Make room.');
  expect(strandedTogether([lost])).toBe(lost);
  expect(strandedTogether([lost, kept, other])).toMatchObject({
    code: 'storage/full',
    message:
      'The disk is full. A replication that was simulated is kept as "/tmp/a.parquet". 2 replications that were simulated are lost.',
    hint: 'Make room. Move it to "/data/cells", so that it is not simulated again.',
  });
});

/** Moves a replication to its place in the folder of an experiment. */
async function placed(folder: string, kept: string): Promise<string> {
  await mkdir(join(folder, 'cells'));
  await cp(kept, join(folder, 'cells', basename(kept)));
  await rm(dirname(kept), { recursive: true });
  return folder;
}
