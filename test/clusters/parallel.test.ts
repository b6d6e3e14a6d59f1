import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../engine/model/experiment.js';
import { prepare } from '../../engine/simulation.js';
import { findWork } from '../../server/clusters/at-work.js';
import { type ClusterSettings, submissionsIn, sweepOnCluster } from '../../server/clusters/index.js';
import { takePageCells } from '../../server/clusters/page-cells.js';
import { type PageFlags, pageCommand } from '../../server/clusters/page-command.js';
import { simulateOnEngine } from '../../server/clusters/page-sweeps.js';
import { type CellSummary, conclude, requestOf, sweepCells } from '../../server/experiments/index.js';
import { simulateCell } from '../../server/experiments/simulate-cell.js';
import { playground, shell, startShell } from '../cli/run-command-line.js';
import { smallExperiment } from '../experiments/small-experiment.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { survivesAFullDisk } from './full-disk.js';
import { PROGRAM, plan, resultsIn, sweptHere } from './planned-sweep.js';

const isHere = spawnSync('parallel', ['--version']).status === 0;
const NOT_RUN = isHere ? '' : ' (not run: no GNU parallel here)';
const freshFolder = temporaryFolders();
const settings: ClusterSettings = { on: 'parallel', batchSeconds: 1, atOnce: 2 };
const WAITING = { timeout: 90_000, interval: 20 };

const cellsIn = (folder: string) =>
  existsSync(join(folder, 'cells'))
    ? readdirSync(join(folder, 'cells')).filter((name) => name.endsWith('.parquet')).length
    : 0;

describe.skipIf(!isHere)(`a sweep with GNU parallel${NOT_RUN}`, () => {
  it('gives the same bytes as on one machine, and reports each replication as it arrives', async () => {
    const experiment = smallExperiment();
    const folder = await freshFolder();
    await plan(experiment, folder, 1000);
    const done: number[] = [];
    const swept = await sweepOnCluster(experiment, {
      folder,
      settings,
      program: PROGRAM,
      onProgress: ({ cellsDone }) => done.push(cellsDone),
    });
    expect(swept).toMatchObject({ complete: true, replications: [3, 3], failed: [] });
    expect(done).toEqual([1, 2, 3, 4, 5, 6]);
    await conclude(experiment, folder, swept.replications);
    expect(resultsIn(folder)).toEqual(await sweptHere(experiment, await freshFolder()));
  });

  it('gives the same bytes even if jobs or GNU parallel are killed, or everything is started twice', async () => {
    const experiment = smallExperiment({ replications: { kind: 'fixed', count: 4 } });
    const folder = await freshFolder();
    await plan(experiment, folder, 1000);
    const sweep = () =>
      sweepOnCluster(experiment, { folder, settings: { ...settings, batchSeconds: 0.2 }, program: PROGRAM });
    const sweeping = Promise.all([sweep(), sweep()]);
    await expect.poll(() => cellsIn(folder), WAITING).toBeGreaterThan(0);
    await expect.poll(async () => (await submissionsIn(folder))[0]?.jobs, WAITING).toBeDefined();
    const killed = (id: number) => {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // The job has just ended.
      }
    };
    const [{ jobs = [] }] = await submissionsIn(folder);
    for (const job of jobs) killed(Number(job.split(':')[1]));
    for (const { process: id } of await findWork(folder)) killed(id);
    for (const swept of await sweeping)
      expect(swept).toMatchObject({ complete: true, replications: [4, 4], failed: [] });
    await conclude(experiment, folder, [4, 4]);
    expect(resultsIn(folder)).toEqual(await sweptHere(experiment, await freshFolder()));
  });

  it('stops when the disk is full, and resumes when there is space', async () => {
    await survivesAFullDisk(settings, await freshFolder(), await freshFolder());
  });

  it('continues in rounds until every interval is narrow enough, with as many replications as on one machine', async () => {
    const statistic = { kind: 'statistic', statistic: 'mean', metric: 'primary.blockTime' } as const;
    const experiment = smallExperiment({
      replications: { kind: 'until', confidence: 0.95, statistic, tolerance: 1e-9, most: 6 },
      seconds: 20,
    });
    const folder = await freshFolder();
    await plan(experiment, folder, 1000);
    const swept = await sweepOnCluster(experiment, { folder, settings, program: PROGRAM });
    expect(swept.replications).toEqual([6, 6]);
    await conclude(experiment, folder, swept.replications);
    expect(resultsIn(folder)).toEqual(await sweptHere(experiment, await freshFolder()));
  });
});

describe.skipIf(!isHere)(`a page of the documentation with GNU parallel${NOT_RUN}`, () => {
  it('has all its replications in one folder, where a sweep on one machine finds every one', async () => {
    const cells = await freshFolder();
    const shared = smallExperiment({
      blockSizes: [0.5e6, 1e6],
      replications: { kind: 'fixed', count: 1 },
      seconds: 20,
    });
    const other = { ...shared, points: [...shared.points].reverse().slice(0, 1) };
    const sweeps = [shared, other].map((experiment, place) => ({ name: `${place}`, experiment, source: 'small.twin' }));
    const said: string[] = [];
    const flags = pageCommand('paper', '')
      .parse(['--on', 'parallel', '--at-once', '2', '--cells', cells], { from: 'user' })
      .opts<PageFlags>();
    expect(await simulateOnEngine(flags, sweeps, (text) => said.push(text), PROGRAM)).toBeUndefined();
    expect(said).toContain('\rparallel: 3 replications, 1 of 2 experiments   ');
    expect(readdirSync(join(cells, 'cells')).filter((name) => name.endsWith('.parquet'))).toHaveLength(2);
    let simulated = 0;
    for (const { experiment } of sweeps)
      await sweepCells(experiment, {
        folder: cells,
        jobs: 1,
        onProgress: ({ cellsDone, cellsFound }) => {
          simulated += cellsDone - cellsFound;
        },
      });
    expect(simulated).toBe(0);
  });

  it('is planned, inspected, collected and resumed from the folder alone', async () => {
    const cells = join(await freshFolder(), 'cells');
    const shared = smallExperiment({ blockSizes: [1e6], replications: { kind: 'fixed', count: 1 }, seconds: 20 });
    const experiment: Experiment = { ...shared, watchesTwins: true };
    const sweeps = [{ name: 'watched', experiment, source: 'small.twin' }];
    const call = async (...args: string[]) => {
      const said: string[] = [];
      const flags = pageCommand('twins', '')
        .parse([...args, '--cells', cells], { from: 'user' })
        .opts<PageFlags>();
      const ended = await simulateOnEngine(flags, sweeps, (text) => said.push(text), PROGRAM);
      return { ended, said: said.join('') };
    };
    expect(await call('--dry-run', '--on', 'parallel', '--at-once', '1')).toEqual({
      ended: 0,
      said: expect.stringMatching(/^watched: 1 replication in 1 batch[\s\S]*run-cells/),
    });
    expect(await call('--collect')).toMatchObject({ ended: 3, said: expect.stringContaining('1 missing') });
    expect(await call('--cancel')).toEqual({ ended: 0, said: 'No jobs were left to cancel.\n' });
    // None of these sweeps has left anything.
    expect(existsSync(cells)).toBe(false);
    expect(await call('--on', 'parallel', '--at-once', '1')).toMatchObject({ ended: undefined });
    expect(await call('--status')).toMatchObject({
      ended: 0,
      said: expect.stringContaining('1 of 1 replication done'),
    });
    expect(await call('--collect')).toEqual({ ended: undefined, said: '' });
    const nothing = 'No jobs were left to cancel.';
    expect((await call('--cancel')).said).toBe(
      `${nothing} All replications are finished; --collect writes the page.\n`,
    );
    rmSync(join(cells, 'cells'), { recursive: true });
    expect((await call('--cancel')).said).toBe(`${nothing} --resume continues.\n`);
    expect(await call('--resume')).toMatchObject({ ended: undefined, said: expect.stringMatching(/^\rparallel: 1 /) });
    // Replications from any machine record the decisions of twins, and the records are equal.
    const told: CellSummary[] = [];
    await takePageCells(
      { cells, jobs: 1 },
      sweeps,
      () => undefined,
      (_sweep, _place, summary) => told.push(summary),
    );
    const request = requestOf(experiment, { point: 0, replication: 0 });
    await prepare();
    expect(told).toEqual([JSON.parse(JSON.stringify(simulateCell(request).summary))]);
    expect(told[0].twins?.blockSize).toBeGreaterThan(0);
  });

  it('is not written if a replication failed, and the message names that replication and its log', async () => {
    const cells = await freshFolder();
    const experiment = smallExperiment({ blockSizes: [1e6], replications: { kind: 'fixed', count: 1 } });
    // More transmissions than the limit of a simulation.
    experiment.points[0].scenario.duration = 1e15;
    const said: string[] = [];
    const flags: PageFlags = { on: 'parallel', batchSeconds: 1e30, cells };
    const sweeps = [{ name: 'much', experiment, source: 'small.twin' }];
    expect(await simulateOnEngine(flags, sweeps, (text) => said.push(text), PROGRAM)).toBe(1);
    const log = /\((.*\.log)\)/.exec(said.join(''))?.[1] ?? '';
    expect(readFileSync(log, 'utf8')).toContain('failed: ');
  });
});

it('a page reports mistakes in its engine options, and does nothing without any', async () => {
  const said: string[] = [];
  const write = (text: string) => said.push(text);
  expect(await simulateOnEngine({ cells: 'nowhere', on: 'slurm', hosts: ['node1'] }, [], write)).toBe(2);
  expect(said).toEqual(['\n--hosts is for --on parallel.\nGive it with that, or leave it out.\n']);
  expect(await simulateOnEngine({ cells: 'nowhere' }, [], write)).toBeUndefined();
  expect(said).toHaveLength(1);
});

describe.skipIf(!isHere)(`the command line with GNU parallel${NOT_RUN}`, () => {
  const MANY = `
topology Four { nodes: 4  peers: full }
scenario Small { topology: Four  duration: 1min  management.interval: 10s }
experiment Many { scenario: Small  replications: 200 }
experiment Few { scenario: Small  replications: 3 }
`;

  it('is stopped by Ctrl-C, says how to resume, and resumes', async () => {
    const { folder, remove } = await playground([{ path: 'many.twin', content: MANY }]);
    const { child, said } = startShell(
      folder,
      'exec twinchain sweep many.twin Many --out kept --on parallel --at-once 1 --batch-seconds 1',
    );
    const cells = () => (existsSync(join(folder, 'kept/cells')) ? readdirSync(join(folder, 'kept/cells')).length : 0);
    await expect.poll(cells, WAITING).toBeGreaterThan(1);
    child.kill('SIGINT');
    const stopped = await said;
    expect(stopped).toMatchObject({ exitCode: 130, stderr: '' });
    expect(stopped.stdout).toMatch(
      /^Stopped; \d+ replications? (is|are) kept in kept\nResume with: twinchain sweep kept --resume\n$/,
    );
    // A running job ends by itself after its replication. Its note is gone then, and reading notes costs less than starting the command line.
    await expect.poll(() => findWork(join(folder, 'kept')), WAITING).toEqual([]);
    const status = async () => {
      const { stdout } = await shell(folder, 'twinchain sweep kept --status --json');
      const { done, expected, missing } = JSON.parse(stdout) as Record<string, number>;
      return { expected, isOver: done + missing === expected, isMissing: missing > 0 };
    };
    await expect.poll(status, WAITING).toEqual({ expected: 200, isOver: true, isMissing: true });
    // The folder may hold another experiment next; its missing replications are planned anew.
    const another = 'twinchain sweep many.twin Few --out kept --on parallel --resume --json';
    const few = await shell(folder, `rm kept/cells/*; ${another}`);
    expect(few).toMatchObject({ exitCode: 0, stderr: expect.stringMatching(/^Experiment kept in kept\n$/) });
    expect(JSON.parse(few.stdout)).toMatchObject({ points: [{ replications: 3 }] });
    await remove();
  });

  it('continues from the folder alone, and a sweep is collected twice at once', async () => {
    const { folder, remove } = await playground([{ path: 'many.twin', content: MANY }]);
    const sweep = 'twinchain sweep many.twin Few --out kept --on parallel --at-once 2 --quiet';
    expect(await shell(folder, sweep)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readFileSync(join(folder, 'kept/logs/batch-0.log'), 'utf8')).toContain('finished: 3 simulated');
    const first = resultsIn(join(folder, 'kept'));
    const collect = 'twinchain sweep kept --collect --quiet';
    expect(await shell(folder, `rm many.twin; rm kept/cells/*; twinchain sweep kept --resume --quiet`)).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    expect(await shell(folder, `rm kept/*.parquet; ${collect} & ${collect}; wait`)).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    expect(resultsIn(join(folder, 'kept'))).toEqual(first);
    await remove();
  });
});
