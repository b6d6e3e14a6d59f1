import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ADDRESS = /http:\/\/localhost:\d+\/\?tkn=\S+/;

describe('the studio', () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'twinchain-studio-test-'));
  let studio: ChildProcess;
  let address: URL;

  beforeAll(async () => {
    studio = spawn(process.execPath, ['dist/client/studio.cjs'], {
      env: { ...process.env, XDG_CACHE_HOME: home, TMPDIR: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    address = new URL(await printed(studio, ADDRESS));
  });

  afterAll(() => {
    studio.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  });

  test('opens a copy of the examples', () => {
    const folder = address.searchParams.get('folder');
    expect(folder).not.toBeNull();
    expect(path.resolve(folder as string)).not.toBe(path.resolve('examples'));
    expect(existsSync(path.join(folder as string, 'baseline.twin'))).toBe(true);
  });

  test('admits only users with its token', async () => {
    const status = async (url: URL) => (await fetch(url, { redirect: 'manual' })).status;
    expect(await status(address)).toBe(302);
    expect(await status(new URL(address.origin))).toBe(403);
  });

  test.skipIf(process.platform !== 'linux')('shows its token to nobody on this machine', () => {
    const token = address.searchParams.get('tkn');
    expect(token).toMatch(/\S{20,}/);
    const told = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((process) => argumentsOf(process).includes(token as string));
    expect(told).toEqual([]);
    const readable = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => (statSync(file).mode & 0o077) !== 0)
      .filter((file) => statSync(file).size < 100_000 && readFileSync(file, 'utf8').includes(token as string));
    expect(readable).toEqual([]);
  });

  test('trusts no folder that is opened in it', () => {
    const settings = readFileSync(path.join(home, 'twinchain-studio/data/User/settings.json'), 'utf8');
    expect(JSON.parse(settings)).not.toHaveProperty(['security.workspace.trust.enabled']);
  });

  test('stops on Ctrl-C, and its server with it', async () => {
    const exited = once(studio, 'exit');
    studio.kill('SIGINT');
    expect(await exited).toEqual([0, null]);
    await expect(fetch(address.origin)).rejects.toThrow();
  });
});

/** The command line of a process as every user of the machine can see it; empty if the process has just ended. */
function argumentsOf(process: string): string {
  try {
    return readFileSync(`/proc/${process}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Waits for output of a process that matches; rejects if the process ends first. */
function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk;
      const match = pattern.exec(output);
      if (match) resolve(match[0]);
    });
    child.once('exit', () => reject(new Error(`The studio ended before it printed its address:\n${output}`)));
  });
}
