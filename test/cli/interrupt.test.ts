import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Summary } from '../../server/runs/summary.js';
import { playground, type Said, startShell } from './run-command-line.js';

/** A record for each transaction, so that the first ones are on disk soon. */
const LONG = `
topology Four { nodes: 4  peers: full }
workload Steady { arrivals: poisson(50tx/s) }
scenario Long { topology: Four  duration: 30h  primary.workload: Steady }
`;

const SAMPLES = /^\.partial-.*samples\.spool$/;

let folder: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ folder, remove } = await playground([{ path: 'long.twin', content: LONG }]));
});

afterEach(() => remove());

/** Runs the long scenario, and sends signals once the run has begun. */
async function interrupted(signals: NodeJS.Signals[], options = ''): Promise<Said> {
  const { child, said } = startShell(folder, `exec twinchain run long.twin --out kept ${options}`);
  await untilSimulating(child);
  for (const signal of signals) child.kill(signal);
  return said;
}

/** Waits until the temporary folder of the results contains samples of the run. */
async function untilSimulating(child: ChildProcess): Promise<void> {
  const isSampling = async () => (await readdir(folder, { recursive: true })).some((name) => SAMPLES.test(name));
  while (!(await isSampling())) {
    expect(child.exitCode, 'the run ended before it was interrupted').toBeNull();
    await after(20);
  }
}

describe('Ctrl-C', () => {
  it('stops the run, shows and keeps what was measured, and says so', async () => {
    const { stdout, stderr, exitCode } = await interrupted(['SIGINT']);
    expect(exitCode).toBe(130);
    expect(stdout).toMatch(/^\nLong {2}seed 1, stopped after .+ of 30 h in /);
    expect(stdout).toMatch(/Stopped at .+ of 30 h; what was measured until then is kept\.\nRun kept in kept\n/);
    expect(stderr).toBe('');
    const summary: Summary = JSON.parse(readFileSync(join(folder, 'kept', 'summary.json'), 'utf8'));
    expect(summary.complete).toBe(false);
    expect(summary.simulatedSeconds).toBeGreaterThan(0);
    expect(summary.metrics['blockTime.normal'].n).toBeGreaterThan(0);
  });

  it('with --json prints the summary of what was measured', async () => {
    const { stdout, exitCode } = await interrupted(['SIGINT'], '--json');
    expect(exitCode).toBe(130);
    const summary: Summary = JSON.parse(stdout);
    expect(summary.complete).toBe(false);
  });

  it('a second time ends at once and leaves no half-written files', async () => {
    const { exitCode } = await interrupted(['SIGINT', 'SIGTERM']);
    expect([130, 143]).toContain(exitCode);
    expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/^\.partial-/));
  });
});

it('Ctrl-C ends a run that is still being set up, and leaves nothing behind', async () => {
  // A million links, drawn one by one.
  const slow = LONG.replace('nodes: 4  peers: full', 'nodes: 2048  peers: regular(1000)');
  await writeFile(join(folder, 'long.twin'), slow.replace('duration: 30h', 'duration: 1s'));
  const { child, said } = startShell(folder, 'exec twinchain run long.twin --out kept');
  const isSettingUp = async () => (await readdir(folder)).some((name) => name.startsWith('.partial-'));
  while (!(await isSettingUp())) {
    expect(child.exitCode, 'the run ended before it was interrupted').toBeNull();
    await after(20);
  }
  child.kill('SIGINT');
  const { stdout, stderr, exitCode } = await said;
  expect(exitCode).toBe(130);
  expect(stdout).toBe('');
  expect(stderr).toMatch(
    /^(warning.*(\n .*)*\n)*The run was stopped while it was being set up; nothing was simulated yet\.\n$/,
  );
  expect((await readdir(folder)).sort()).toEqual(['examples', 'long.twin']);
});

it('SIGTERM while the file is read ends the reader as well', async () => {
  // Searching for the policy that each name may have meant takes far longer than the test waits.
  const known = Array.from({ length: 20_000 }, (_, index) => `policy P${index} { propose current }`);
  const lost = Array.from({ length: 5000 }, (_, index) => `scenario S${index} extends Long { management.policy: Q }`);
  await writeFile(join(folder, 'long.twin'), `${LONG}${[...known, ...lost].join('\n')}\n`);
  const { child, said } = startShell(folder, 'exec twinchain run long.twin --out kept');
  const readers = async () => (await startShell(folder, `pgrep -P ${child.pid}`).said).stdout.trim();
  while ((await readers()) === '') {
    expect(child.exitCode, 'the run ended before it was interrupted').toBeNull();
    await after(20);
  }
  const reader = Number(await readers());
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([143, null]);
  const state = async () => (await startShell(folder, `ps -o stat= -p ${reader}`).said).stdout;
  await expect.poll(state, { timeout: 10_000 }).toMatch(/^(Z.*\n)?$/);
  await said;
  expect((await readdir(folder)).sort()).toEqual(['examples', 'long.twin']);
});

it.each([
  { signal: 'SIGTERM', code: 143 },
  { signal: 'SIGHUP', code: 129 },
] as const)('$signal stops the run as Ctrl-C does', async ({ signal, code }) => {
  const { stdout, exitCode } = await interrupted([signal]);
  expect(exitCode).toBe(code);
  expect(stdout).toContain('what was measured until then is kept');
  expect(existsSync(join(folder, 'kept', 'manifest.json'))).toBe(true);
});

it('a stopped run repeats byte for byte, up to where it was stopped', async () => {
  await interrupted(['SIGINT']);
  const { stdout, exitCode } = await startShell(folder, 'twinchain run kept/manifest.json --out again').said;
  expect(exitCode).toBe(0);
  expect(stdout).toContain('The original was stopped at ');
  expect(stdout).toContain('Repeated to the byte: all 23 files are the same as in the original.');
});

it('half-written files of a killed run are removed once no process can be writing them', async () => {
  const { exitCode } = await interrupted(['SIGKILL']);
  expect(exitCode).toBe(-1);
  const partials = async () => (await readdir(folder)).filter((name) => name.startsWith('.partial-'));
  const [left] = await partials();
  await writeFile(join(folder, 'short.twin'), LONG.replace('30h', '10s'));
  await startShell(folder, 'twinchain run short.twin --out kept --quiet').said;
  expect(await partials()).toEqual([left]);
  const hoursAgo = new Date(Date.now() - 2 * 3_600_000);
  await utimes(join(folder, left), hoursAgo, hoursAgo);
  await startShell(folder, 'twinchain run short.twin --out again --quiet').said;
  expect(await readdir(folder)).toEqual(expect.arrayContaining(['kept', 'again']));
  expect(await partials()).toEqual([]);
});

it('a closed terminal, which the system signals more than once, keeps the run', async () => {
  const { exitCode } = await interrupted(['SIGHUP', 'SIGHUP']);
  expect(exitCode).toBe(129);
  expect(existsSync(join(folder, 'kept', 'manifest.json'))).toBe(true);
});

it.skipIf(!existsSync('/dev/full'))('a full disk under standard output is told, and the run is kept', async () => {
  await writeFile(join(folder, 'short.twin'), LONG.replace('30h', '10s'));
  for (const line of ['run short.twin --out kept --json --quiet', 'check short.twin']) {
    const { stderr, exitCode } = await startShell(folder, `twinchain ${line} > /dev/full`).said;
    expect(stderr).toBe(
      'error[storage/full]: standard output cannot be written: the disk is full.\n' +
        '   = The output is incomplete. Make room, or send the output to another disk.\n',
    );
    expect(exitCode).toBe(2);
  }
  expect(existsSync(join(folder, 'kept', 'manifest.json'))).toBe(true);
});

it('a closed pipe changes neither the verdict nor the files', async () => {
  const wrong = `${LONG.replace('30h', '10s')}
experiment Wrong { scenario: Long  replications: 5  expect "blocks are slow" min(primary.blockTime) > 1h }`;
  await writeFile(join(folder, 'wrong.twin'), wrong);
  const line = '{ twinchain sweep wrong.twin --junit j.xml; echo $? > code; } | true';
  const { stderr } = await startShell(folder, line).said;
  expect(stderr).toContain('error[expectation/failed]');
  expect(readFileSync(join(folder, 'code'), 'utf8')).toBe('1\n');
  expect(readFileSync(join(folder, 'j.xml'), 'utf8')).toContain('failures="1"');
});

it('a reader that closes early is not an error', async () => {
  await writeFile(join(folder, 'short.twin'), LONG.replace('30h', '10s'));
  const { stdout, stderr, exitCode } = await startShell(folder, 'twinchain run short.twin --json | head -1').said;
  expect(stdout).toBe('{\n');
  expect(stderr).toMatch(/^Run kept in /);
  expect(exitCode).toBe(0);
});
