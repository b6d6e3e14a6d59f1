import { spawn } from 'node:child_process';
import { systemCode } from '../runs/storage-error.js';
import { ClusterFailure } from './cluster.js';

export interface CommandAnswer {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Timeout of a command that should answer at once, ms. */
const TIMEOUT = 60_000;

/**
 * Runs a program of an engine without a shell and returns its output.
 * @throws ClusterFailure `cluster/missing` if the program is not installed
 */
export function ask(program: string, args: readonly string[], input = ''): Promise<CommandAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    // Not spawn's option `timeout`: its timer keeps this process alive for a minute if the program is not installed.
    const timer = setTimeout(() => child.kill(), TIMEOUT);
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.stderr += text;
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(systemCode(error) === 'ENOENT' ? notThere(program) : error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ exitCode: code ?? -1, ...said });
    });
  });
}

/** Runs a program. @returns its output @throws ClusterFailure if it fails */
export async function answerOf(program: string, args: readonly string[], input?: string): Promise<string> {
  const { exitCode, stdout, stderr } = await ask(program, args, input);
  if (exitCode === 0) return stdout;
  const why = stderr.trim().split('\n').at(-1) || `exit code ${exitCode}`;
  throw new ClusterFailure(
    'cluster/refused',
    `\`${program}\` refused: ${why}`,
    'The plan and finished replications are kept; continue with --resume.',
  );
}

export function notThere(program: string): ClusterFailure {
  return new ClusterFailure(
    'cluster/missing',
    `\`${program}\` is not installed here.`,
    'Call twinchain where it is, such as on the login node of the cluster; --dry-run shows the commands anywhere.',
  );
}
