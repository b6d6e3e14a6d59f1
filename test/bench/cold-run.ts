import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { yardstick } from './yardstick.js';

export interface ColdFigures {
  /** CPU seconds of all processes and threads of the command, from its start to its end. */
  cpu: number;
  /** Highest memory of any of its processes, MiB. The processes run one after another. */
  peak: number;
  yardstick: number;
}

/** Code that every process of the command loads. It records the memory of the process when the process ends, MiB. */
const METER = `
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () =>
  appendFileSync(process.env.TWINCHAIN_BENCH_USED, process.resourceUsage().maxRSS / 1024 + '\\n'));`;

/**
 * Runs a command and prints the CPU time of the command and all its children. The last line has user and system time.
 */
const TIMED = '"$@" && times';

/** Runs `twinchain run` as a user would start it, then once more to measure its memory. @throws Error if it fails */
export function runCold(args: readonly string[]): ColdFigures {
  const folder = mkdtempSync(join(tmpdir(), 'twinchain-bench-'));
  const used = join(folder, 'used');
  const command = (name: string) => ['dist/cli.cjs', 'run', ...args, '--quiet', '--out', join(folder, name)];
  try {
    const before = yardstick();
    // Options for Node.js would prevent the command from starting from its snapshot.
    const timed = run('sh', ['-c', TIMED, 'sh', process.execPath, ...command('timed')], process.env);
    const after = yardstick();
    run(process.execPath, command('metered'), {
      ...process.env,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(METER)}`,
      TWINCHAIN_BENCH_USED: used,
    });
    const peaks = readFileSync(used, 'utf8').trimEnd().split('\n').map(Number);
    return { cpu: secondsOf(timed), peak: Math.max(...peaks), yardstick: (before + after) / 2 };
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
