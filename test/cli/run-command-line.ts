import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { SessionFile } from './session.js';

/** Output of a command, and its exit code. */
export interface Said {
  stdout: string;
  stderr: string;
  exitCode: number;
}

export const CLI = resolve('dist/cli.cjs');

/**
 * A new folder with `examples/` and the given files. The folder `bin/` beside it has a `twinchain` that runs the built
 * command line.
 */
export async function playground(
  files: readonly SessionFile[] = [],
): Promise<{ folder: string; remove(): Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'twinchain-session-'));
  const folder = join(root, 'work');
  await mkdir(join(root, 'bin'));
  await cp('examples', join(folder, 'examples'), { recursive: true });
  const command = join(root, 'bin', 'twinchain');
  await writeFile(command, `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  await chmod(command, 0o755);
  for (const { path, content } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return { folder, remove: () => rm(root, { recursive: true, force: true }) };
}

/** Starts a shell command in a playground, without a terminal and without colours. */
export function startShell(folder: string, line: string): { child: ChildProcess; said: Promise<Said> } {
  const path = `${join(dirname(folder), 'bin')}${delimiter}${process.env.PATH}`;
  const child = spawn('/bin/sh', ['-c', line], {
    cwd: folder,
    env: { PATH: path, HOME: dirname(folder), LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Said = { stdout: '', stderr: '', exitCode: -1 };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  const ended = new Promise<Said>((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ ...said, exitCode: code ?? -1 }));
  });
  return { child, said: ended };
}

export function shell(folder: string, line: string): Promise<Said> {
  return startShell(folder, line).said;
}
