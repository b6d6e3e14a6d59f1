import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { readRun } from '../../server/runs/read-run.js';
import { readingApart } from '../../server/runs/reading-apart.js';
import { reserveFolder } from '../../server/runs/reservation.js';
import { writeRun } from '../../server/runs/run-files.js';
import { simulatedRun } from './simulated-run.js';
import { temporaryFolders } from './temporary-folder.js';

const bundle = pathToFileURL(resolve('dist/table-worker.cjs'));
const temporary = temporaryFolders();

it('a run is the same if its tables are decoded in a separate thread', async () => {
  const folder = join(await temporary(), 'run');
  await writeRun(await reserveFolder(folder), await simulatedRun({ workload: true }));
  expect(await readingApart(({ table }) => readRun(folder, table), { bundle })).toEqual(await readRun(folder));
});

it('a table that takes too long to decode counts as damaged, and its decoding is stopped', async () => {
  const folder = join(await temporary(), 'run');
  await writeRun(await reserveFolder(folder), await simulatedRun());
  // No thread has started by then.
  const read = readingApart(({ table }) => readRun(folder, table), { bundle, longest: 1 });
  await expect(read).rejects.toMatchObject({
    code: 'run/damaged',
    message: expect.stringContaining('it took longer to decode'),
  });
});
