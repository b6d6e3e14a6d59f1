import { spawnSync } from 'node:child_process';

/** Size of the young generation in the product's simulation thread; see `server/runs/runner.ts`. */
const NURSERY = '--max-semi-space-size=1';

/** Parts of the benchmark that only simulate. */
const SIMULATING: ReadonlySet<string> = new Set(['case', 'recording', 'policy', 'fault', 'part']);

/**
 * Runs a part of the benchmark in a new process, so that neither compiled code nor memory of an earlier case affects
 * it.
 *
 * @throws Error with the output of the process if it fails
 */
export function inFreshProcess<Figures>(part: string, argument: unknown): Figures {
  const flags = SIMULATING.has(part) ? [NURSERY] : [];
  const child = spawnSync(process.execPath, [...flags, process.argv[1], part, JSON.stringify(argument)], {
    encoding: 'utf8',
  });
  if (child.status !== 0) throw new Error(`benchmark ${part} failed: ${child.stderr || child.error?.message}`);
  return JSON.parse(child.stdout) as Figures;
}
