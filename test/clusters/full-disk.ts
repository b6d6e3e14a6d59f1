import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type ClusterSettings, sweepOnCluster } from '../../server/clusters/index.js';
import { conclude } from '../../server/experiments/index.js';
import { smallExperiment } from '../experiments/small-experiment.js';
import { PROGRAM, plan, resultsIn, sweptHere } from './planned-sweep.js';

/** Limits each file of a job to 2 kB. For the process, this looks like a full disk. */
const ON_A_FULL_DISK = ['sh', '-c', 'ulimit -f 4; exec "$@"', 'sh', ...PROGRAM];

/**
 * Checks that a sweep whose jobs meet a full disk keeps no half-written file and blames no replication, and that it
 * gives the same results as one machine once there is room.
 */
export async function survivesAFullDisk(
  settings: ClusterSettings,
  folder: string,
  other: string,
  signal?: AbortSignal,
): Promise<void> {
  const experiment = smallExperiment({ replications: { kind: 'fixed', count: 1 }, seconds: 20 });
  await plan(experiment, folder, 1000);
  const full = await sweepOnCluster(experiment, { folder, settings, program: ON_A_FULL_DISK, signal });
  expect(full).toEqual({ complete: false, replications: [0, 0], failed: [], resumable: true });
  expect(readdirSync(join(folder, 'cells'))).toEqual([]);
  const logs = readdirSync(join(folder, 'logs')).map((name) => readFileSync(join(folder, 'logs', name), 'utf8'));
  expect(logs.join('\n')).toContain('error[storage/full]');
  const swept = await sweepOnCluster(experiment, { folder, settings, program: PROGRAM, signal });
  expect(swept).toMatchObject({ complete: true, failed: [] });
  await conclude(experiment, folder, swept.replications);
  expect(resultsIn(folder)).toEqual(await sweptHere(experiment, other));
}
