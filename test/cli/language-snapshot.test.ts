import { spawnSync } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeSnapshot } from '../../server/cli/language-snapshot.js';

const BUNDLES = ['cli.cjs', 'language-commands.cjs', 'worker.cjs', 'signatures.cjs'];
const SNAPSHOT = 'language-commands.snapshot';
const NOTE = 'language-commands.snapshot.json';

const WRONG = 'import "missing.twin"\nscenario S { duratoin: 1h }\ntopology T { nodes: }\n';
const RAGGED = 'topology   Four { nodes: 4\npeers: full }\nscenario Small {\ntopology: Four\n duration: 1s }\n';

/**
 * A copy of the command line in a different folder from the one where it was built, so that its snapshot may be
 * damaged.
 */
let root: string;
let bundles: string;
let workspace: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'twinchain-snapshot-'));
  [bundles, workspace] = [join(root, 'dist'), join(root, 'work')];
  for (const folder of [bundles, join(root, 'home'), join(root, 'temporary')]) await mkdir(folder);
  await Promise.all(BUNDLES.map((name) => copyFile(join('dist', name), join(bundles, name))));
  await cp('examples', join(workspace, 'examples'), { recursive: true });
  await writeFile(join(workspace, 'wrong.twin'), WRONG);
  await writeFile(join(workspace, 'ragged.twin'), RAGGED);
  await makeOtherSnapshot();
});

afterAll(() => rm(root, { recursive: true, force: true }));

beforeEach(async () => {
  for (const name of [SNAPSHOT, NOTE]) await copyFile(join('dist', name), join(bundles, name));
});

function twinchain(words: readonly string[], options: Record<string, string> = {}) {
  const env = { HOME: join(root, 'home'), TMPDIR: join(root, 'temporary'), PATH: process.env.PATH, ...options };
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(bundles, 'cli.cjs'), ...words], {
    cwd: workspace,
    env,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

const withoutSnapshot = () => rm(join(bundles, NOTE));

/** Changes the Node.js version or bundle that is recorded for a snapshot. */
async function noteOtherwise(change: Record<string, unknown>): Promise<void> {
  const noted = JSON.parse(await readFile(join(bundles, NOTE), 'utf8'));
  await writeFile(join(bundles, NOTE), JSON.stringify({ ...noted, ...change }));
}

/** What a snapshot answers that is valid and is not of the language. */
const OTHER = { severity: 'error', code: 'said/by-snapshot', message: 'Hello.' };

/** Makes that snapshot, once for all tests, as `other.snapshot`. */
async function makeOtherSnapshot(): Promise<void> {
  const script = join(root, 'other.cjs');
  await writeFile(
    script,
    `require('node:v8').startupSnapshot.setDeserializeMainFunction(() => {
      process.once('disconnect', () => process.exit());
      process.on('message', () => process.send(${JSON.stringify({ got: [OTHER] })}));
    });`,
  );
  expect(makeSnapshot(script, [])).toBe(true);
}

/** Installs it, so that its answer shows whether it was used. */
async function putOtherSnapshot(): Promise<void> {
  const { size } = JSON.parse(await readFile(join(root, 'other.snapshot.json'), 'utf8'));
  await copyFile(join(root, 'other.snapshot'), join(bundles, SNAPSHOT));
  await noteOtherwise({ size });
}

describe('a process that starts from the snapshot', () => {
  test.each([
    'check wrong.twin ragged.twin examples/byzantine.twin wrong.twin nowhere.twin',
    'check --json wrong.twin ragged.twin',
    'format --check ragged.twin wrong.twin examples/baseline.twin',
    'run wrong.twin',
    'run ragged.twin --seed 3 --set topology.nodes=zero',
    'run ragged.twin --set primary.blockSize=2MB --json --quiet --out kept',
  ])('says what the command line says without it: %s', async (line) => {
    const kept = join(workspace, 'kept');
    const said = twinchain(line.split(' '));
    await rm(kept, { recursive: true, force: true });
    await withoutSnapshot();
    expect(said).toEqual(twinchain(line.split(' ')));
    await rm(kept, { recursive: true, force: true });
  });

  test('answers, wherever the program was moved', async () => {
    await putOtherSnapshot();
    expect(twinchain(['check', 'ragged.twin'])).toEqual({
      stdout: 'ragged.twin: 1 error\n',
      stderr: 'error[said/by-snapshot]: Hello.\n',
      status: 1,
    });
  });

  test('is not used where Node.js is given options, which it would ignore', async () => {
    await putOtherSnapshot();
    expect(twinchain(['check', 'ragged.twin'], { NODE_OPTIONS: '--no-deprecation' }).stdout).toBe(
      'ragged.twin: no problems\n',
    );
  });

  test('leaves nothing behind, in the program folder or elsewhere', async () => {
    const everything = () => readdir(root, { recursive: true });
    const before = await everything();
    twinchain(['check', 'examples/baseline.twin']);
    twinchain(['run', 'wrong.twin']);
    expect(await everything()).toEqual(before);
  });
});

test('a run reads its text in the usual way where the snapshot is damaged', async () => {
  await damage(join(bundles, SNAPSHOT));
  expect(twinchain(['run', 'ragged.twin', 'Large'])).toEqual({
    stdout: '',
    stderr: expect.stringContaining('"ragged.twin" has no scenario `Large`.'),
    status: 2,
  });
});

describe('without a snapshot that fits, everything works in the usual way:', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['where there is none', () => rm(join(bundles, SNAPSHOT))],
    ['where it was not finished', withoutSnapshot],
    ['where nobody can read its note', () => writeFile(join(bundles, NOTE), '{')],
    ['where it is cut off', () => truncate(join(bundles, SNAPSHOT), 5_000_000)],
    ['where it is damaged', () => damage(join(bundles, SNAPSHOT))],
    [
      'where another Node.js made it',
      async () => {
        await putOtherSnapshot();
        await noteOtherwise({ node: 'v20.0.0 linux x64 1' });
      },
    ],
    [
      'where it was made from another bundle',
      async () => {
        await putOtherSnapshot();
        await noteOtherwise({ bundle: '0'.repeat(64) });
      },
    ],
  ])('%s', async (_, change) => {
    await change();
    expect(twinchain(['check', 'ragged.twin'])).toEqual({
      stdout: 'ragged.twin: no problems\n',
      stderr: '',
      status: 0,
    });
  });
});

/** Overwrites the bytes by which Node.js recognizes its snapshots, without changing the length. */
async function damage(file: string): Promise<void> {
  const bytes = await readFile(file);
  await writeFile(file, bytes.fill(0, 0, 64));
}
