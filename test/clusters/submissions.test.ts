import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  claimRound,
  keptSettings,
  type Submission,
  submissionsIn,
  writeSubmission,
} from '../../server/clusters/submissions.js';
import { temporaryFolders } from '../runs/temporary-folder.js';

const freshFolder = temporaryFolders();
const submission: Submission = {
  round: 1,
  settings: keptSettings({ on: 'parallel', batchSeconds: 45, submitArgs: '--load 50%', hosts: ['node1'] }),
  jobs: ['node1:4711'],
  at: '2026-11-30T00:00:00.000Z',
  cellsBefore: 0,
  host: 'node1',
  process: 4710,
  cancelled: false,
};

it('the folder, which anybody may have made, records that a command was given, and never the command', async () => {
  const folder = await freshFolder();
  await writeSubmission(folder, submission);
  expect((await submissionsIn(folder))[0].settings).toEqual({
    on: 'parallel',
    batchSeconds: 45,
    given: ['submitArgs', 'hosts'],
  });
});

it.each([
  ['an option in the place of a job', { jobs: ['--user=root'] }],
  ['a word of a shell', { jobs: ['1; echo'] }],
  ['the number of another round', { round: 2 }],
  ['another engine', { settings: { ...submission.settings, on: 'sh' } }],
  ['options for the engine', { settings: { ...submission.settings, submitArgs: '--wrap=echo' } }],
])('a record with %s is ignored', async (_, changes) => {
  const folder = await freshFolder();
  mkdirSync(join(folder, 'submissions'));
  writeFileSync(join(folder, 'submissions/1.json'), JSON.stringify({ ...submission, ...changes }));
  expect(await submissionsIn(folder)).toEqual([]);
});

it('a round is claimed once, however many processes ask for it at once', async () => {
  const folder = await freshFolder();
  const claims = Array.from({ length: 20 }, (_, id) => claimRound(folder, { ...submission, process: id + 1 }));
  const won = (await Promise.all(claims)).flatMap((isOurs, id) => (isOurs ? [id + 1] : []));
  expect(won).toHaveLength(1);
  expect((await submissionsIn(folder)).map((claimed) => claimed.process)).toEqual(won);
  expect(readdirSync(join(folder, 'submissions'))).toEqual(['1.json']);
});
