import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { yardstick } from './yardstick.js';

export interface ColdFigures {
  /** CPU seconds from the start of the command to its end, every process and thread. */
  cpu: number;
  /** Highest memory of any of its processes, MiB; they run one after another. */
  peak: number;
  yardstick: number;
}

/** Loaded into every process of the command: notes down what the process has used when it ends. */
const METER = `
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const used = { cpu: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS / 1024 };
  appendFileSync(process.env.TWINCHAIN_BENCH_USED, JSON.stringify(used) + '\\n');
});`;

/** One `twinchain run` as a user would start it. @throws Error if it fails */
export function runCold(args: readonly string[]): ColdFigures {
  const folder = mkdtempSync(join(tmpdir(), 'twinchain-bench-'));
  const used = join(folder, 'used');
  try {
    const before = yardstick();
    const command = ['dist/cli.cjs', 'run', ...args, '--quiet', '--out', join(folder, 'run')];
    const { status, stderr } = spawnSync(process.execPath, command, {
      encoding: 'utf8',
      env: {
        ...process.env,
        NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(METER)}`,
        TWINCHAIN_BENCH_USED: used,
      },
    });
    if (status !== 0) throw new Error(`twinchain run ended with exit code ${status}: ${stderr}`);
    const processes = readFileSync(used, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Omit<ColdFigures, 'yardstick'>);
    return {
      cpu: processes.reduce((sum, { cpu }) => sum + cpu, 0),
      peak: Math.max(...processes.map(({ peak }) => peak)),
      yardstick: (before + yardstick()) / 2,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
