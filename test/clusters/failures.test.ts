import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClusterSettings, sweepOnCluster } from '../../server/clusters/index.js';
import { readPlanned } from '../../server/clusters/plan.js';
import { smallExperiment } from '../experiments/small-experiment.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { survivesAFullDisk } from './full-disk.js';
import { pathWith, writeParallelStandIn } from './parallel-stand-in.js';
import { PROGRAM, plan } from './planned-sweep.js';

const freshFolder = temporaryFolders();
const settings: ClusterSettings = { on: 'parallel', batchSeconds: 1000 };

/** In {@link hungryProgram}, blocks of this size use up all memory. */
const HUNGRY = 123_456;
/** Heap limit, MB: far more than the command line needs, and far less than the machine has. */
const HEAP = 96;

/** Replaces the simulation thread: it allocates without end for the hungry point, and simulates all others. */
const HUNGRY_WORKER = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ params }) => {
  if (params?.[0]?.scenario.primary.blockSize !== ${HUNGRY}) return;
  const kept = [];
  for (;;) kept.push(new Array(1e6).fill({}));
});
require('./simulating-worker.cjs');
`;

/** A Twinchain that runs out of memory at one point of an experiment. */
function hungryProgram(folder: string): string[] {
  const dist = join(folder, 'dist');
  cpSync('dist', dist, {
    recursive: true,
    filter: (path) => !/\.(map|vsix)$|dist.(client|metafiles|types)/.test(path),
  });
  renameSync(join(dist, 'cell-worker.cjs'), join(dist, 'simulating-worker.cjs'));
  writeFileSync(join(dist, 'cell-worker.cjs'), HUNGRY_WORKER);
  return [process.execPath, `--max-old-space-size=${HEAP}`, join(dist, 'cli.cjs')];
}

describe('a sweep on a cluster', () => {
  const before = process.env.PATH;
  let engine: string;
  beforeEach(async () => {
    engine = await freshFolder();
    writeParallelStandIn(engine);
    process.env.PATH = pathWith(engine);
  });
  afterEach(() => {
    process.env.PATH = before;
  });

  it('tries a replication that ran out of memory once more, in a batch of its own, and then reports it; the others are there', async () => {
    const experiment = smallExperiment({ blockSizes: [HUNGRY, 5e5], replications: { kind: 'fixed', count: 2 } });
    const folder = await freshFolder();
    await plan(experiment, folder, 1000);
    const program = hungryProgram(await freshFolder());
    const told: [failed: number, times: number][] = [];
    const swept = await sweepOnCluster(experiment, {
      folder,
      settings,
      program,
      onFailures: (failures) => told.push([failures.length, Math.max(...failures.map(({ times }) => times))]),
    });
    expect(swept.complete).toBe(false);
    expect(swept.failed).toMatchObject([
      { point: 0, replication: 0, kind: 'memory', times: 2 },
      { point: 0, replication: 1, kind: 'memory', times: 2 },
    ]);
    // Failures are reported during the sweep, before they are retried.
    expect(told[0][1]).toBe(1);
    expect(told.at(-1)).toEqual([2, 2]);
    const { batches } = (await readPlanned(folder)).plan;
    const [planned, first, second] = batches.slice(-3).map(({ round, cells }) => ({ round, cells }));
    expect(planned.round).toBeLessThan(first.round);
    for (const [batch, replication] of [
      [first, 0],
      [second, 1],
    ] as const)
      expect(batch.cells).toEqual([{ replication, first: 0, last: 0 }]);
    expect(readFileSync(join(folder, swept.failed[0].log), 'utf8')).toContain(
      'failed: The simulation ran out of memory.',
    );
    expect(readdirSync(join(folder, 'cells')).filter((name) => name.endsWith('.parquet'))).toHaveLength(2);
    // Failed replications are not retried, although there is memory now.
    const again = await sweepOnCluster(experiment, { folder, settings, program: PROGRAM });
    expect(again).toMatchObject({ complete: false, failed: { length: 2 }, resumable: false });
  });

  it('stops when the disk is full, with no half-written file and no failure noted, and resumes when there is space', async () => {
    await survivesAFullDisk({ ...settings, batchSeconds: 0.2 }, await freshFolder(), await freshFolder());
  });
});
