import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keptSettings, type Submission, submissionsIn, writeSubmissions } from '../../server/clusters/submissions.js';
import { temporaryFolders } from '../runs/temporary-folder.js';

const freshFolder = temporaryFolders();
const submission: Submission = {
  round: 1,
  settings: keptSettings({ on: 'parallel', batchSeconds: 45, submitArgs: '--load 50%', hosts: ['node1'] }),
  jobs: ['node1:4711'],
  at: '2026-11-30T00:00:00.000Z',
  cellsBefore: 0,
  host: 'node1',
  cancelled: false,
};

it('what an engine would run is not kept in a folder, which anybody may have made; only that it was given', async () => {
  const folder = await freshFolder();
  await writeSubmissions(folder, [submission]);
  expect((await submissionsIn(folder))[0].settings).toEqual({
    on: 'parallel',
    batchSeconds: 45,
    given: ['submitArgs', 'hosts'],
  });
});

it.each([
  ['an option in the place of a job', { jobs: ['--user=root'] }],
  ['a word of a shell', { jobs: ['1; echo'] }],
  ['another engine', { settings: { ...submission.settings, on: 'sh' } }],
  ['options for the engine', { settings: { ...submission.settings, submitArgs: '--wrap=echo' } }],
])('a record with %s is none', async (_, changes) => {
  const folder = await freshFolder();
  writeFileSync(join(folder, 'submissions.json'), JSON.stringify({ submissions: [{ ...submission, ...changes }] }));
  expect(await submissionsIn(folder)).toEqual([]);
});
