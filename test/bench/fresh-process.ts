import { spawnSync } from 'node:child_process';

/** The nursery that the simulating thread of the product has, see `server/runs/runner.ts`. */
const NURSERY = '--max-semi-space-size=1';

/** Parts that simulate, and do nothing else. */
const SIMULATING: ReadonlySet<string> = new Set(['case', 'policy', 'fault']);

/**
 * Runs a part of the benchmark in a process of its own, so that neither a warm compiler nor the memory of an earlier
 * case colours it.
 *
 * @throws Error with what the process wrote where it fails
 */
export function inFreshProcess<Figures>(part: string, argument: unknown): Figures {
  const flags = SIMULATING.has(part) ? [NURSERY] : [];
  const child = spawnSync(process.execPath, [...flags, process.argv[1], part, JSON.stringify(argument)], {
    encoding: 'utf8',
  });
  if (child.status !== 0) throw new Error(`benchmark ${part} failed: ${child.stderr || child.error?.message}`);
  return JSON.parse(child.stdout) as Figures;
}
