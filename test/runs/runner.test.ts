import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunView } from '../../server/protocol/run-view.js';
import type { RunProgress } from '../../server/runs/progress.js';
import { readManifest, readRun } from '../../server/runs/read-run.js';
import { verifyRepeat } from '../../server/runs/repeat.js';
import { reserveFolder } from '../../server/runs/run-files.js';
import { openRunner, type Runner, startRun } from '../../server/runs/runner.js';
import { baselineScenario } from '../view/synthetic-results.js';
import { simulatedRun, smallScenario } from './simulated-run.js';
import { temporaryFolders } from './temporary-folder.js';

const BUNDLE = pathToFileURL(resolve('dist/worker.cjs'));
const LONG = baselineScenario({ seconds: 3_000_000 });

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
  it('gives the same results as one in this thread', async () => {
    const expected = await simulatedRun();
    const { results } = await startRun({ scenario: smallScenario(), samples: true }, {}, BUNDLE).outcome;
    expect(results).toEqual(expected.results);
  });

  it('tells how far it is', async () => {
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
    expect(seen[0].duration).toBe(3_000_000);
    expect(seen[2].simulatedSeconds).toBeGreaterThan(seen[0].simulatedSeconds);
    expect(seen[2].events).toBeGreaterThan(seen[0].events);
    expect(seen[2].secondsLeft).toBeGreaterThan(0);
  });

  it('shows results while it goes on, without changing them', async () => {
    const scenario = smallScenario({ seconds: 600, workload: true });
    const views: RunView[] = [];
    const request = { scenario, samples: true, view: { identity: { id: 'a' }, every: 100 } };
    const { results, view } = await runner().start(request, { onView: (sofar) => views.push(sofar) }).outcome;
    expect(views.length).toBeGreaterThan(0);
    expect(views[0]).toMatchObject({ id: 'a', state: 'running' });
    expect(views[0].simulatedSeconds).toBeLessThan(600);
    expect(view).toMatchObject({ id: 'a', state: 'complete', simulatedSeconds: 600 });
    expect(results).toEqual((await simulatedRun({ seconds: 600, workload: true })).results);
  });

  it('stops when it is asked to, and keeps what was measured', async () => {
    const folder = join(await temporary(), 'run');
    const run = runner().start(
      { scenario: LONG, samples: true, keep: { reservation: await reserveFolder(folder) } },
      { onProgress: () => run.stop() },
    );
    const { summary, results } = await run.outcome;
    expect(summary.complete).toBe(false);
    expect(summary.simulatedSeconds).toBeGreaterThan(0);
    expect((await readRun(folder)).results).toEqual(results);
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

  it('that is stopped before it began ends all the same', async () => {
    const run = runner().start({ scenario: LONG });
    run.stop();
    expect((await run.outcome).summary.complete).toBe(false);
  });

  it('leaves nothing when it is aborted', async () => {
    const parent = await temporary();
    const reservation = await reserveFolder(join(parent, 'run'));
    const run = runner().start({ scenario: LONG, keep: { reservation } });
    const failed = expect(run.outcome).rejects.toThrow('The simulation was aborted.');
    await run.abort();
    await failed;
    expect(await readdir(parent)).toEqual([]);
  });

  it('says why it could not be kept, and still gives its results', async () => {
    const parent = await temporary();
    const reservation = { folder: join(parent, 'run'), partial: join(parent, 'gone'), named: 'run', numbered: false };
    const { summary, kept } = await runner().start({ scenario: smallScenario(), keep: { reservation } }).outcome;
    expect(summary.complete).toBe(true);
    expect(kept).toMatchObject({ error: { code: 'storage/not-writable' } });
  });
});

describe('a runner', () => {
  it('serves one run after another', async () => {
    const once = runner();
    const first = await once.start({ scenario: smallScenario({ seed: 1 }), samples: true }).outcome;
    const second = await once.start({ scenario: smallScenario({ seed: 2 }), samples: true }).outcome;
    const again = await once.start({ scenario: smallScenario({ seed: 1 }), samples: true }).outcome;
    expect(again.results).toEqual(first.results);
    expect(second.results).not.toEqual(first.results);
  });

  it('refuses a second run while one goes on', async () => {
    const busy = runner();
    const run = busy.start({ scenario: LONG });
    expect(() => busy.start({ scenario: LONG })).toThrow('busy');
    run.stop();
    await run.outcome;
  });
});
