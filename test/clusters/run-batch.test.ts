import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../engine/model/experiment.js';
import { type CellFailure, failuresIn, isFinal, kindOfFailure } from '../../server/clusters/failures.js';
import { cellsOf } from '../../server/clusters/plan.js';
import { noteKilled } from '../../server/clusters/round.js';
import { RunFailed } from '../../server/runs/run-failed.js';
import { shell } from '../cli/run-command-line.js';
import { smallExperiment } from '../experiments/small-experiment.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { CLI, collected, plan, planAgain, startBatch, sweptHere } from './planned-sweep.js';

const freshFolder = temporaryFolders();
const WAITING = { timeout: 60_000, interval: 20 };

const cellsIn = (folder: string) => cellFiles(folder).length;
function cellFiles(folder: string): string[] {
  return existsSync(join(folder, 'cells'))
    ? readdirSync(join(folder, 'cells')).filter((name) => name.endsWith('.parquet'))
    : [];
}

/** Notes in which running processes identify themselves. */
function notesIn(folder: string): string[] {
  const names = existsSync(join(folder, 'running')) ? readdirSync(join(folder, 'running')) : [];
  return names.filter((name) => name.endsWith('.json'));
}

/** An experiment whose only replication takes longer than any test waits. */
const endless = (): Experiment =>
  smallExperiment({ blockSizes: [1e5], replications: { kind: 'fixed', count: 1 }, seconds: 2e5 });

describe('a batch', () => {
  it('gives the same bytes as a sweep on one machine, whatever the order and machines, even twice at once or late', async () => {
    const experiment = smallExperiment();
    const folder = await freshFolder();
    const { batches } = await plan(experiment, folder, 0.2);
    expect(batches.length).toBeGreaterThan(1);
    const jobs = [...batches].reverse().flatMap(({ batch }) => [startBatch(folder, batch), startBatch(folder, batch)]);
    for (const { ended } of jobs) expect(await ended).toMatchObject({ exitCode: 0 });
    const late = await startBatch(folder, 0).ended;
    expect(late).toMatchObject({
      exitCode: 0,
      said: expect.stringContaining(`0 simulated, ${cellsOf(batches[0]).length} found`),
    });
    expect(await collected(experiment, folder)).toEqual(await sweptHere(experiment, await freshFolder()));
    expect(notesIn(folder)).toEqual([]);
  });

  it('ends after its current replication when a signal comes, and continues when it is called again', async () => {
    const experiment = smallExperiment({ replications: { kind: 'fixed', count: 100 } });
    const folder = await freshFolder();
    await plan(experiment, folder, 1000);
    const { child, ended } = startBatch(folder, 0);
    await expect.poll(() => cellsIn(folder), WAITING).toBeGreaterThan(0);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ exitCode: 75, said: expect.stringContaining('batch 0 stopped') });
    const kept = cellsIn(folder);
    expect(kept).toBeLessThan(200);
    expect(notesIn(folder)).toEqual([]);
    const again = startBatch(folder, 0);
    await expect.poll(() => cellsIn(folder), WAITING).toBeGreaterThan(kept);
    again.child.kill('SIGTERM');
    expect((await again.ended).said).toContain(`${kept} found`);
  });

  it('is refused where its number, its folder or its engine does not match', async () => {
    const folder = await freshFolder();
    await plan(smallExperiment(), folder, 1000);
    expect(await startBatch(folder, 7).ended).toMatchObject({
      exitCode: 2,
      said: expect.stringContaining('plan/no-batch'),
    });
    const empty = await startBatch(await freshFolder(), 0).ended;
    expect(empty).toMatchObject({ exitCode: 2, said: expect.stringContaining('error[plan/missing]') });
  });
});

describe('a replication that fails', () => {
  it('and would fail again is noted with its reason and its log, is not tried again, and delays no other', async () => {
    const experiment = smallExperiment({ replications: { kind: 'fixed', count: 1 } });
    // More transmissions than the limit of a simulation.
    experiment.points[0].scenario.duration = 1e15;
    const folder = await freshFolder();
    await plan(experiment, folder, 1e30);
    const { said, exitCode } = await startBatch(folder, 0).ended;
    expect(said).toContain('1 simulated, 0 found, 1 failed, of 2');
    expect(exitCode).toBe(42);
    const [failure] = [...(await failuresIn(folder)).values()];
    expect(failure).toMatchObject({
      point: 0,
      replication: 0,
      kind: 'refused',
      times: 1,
      batch: 0,
      log: 'logs/batch-0.log',
    });
    expect(readFileSync(join(folder, failure.log), 'utf8')).toContain(failure.message);
    expect(await startBatch(folder, 0).ended).toMatchObject({
      exitCode: 42,
      said: expect.stringContaining('0 simulated, 1 found, 1 failed'),
    });
    expect((await planAgain(experiment, folder)).batches).toHaveLength(1);
  });

  it('because its process was killed is tried once more, alone, and then reported', async () => {
    const experiment = endless();
    const folder = await freshFolder();
    await plan(experiment, folder, 1000);
    for (const batch of [0, 1]) {
      const { child, ended } = startBatch(folder, batch);
      await expect.poll(() => notesIn(folder).length, WAITING).toBe(1);
      child.kill('SIGKILL');
      await ended;
      await noteKilled(experiment, folder, true, async () => false);
      expect(notesIn(folder)).toEqual([]);
      const [failure] = [...(await failuresIn(folder)).values()];
      expect(failure).toMatchObject({ kind: 'killed', times: batch + 1, batch });
      const { batches } = await planAgain(experiment, folder);
      expect(batches.map(({ round }) => round)).toEqual([1, 2]);
    }
    expect(await startBatch(folder, 0).ended).toMatchObject({ exitCode: 42 });
  });

  it('is not counted as failed if its process had been asked to end before it was killed', async () => {
    const experiment = endless();
    const folder = await freshFolder();
    await plan(experiment, folder, 1000);
    const { child, ended } = startBatch(folder, 0);
    await expect.poll(() => notesIn(folder).length, WAITING).toBe(1);
    child.kill('SIGTERM');
    const note = join(folder, 'running', notesIn(folder)[0]);
    await expect.poll(() => readFileSync(note, 'utf8'), WAITING).toContain('"isEnding":true');
    child.kill('SIGKILL');
    await ended;
    await noteKilled(experiment, folder, true, async () => false);
    expect([...(await failuresIn(folder)).values()]).toEqual([]);
  });

  it('for lack of memory is distinguished from one that the engine refuses, and from a bug of the engine', () => {
    const died = 'The simulation failed: Worker terminated due to reaching memory limit: JS heap out of memory';
    expect(kindOfFailure(new RunFailed(died))).toBe('memory');
    expect(kindOfFailure(new RunFailed('A run was ended: too many nodes', 'run/limits'))).toBe('refused');
    expect(kindOfFailure(new RunFailed('The simulation failed: a block came twice'))).toBe('failed');
    const failure = { point: 0, replication: 0, message: died, batch: 0, host: 'node1', log: 'logs/batch-0.log' };
    const tries = ([kind, times]: [CellFailure['kind'], number]) => isFinal({ ...failure, kind, times });
    expect(tries(['memory', 1])).toBe(false);
    expect(tries(['memory', 2])).toBe(true);
    expect(tries(['failed', 1])).toBe(true);
  });
});

it('a full disk ends a batch at once, and kept files stay intact', async () => {
  const experiment = smallExperiment({ replications: { kind: 'fixed', count: 2 } });
  const folder = await freshFolder();
  await plan(experiment, folder, 1000);
  // Limits each file to 2 kB. For the process, this looks like a full disk.
  const full = await shell(folder, `ulimit -f 4; exec '${process.execPath}' '${CLI}' run-cells '${folder}' --batch 0`);
  expect(full).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('error[storage/full]') });
  expect(cellsIn(folder)).toBe(0);
  expect([...(await failuresIn(folder)).values()]).toEqual([]);
  expect(await startBatch(folder, 0).ended).toMatchObject({ exitCode: 0 });
  expect(await collected(experiment, folder)).toEqual(await sweptHere(experiment, await freshFolder()));
});
