import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findWork } from '../../server/clusters/at-work.js';
import {
  type ClusterSettings,
  cancelSweep,
  statusOf,
  submissionsIn,
  submitRound,
  sweepOnCluster,
} from '../../server/clusters/index.js';
import { conclude } from '../../server/experiments/index.js';
import { playground, shell } from '../cli/run-command-line.js';
import { smallExperiment } from '../experiments/small-experiment.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { survivesAFullDisk } from './full-disk.js';
import { PROGRAM, plan, resultsIn, sweptHere } from './planned-sweep.js';
import { type SlurmCluster, startSlurm, whyNoSlurm } from './slurm-cluster.js';

const why = whyNoSlurm();
const freshFolder = temporaryFolders();
/** Smaller than the number of batches of a sweep, so that a sweep takes several arrays. */
const ARRAY_SIZE = 3;
const settings: ClusterSettings = { on: 'slurm', batchSeconds: 0.2 };
/** Generous, because jobs also wait for other work on the machine. */
const WAITING = { timeout: 240_000, interval: 100 };
/** Timeout of a test, ms. */
const PATIENCE = 600_000;

const FEW = `
topology Four { nodes: 4  peers: full }
scenario Small { topology: Four  duration: 1min  management.interval: 10s }
experiment Few { scenario: Small  replications: 2 }
`;

const cellsIn = (folder: string) =>
  existsSync(join(folder, 'cells'))
    ? readdirSync(join(folder, 'cells')).filter((name) => name.endsWith('.parquet')).length
    : 0;

describe.skipIf(why)(`a sweep on Slurm${why && ` (${why})`}`, () => {
  let slurm: SlurmCluster | undefined;
  beforeAll(async () => {
    // A machine may have Slurm's programs and forbid daemons, as some containers do.
    slurm = await startSlurm(ARRAY_SIZE).catch(() => undefined);
  }, PATIENCE);
  /** Aborts the sweep of a test that failed. */
  let over: AbortController | undefined;
  beforeEach(({ skip }) => {
    if (!slurm) return skip('not run: the daemons of Slurm do not start here');
    over = new AbortController();
  });
  afterEach(() => over?.abort());
  afterAll(() => slurm?.stop());

  it(
    'shows its progress, is cancelled, and resumes',
    async () => {
      // A dozen jobs, one after another, of at least a second each, so that none of the following steps comes too late.
      const cells = 150;
      const experiment = smallExperiment({ replications: { kind: 'fixed', count: cells / 2 } });
      const folder = await freshFolder();
      await plan(experiment, folder, 1000);
      const target = { folder, settings: { ...settings, batchSeconds: 1.5, atOnce: 1 }, program: PROGRAM };
      expect(await submitRound(experiment, target)).toMatchObject({ kind: 'submitted' });
      await expect.poll(() => cellsIn(folder), WAITING).toBeGreaterThan(0);
      expect(await submitRound(experiment, target)).toMatchObject({ kind: 'active' });
      expect(await statusOf(experiment, folder)).toMatchObject({ expected: cells, activity: 'active' });
      expect(await cancelSweep(folder)).toBe(1);
      await expect.poll(() => findWork(folder), WAITING).toEqual([]);
      const kept = cellsIn(folder);
      expect(kept).toBeLessThan(cells);
      const status = await statusOf(experiment, folder);
      expect(status).toMatchObject({ done: kept, missing: cells - kept, failed: [], running: [] });
      const inOneJob = { ...target, settings: { ...settings, batchSeconds: 1000 } };
      const swept = await sweepOnCluster(experiment, { ...inOneJob, signal: over?.signal });
      expect(swept).toMatchObject({ complete: true, failed: [] });
      expect((await submissionsIn(folder)).map(({ cancelled }) => cancelled)).toEqual([true, false]);
    },
    PATIENCE,
  );

  it(
    'loses and doubles no job where its submitter is killed once Slurm has the jobs',
    async () => {
      const { folder, remove } = await playground([{ path: 'few.twin', content: FEW }]);
      // Calls the real `sbatch`, then kills its caller.
      const engine = await freshFolder();
      const sbatch = spawnSync('sh', ['-c', 'command -v sbatch'], { encoding: 'utf8' }).stdout.trim();
      writeFileSync(join(engine, 'sbatch'), `#!/bin/sh\n'${sbatch}' "$@"\nkill -9 $PPID\n`, { mode: 0o755 });
      const slurmConf = `SLURM_CONF='${process.env.SLURM_CONF}'`;
      const killed = await shell(
        folder,
        `${slurmConf} PATH='${engine}':$PATH twinchain sweep few.twin --on slurm --out kept`,
      );
      expect(killed.exitCode).not.toBe(0);
      const kept = join(folder, 'kept');
      expect((await submissionsIn(kept)).map(({ jobs }) => jobs)).toEqual([undefined]);
      const resumed = await shell(folder, `${slurmConf} twinchain sweep kept --resume --wait --quiet --json`);
      expect(resumed).toMatchObject({ exitCode: 0, stderr: '' });
      expect(JSON.parse(resumed.stdout)).toMatchObject({ points: [{ replications: 2 }] });
      // The round whose caller was killed did all the work. Its job is only looked for if it has not ended by then.
      const submissions = await submissionsIn(kept);
      expect(submissions.map(({ round }) => round)).toEqual([1]);
      for (const job of submissions[0].jobs ?? []) expect(job).toMatch(/^\d+$/);
      await remove();
    },
    PATIENCE,
  );

  it(
    'stops when the disk is full, and resumes when there is space',
    async () => {
      await survivesAFullDisk(
        { ...settings, batchSeconds: 1000 },
        await freshFolder(),
        await freshFolder(),
        over?.signal,
      );
    },
    PATIENCE,
  );

  it('passes on the message of Slurm if it refuses jobs', async () => {
    const experiment = smallExperiment();
    const folder = await freshFolder();
    await plan(experiment, folder, 1000);
    const refused = submitRound(experiment, {
      folder,
      settings: { ...settings, submitArgs: '--partition=nowhere' },
      program: PROGRAM,
    });
    await expect(refused).rejects.toMatchObject({
      code: 'cluster/refused',
      message: expect.stringContaining('partition'),
    });
    expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toContain('"round": 2');
  });

  it(
    'gives the same bytes as on one machine even if arrays are split, and jobs and daemons are killed, requeued and started twice',
    async () => {
      const experiment = smallExperiment({ replications: { kind: 'fixed', count: 5 } });
      const folder = await freshFolder();
      await plan(experiment, folder, 1000);
      const sweep = () => sweepOnCluster(experiment, { folder, settings, program: PROGRAM, signal: over?.signal });
      const sweeping = Promise.all([sweep(), sweep()]);
      await expect.poll(() => cellsIn(folder), WAITING).toBeGreaterThan(1);
      await expect.poll(async () => (await submissionsIn(folder))[0]?.jobs, WAITING).toBeDefined();
      const [submission] = await submissionsIn(folder);
      const { jobs = [] } = submission;
      expect(jobs.length).toBeGreaterThan(1);
      for (const { process: id } of await findWork(folder))
        try {
          process.kill(id, 'SIGKILL');
        } catch {
          // The job has just ended.
        }
      await slurm?.restartController();
      await slurm?.restartNode();
      // Requeues jobs in any state, so that finished ones run a second time.
      for (const job of jobs) spawnSync('scontrol', ['requeue', job]);
      const [first, second] = await sweeping;
      for (const swept of [first, second])
        expect(swept).toMatchObject({ complete: true, replications: [5, 5], failed: [] });
      await Promise.all([first, second].map((swept) => conclude(experiment, folder, swept.replications)));
      expect(resultsIn(folder)).toEqual(await sweptHere(experiment, await freshFolder()));
    },
    PATIENCE,
  );
});
