import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { yardstick } from './yardstick.js';

export interface ColdFigures {
  /** CPU seconds of all processes and threads of the command, from its start to its end. */
  cpu: number;
  /** Highest memory of its largest process, which is the one that simulates, MiB. */
  peak: number;
  yardstick: number;
}

/**
 * Runs a command and prints the CPU time of the command and all its children. The last line has user and system time.
 */
const TIMED = '"$@" && times';

/** Runs a command and prints its highest memory so far, as Linux tells it, until the command ends. */
const METERED = '"$@" & while grep VmHWM "/proc/$!/status" 2>/dev/null; do sleep 0.02; done; wait $!';

/** Runs `twinchain run` as a user would start it, then once more to measure its memory. @throws Error if it fails */
export function runCold(args: readonly string[]): ColdFigures {
  const folder = mkdtempSync(join(tmpdir(), 'twinchain-bench-'));
  const command = (name: string) => ['dist/cli.cjs', 'run', ...args, '--quiet', '--out', join(folder, name)];
  try {
    const before = yardstick();
    // Options for Node.js would prevent the command from starting from its snapshot.
    const timed = run('sh', ['-c', TIMED, 'sh', process.execPath, ...command('timed')], process.env);
    const after = yardstick();
    const metered = run('sh', ['-c', METERED, 'sh', process.execPath, ...command('metered')], process.env);
    return { cpu: secondsOf(timed), peak: peakOf(metered), yardstick: (before + after) / 2 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: string, args: string[], env: NodeJS.ProcessEnv): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`twinchain run ended with exit code ${status}: ${stderr}`);
  return stdout;
}

/** The sum of the times on the last line of an output, such as `0m2.960s 0m0.160s`. */
function secondsOf(output: string): number {
  const times = [...(output.trimEnd().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

/** The last of lines such as `VmHWM:    108544 kB`, MiB. */
function peakOf(output: string): number {
  const peaks = [...output.matchAll(/VmHWM:\s+(\d+) kB/g)].map(([, kilobytes]) => Number(kilobytes));
  return (peaks.at(-1) ?? Number.NaN) / 1024;
}
