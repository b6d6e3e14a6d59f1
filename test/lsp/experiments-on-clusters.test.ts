import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { noteFailure } from '../../server/clusters/failures.js';
import { cellName, readExperiment } from '../../server/experiments/index.js';
import { pathWith, writeParallelStandIn } from '../clusters/parallel-stand-in.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { RunSession } from './run-session.js';

const sizes = (replications: number, duration = '1min') => `topology Small { nodes: 4  peers: full }
scenario Quick { topology: Small  duration: ${duration}  management.interval: 10s }
experiment Sizes { scenario: Quick  vary primary.blockSize over [0.5MB, 2MB]  replications: ${replications} }
`;

describe('an experiment that the editor submits to an engine', () => {
  const freshFolder = temporaryFolders();
  const before = process.env.PATH;
  let folder: string;
  let engine: string;
  let session: RunSession;
  let uri: string;

  beforeEach(async () => {
    folder = await freshFolder();
    engine = await freshFolder();
    writeParallelStandIn(engine);
    process.env.PATH = pathWith(engine);
    uri = pathToFileURL(path.join(folder, 'sizes.twin')).href;
    session = await RunSession.start({ folder, globalStorage: await freshFolder() });
  });
  afterEach(async () => {
    await session.close();
    process.env.PATH = before;
  });

  async function begin(): Promise<string> {
    const answer = await session.askExperiment('twinchain/runExperiment', {
      uri,
      experiment: 'Sizes',
      threads: 0,
      engine: { on: 'parallel' },
    });
    if (answer.kind !== 'started') throw new Error(JSON.stringify(answer));
    expect(answer.experiment).toMatchObject({ name: 'Sizes', engine: 'parallel' });
    return answer.experiment.experiment;
  }

  test('is shown like one simulated here: replication by replication, then its results', async () => {
    await session.open(uri, sizes(4));
    const experiment = await begin();
    const { view, problem } = await session.finishedExperiment(experiment);
    expect(problem).toBeUndefined();
    expect(view).toMatchObject({ state: 'complete', cells: { done: 8, expected: 8 } });
    expect(session.sweepProgress.length).toBeGreaterThan(0);
    expect(existsSync(path.join(experiment, 'plan.json'))).toBe(true);
  });

  test('is stopped with its jobs, and resumed', async () => {
    await session.open(uri, sizes(150));
    const experiment = await begin();
    const cells = () =>
      existsSync(path.join(experiment, 'cells')) ? readdirSync(path.join(experiment, 'cells')).length : 0;
    await expect.poll(cells, { timeout: 60_000 }).toBeGreaterThan(0);
    expect(await session.askExperiment('twinchain/stopExperiment', { experiment })).toBe(true);
    const { view } = await session.finishedExperiment(experiment);
    expect(view).toMatchObject({ state: 'stopped' });
    const running = () => readdirSync(path.join(experiment, 'running'));
    await expect.poll(running, { timeout: 60_000 }).toEqual([]);
    const kept = cells();
    expect(kept).toBeLessThan(300);
    const again = await session.askExperiment('twinchain/continueExperiment', { experiment, threads: 0 });
    expect(again).toMatchObject({ kind: 'started', experiment: { engine: 'parallel' } });
    await expect.poll(cells, { timeout: 60_000 }).toBeGreaterThan(kept);
    await session.askExperiment('twinchain/stopExperiment', { experiment });
    await expect.poll(running, { timeout: 60_000 }).toEqual([]);
  });

  test('reports jobs that ended without results, and for a failed replication its host, its error and its log', async () => {
    writeParallelStandIn(engine, 'exec cat > /dev/null');
    await session.open(uri, sizes(1));
    const folderOfSweep = await begin();
    const nothing = await session.finishedExperiment(folderOfSweep);
    expect(nothing).toMatchObject({
      view: { state: 'stopped' },
      problem: `Sizes: jobs ended, and replications are missing. ${folderOfSweep}/logs says why.`,
    });
    const { experiment } = await readExperiment(folderOfSweep);
    for (const [point, { scenario }] of experiment.points.entries())
      await noteFailure(folderOfSweep, cellName({ scenario, replication: 0 }, ENGINE_VERSION), {
        point,
        replication: 0,
        kind: 'failed',
        message: 'a block came twice.',
        batch: 0,
        host: 'node7',
        log: 'logs/batch-0.log',
      });
    await session.askExperiment('twinchain/continueExperiment', { experiment: folderOfSweep, threads: 0 });
    const { problem, view } = await session.finishedExperiment(folderOfSweep);
    const failure = { message: 'a block came twice.', times: 1, host: 'node7', batch: 0, isTriedAgain: false };
    const failures = [0, 1].map((point) => ({ ...failure, point, replication: 0 }));
    expect(view).toMatchObject({ state: 'stopped', failures, exhausted: true });
    const stored = await session.askExperiment('twinchain/experimentView', { experiment: folderOfSweep });
    expect(stored).toMatchObject({ view: { failures, exhausted: true } });
    const entries = await session.askExperiment('twinchain/storedExperiments', {});
    expect(entries.find((entry) => entry.experiment === folderOfSweep)).toMatchObject({ exhausted: true });
    const log = { experiment: folderOfSweep, batch: 0 };
    expect(await session.askExperiment('twinchain/experimentLog', log)).toBeNull();
    writeFileSync(path.join(folderOfSweep, 'logs/batch-0.log'), 'It failed.');
    expect(await session.askExperiment('twinchain/experimentLog', log)).toMatchObject({
      uri: pathToFileURL(path.join(folderOfSweep, 'logs/batch-0.log')).href,
    });
    expect(problem).toMatch(
      /^Sizes: 2 replications failed, the first of them replication 1 of \S+ on node7: a block came twice\. Its log is /,
    );
  });

  test('reports missing settings, and what to do', async () => {
    await session.open(uri, sizes(1));
    const answer = await session.askExperiment('twinchain/runExperiment', {
      uri,
      experiment: 'Sizes',
      threads: 0,
      engine: { on: 'kubernetes' },
    });
    if (answer.kind !== 'started') throw new Error(JSON.stringify(answer));
    const { problem } = await session.finishedExperiment(answer.experiment.experiment);
    expect(problem).toBe(
      'Sizes: Kubernetes needs an image with Twinchain in it, and the claim of the volume that holds the folder. Set twinchain.cluster in the settings.',
    );
  });
});
