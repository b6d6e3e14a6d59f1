import { readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { LONG_TABLES, ROWS_PER_PIECE } from '../../engine/model/results.js';
import type { RunView } from '../../server/protocol/run-view.js';
import type { RunProgress } from '../../server/runs/progress.js';
import { readManifest, readRun } from '../../server/runs/read-run.js';
import { verifyRepeat } from '../../server/runs/repeat.js';
import { reserveFolder } from '../../server/runs/reservation.js';
import { type WritingProgress, writeRun } from '../../server/runs/run-files.js';
import { openRunner, type Runner, startRun } from '../../server/runs/runner.js';
import { baselineScenario } from '../view/synthetic-results.js';
import { simulatedRun, smallScenario } from './simulated-run.js';
import { temporaryFolders } from './temporary-folder.js';

const BUNDLE = pathToFileURL(resolve('dist/worker.cjs'));
const LONG = baselineScenario({ seconds: 1_000_000 });

const temporary = temporaryFolders();
const open: Runner[] = [];

function runner(): Runner {
  const opened = openRunner(BUNDLE);
  open.push(opened);
  return opened;
}

afterEach(async () => {
  for (const opened of open.splice(0)) await opened.close();
});

describe('a run in a thread of its own', () => {
  it('gives the same files as a run in this thread', async () => {
    const parent = await temporary();
    const expected = await writeRun(await reserveFolder(join(parent, 'here')), await simulatedRun());
    const keep = { reservation: await reserveFolder(join(parent, 'there')) };
    await startRun({ scenario: smallScenario(), keep }, {}, BUNDLE).outcome;
    expect(await readManifest(join(parent, 'there', 'manifest.json'))).toEqual(expected.manifest);
  });

  it('keeps the samples of a long run on disk, and gives the same files as a run in memory', async () => {
    const parent = await temporary();
    const scenario = smallScenario({ seconds: 5000, nodes: 4, workload: true });
    // Slightly more samples of every kind than are kept in memory.
    scenario.primary.blockInterval = 0.8;
    if (scenario.primary.workload) scenario.primary.workload.arrivals = { kind: 'poisson', rate: 1 };
    scenario.management.interval = { kind: 'constant', value: 4 };
    const keep = async (name: string) => ({ reservation: await reserveFolder(join(parent, name)) });
    const watched = { identity: { id: 'a' } };
    await startRun({ scenario, keep: await keep('memory'), view: watched }, {}, BUNDLE).outcome;
    await startRun({ scenario, keep: await keep('disk') }, {}, BUNDLE).outcome;
    const { manifest, results } = await readRun(join(parent, 'memory'));
    for (const name of LONG_TABLES) expect(results.tables[name].rows, name).toBeGreaterThan(ROWS_PER_PIECE);
    expect(await readManifest(join(parent, 'disk', 'manifest.json'))).toEqual(manifest);
    expect(await readdir(parent)).toEqual(['disk', 'memory']);
  });

  it('ends during set-up if it is stopped then', async () => {
    // A million links, drawn one by one.
    const peers = { kind: 'regular', degree: 1000 } as const;
    const [group] = LONG.topology.groups;
    const topology = { ...LONG.topology, groups: [{ ...group, nodes: 2048 }], peers };
    const reservation = await reserveFolder(join(await temporary(), 'never'));
    const run = startRun({ scenario: { ...LONG, duration: 1, topology }, keep: { reservation } }, {}, BUNDLE);
    run.stop();
    await expect(run.outcome).rejects.toMatchObject({ name: 'RunFailed', code: 'run/stopped' });
  });

  it('reports its progress', async () => {
    const seen: RunProgress[] = [];
    const run = runner().start(
      { scenario: LONG },
      {
        onProgress: (progress) => {
          seen.push(progress);
          if (seen.length === 3) run.stop();
        },
      },
    );
    await run.outcome;
    expect(seen.length).toBeGreaterThanOrEqual(3);
    expect(seen[0].duration).toBe(1_000_000);
    expect(seen[2].simulatedSeconds).toBeGreaterThan(seen[0].simulatedSeconds);
    expect(seen[2].events).toBeGreaterThan(seen[0].events);
    expect(seen[2].secondsLeft).toBeGreaterThan(0);
  });

  it('reports after the simulation how much is left to write', async () => {
    const seen: WritingProgress[] = [];
    const keep = { reservation: await reserveFolder(join(await temporary(), 'run')) };
    await runner().start({ scenario: smallScenario(), keep }, { onWriting: (progress) => seen.push(progress) }).outcome;
    const { results } = await simulatedRun();
    const rows = Object.values(results.tables).reduce((sum, table) => sum + table.rows, 0);
    expect(seen[0]).toEqual({ rowsWritten: 0, rows });
  });

  it('shows results during the run without changing them', async () => {
    const scenario = smallScenario({ seconds: 240, workload: true });
    const views: RunView[] = [];
    const folder = join(await temporary(), 'run');
    const keep = { reservation: await reserveFolder(folder) };
    const request = { scenario, keep, view: { identity: { id: 'a' }, every: 50 } };
    const { view } = await runner().start(request, { onView: (sofar) => views.push(sofar) }).outcome;
    expect(views.length).toBeGreaterThan(0);
    expect(views[0]).toMatchObject({ id: 'a', state: 'running' });
    expect(views[0].simulatedSeconds).toBeLessThan(240);
    expect(view).toMatchObject({ id: 'a', state: 'complete', simulatedSeconds: 240 });
    const { results } = await simulatedRun({ seconds: 240, workload: true });
    expect((await readRun(folder)).results).toEqual(results);
  });

  it('stops on request, and keeps the results so far', async () => {
    const folder = join(await temporary(), 'run');
    const run = runner().start(
      { scenario: LONG, keep: { reservation: await reserveFolder(folder) } },
      { onProgress: ({ simulatedSeconds }) => simulatedSeconds > 10 && run.stop() },
    );
    const { summary } = await run.outcome;
    expect(summary.complete).toBe(false);
    expect(summary.simulatedSeconds).toBeGreaterThan(10);
    const { blocks } = (await readRun(folder)).results.tables;
    expect(blocks.rows).toBe(summary.metrics['primary.blockTime'].n + 1);
  });

  it('that was stopped repeats to the byte', async () => {
    const parent = await temporary();
    const run = runner().start(
      { scenario: LONG, keep: { reservation: await reserveFolder(join(parent, 'a')) } },
      { onProgress: () => run.stop() },
    );
    await run.outcome;
    const original = await readManifest(join(parent, 'a', 'manifest.json'));
    const repeat = startRun(
      {
        scenario: original.scenario,
        stopAfterEvents: original.stoppedAfterEvents,
        keep: { reservation: await reserveFolder(join(parent, 'b')) },
      },
      {},
      BUNDLE,
    );
    await repeat.outcome;
    const manifest = await readManifest(join(parent, 'b', 'manifest.json'));
    expect(verifyRepeat(original, manifest).kind).toBe('same');
  });

  it('ends even if it is stopped before it began', async () => {
    const run = runner().start({ scenario: LONG });
    run.stop();
    expect((await run.outcome).summary.complete).toBe(false);
  });

  it('leaves nothing if it is aborted', async () => {
    const parent = await temporary();
    const reservation = await reserveFolder(join(parent, 'run'));
    const run = runner().start({ scenario: LONG, keep: { reservation } });
    const failed = expect(run.outcome).rejects.toThrow('The simulation was aborted.');
    await run.abort();
    await failed;
    expect(await readdir(parent)).toEqual([]);
  });

  it('is kept in the folder for temporary files if its own folder has no space, and says so', async () => {
    const parent = await temporary();
    const reservation = { folder: join(parent, 'run'), partial: join(parent, 'gone'), named: 'run', numbered: false };
    const { summary, kept } = await runner().start({ scenario: smallScenario(), keep: { reservation } }).outcome;
    expect(summary.complete).toBe(true);
    expect(kept).toMatchObject({ rescued: { withoutSamples: false } });
    if (!kept || !('folder' in kept)) throw new Error('the run was not kept');
    expect((await readRun(kept.folder)).summary).toEqual(summary);
    await rm(dirname(kept.folder), { recursive: true });
  });
});

describe('a runner', () => {
  it('serves one run after another', async () => {
    const once = runner();
    const metrics = async (seed: number) =>
      (await once.start({ scenario: smallScenario({ seed }) }).outcome).summary.metrics;
    const first = await metrics(1);
    expect(await metrics(2)).not.toEqual(first);
    expect(await metrics(1)).toEqual(first);
  });

  it('refuses a second run while one is running', async () => {
    const busy = runner();
    // A run that is stopped during its set-up has no results.
    const run = busy.start({ scenario: LONG }, { onProgress: () => run.stop() });
    expect(() => busy.start({ scenario: LONG })).toThrow('busy');
    await run.outcome;
  });
});
