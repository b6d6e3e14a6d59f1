import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { digestOfFolder } from './folder-digest.js';

const CLI = resolve('dist/cli.cjs');
const freshFolder = temporaryFolders();

/**
 * Number of sweeps that are killed. `KILLS=200 npx vitest run test/experiments/killed-at` reaches every moment several
 * times.
 */
const KILLS = Number(process.env.KILLS ?? 4);
/** Number of times that each sweep is killed: at its start and when it is resumed. */
const TIMES = 2;

const TEXT = `
topology Four { nodes: 4  peers: full }
scenario Small { topology: Four  duration: 10s  management.interval: 5s }
experiment Two { scenario: Small  vary primary.blockSize over [0.5MB, 1MB]  replications: 1 }
`;

/** Kills its process before its nth operation on the files of a folder, and records the number of operations. */
const KILLER = `
const fs = require('node:fs/promises');
const { isMainThread } = require('node:worker_threads');
const { KILL_IN, KILL_BEFORE, KILL_COUNT } = process.env;
let count = 0;
const touch = (path) => {
  if (isMainThread && String(path).startsWith(KILL_IN) && ++count === Number(KILL_BEFORE)) process.kill(process.pid, 'SIGKILL');
};
for (const name of ['mkdir', 'open', 'writeFile', 'rename', 'rm']) {
  const real = fs[name];
  fs[name] = (path, ...rest) => {
    touch(path);
    const done = real(path, ...rest);
    return name === 'open' ? done.then((file) => watched(file, path)) : done;
  };
}
function watched(file, path) {
  for (const name of ['writeFile', 'sync', 'close']) {
    const real = file[name].bind(file);
    file[name] = (...given) => {
      touch(path);
      return real(...given);
    };
  }
  return file;
}
if (isMainThread) process.on('exit', () => require('node:fs').writeFileSync(KILL_COUNT, String(count)));
`;

/** The first moment at which a sweep is killed: few sweeps are killed at moments far apart, many at each one in turn. */
function firstMoment(sweep: number, touched: number): number {
  const step = Math.max(1, Math.floor(touched / KILLS));
  return ((sweep * step - 1) % touched) + 1;
}

/**
 * Sweeps until the end or until it is killed.
 * @returns number of file operations, if the sweep came to its end
 */
function sweep(workspace: string, out: string, before: number): { signal: string | null; touched: number } {
  const count = join(workspace, 'count');
  const args = [
    '--require',
    join(workspace, 'killer.cjs'),
    CLI,
    'sweep',
    'two.twin',
    '--out',
    out,
    '--resume',
    '--quiet',
  ];
  const { signal, status, stderr } = spawnSync(process.execPath, [...args, '--jobs', '1'], {
    cwd: workspace,
    env: { ...process.env, KILL_IN: join(workspace, out), KILL_BEFORE: `${before}`, KILL_COUNT: count },
    encoding: 'utf8',
  });
  if (signal === null && status !== 0) throw new Error(`exit code ${status}: ${stderr}`);
  return { signal, touched: signal === null ? Number(readFileSync(count, 'utf8')) : 0 };
}

describe('a sweep that is killed between any two operations on its folder, even while it is resumed', () => {
  it(`is resumed, and ends with the same bytes as an undisturbed one (${KILLS} sweeps)`, async () => {
    const workspace = await freshFolder();
    writeFileSync(join(workspace, 'two.twin'), TEXT);
    writeFileSync(join(workspace, 'killer.cjs'), KILLER);
    const { touched } = sweep(workspace, 'whole', Number.POSITIVE_INFINITY);
    expect(touched).toBeGreaterThan(20);
    const whole = digestOfFolder(join(workspace, 'whole'));
    const random = seedrandom('moments to be killed at');
    for (let first = 1; first <= KILLS; first++) {
      const out = `killed-${first}`;
      const moments = Array.from({ length: TIMES }, (_, time) =>
        time === 0 ? firstMoment(first, touched) : 1 + Math.floor(random() * Math.min(touched, 2 * first)),
      );
      const ends = moments.map((before) => sweep(workspace, out, before).signal);
      expect(ends[0], `moment ${moments[0]}`).toBe('SIGKILL');
      sweep(workspace, out, Number.POSITIVE_INFINITY);
      // Temporary files of a killed process remain until it is certain that no process writes them any more.
      const left = Object.entries(digestOfFolder(join(workspace, out))).filter(([path]) => !path.includes('.partial-'));
      expect(Object.fromEntries(left), `killed at ${moments.join(', ')}`).toEqual(whole);
    }
  }, 3_600_000);
});
