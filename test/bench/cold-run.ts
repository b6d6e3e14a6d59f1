import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { yardstick } from './yardstick.js';

export interface ColdFigures {
  /** CPU seconds of the whole process, from the start of Node to its end, every thread. */
  cpu: number;
  peak: number;
  yardstick: number;
}

/** One `twinchain run` as a user would start it, in this process, which does nothing else. */
export async function runCold(args: string[]): Promise<ColdFigures> {
  const { execute } = await import('../../server/cli/program.js');
  const { processTerminal } = await import('../../server/cli/terminal.js');
  const folder = mkdtempSync(join(tmpdir(), 'twinchain-bench-'));
  try {
    const exitCode = await execute(['run', ...args, '--quiet', '--out', join(folder, 'run')], processTerminal());
    if (exitCode !== 0) throw new Error(`twinchain run ended with exit code ${exitCode}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const used = process.cpuUsage();
  const cpu = (used.user + used.system) / 1e6;
  return { cpu, peak: process.resourceUsage().maxRSS / 1024, yardstick: yardstick() };
}
