import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenarioHash } from '../../server/runs/manifest.js';
import { sealed } from '../../server/runs/stored-json.js';
import { playground, shell } from './run-command-line.js';

const HOSTILE = resolve('test/cli/hostile');
const TWIN = `topology Net { nodes: 4  peers: full }
scenario S { topology: Net  duration: 20s  management { nodes: 4  interval: 5s } }
`;

describe('forged files', () => {
  let place: Awaited<ReturnType<typeof playground>>;
  beforeAll(async () => {
    place = await playground([{ path: 's.twin', content: TWIN }]);
    await cp(HOSTILE, place.folder, { recursive: true });
    await shell(place.folder, 'twinchain run s.twin --out run --quiet');
  });
  afterAll(() => place.remove());

  /** A changed manifest with a valid seal, such as anyone can compute. */
  async function forged(change: (scenario: Record<string, unknown>) => void): Promise<string> {
    const { checksum, ...manifest } = JSON.parse(await readFile(join(place.folder, 'run', 'manifest.json'), 'utf8'));
    change(manifest.scenario);
    manifest.seed = manifest.scenario.seed;
    manifest.scenarioHash = scenarioHash(manifest.scenario);
    await writeFile(join(place.folder, 'forged.json'), JSON.stringify(sealed(manifest)));
    const { stderr, exitCode } = await shell(place.folder, 'twinchain run forged.json');
    expect(exitCode).toBe(1);
    return stderr.split('\n')[0];
  }

  test('a manifest of an older version whose seed is a path', async () => {
    const { stderr, exitCode } = await shell(place.folder, 'twinchain run manifest-seed-path-traversal.json');
    expect(stderr).toBe(
      'error[run/not-a-run]: "manifest-seed-path-traversal.json" has manifest format 1; this version of Twinchain reads format 2.\n' +
        '   = Use the version that wrote it, or run the .twin file again.\n',
    );
    expect(exitCode).toBe(1);
  });

  test.each([
    [
      'a seed that is a path',
      (scenario: Record<string, unknown>) => Object.assign(scenario, { seed: '/../../../escaped' }),
      'error[run/damaged]: "forged.json" does not fit: `seed`: number was expected, not "/../../../escaped".',
    ],
    [
      'an infinite duration',
      (scenario: Record<string, unknown>) => Object.assign(scenario, { duration: 1e300 }),
      'error[run/limits]: The scenario cannot be simulated: `duration` must be between 1e-9 and 8640000, and is 1e+300.',
    ],
    [
      'a negative pause',
      (scenario: Record<string, unknown>) => Object.assign(scenario.primary as object, { blockInterval: -1 }),
      'error[run/damaged]: "forged.json" does not fit: `scenario.primary.blockInterval`: >=0 was expected, not -1.',
    ],
  ])('a manifest with %s, rightly sealed', async (_, change, message) => {
    expect(await forged(change)).toBe(message);
  });

  test('an experiment with a replication that takes forever to decode', async () => {
    const before = await readdir(join(place.folder, 'cell-hang', 'c', 'cells'));
    const { stderr, exitCode } = await shell(
      place.folder,
      'twinchain sweep cell-hang/mini.twin --out cell-hang/c --resume',
    );
    expect(stderr).toBe(
      'error[storage/occupied]: The folder "cell-hang/c" is not empty and contains no experiment.\n' +
        '   = Delete it first, or choose another folder with --out.\n',
    );
    expect(exitCode).toBe(2);
    expect(await readdir(join(place.folder, 'cell-hang', 'c', 'cells'))).toEqual(before);
  });

  test('and nothing is written outside the folder', async () => {
    expect(await readdir(join(place.folder, '..'))).toEqual(['bin', 'work']);
  });
});
