import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLI } from '../cli/run-command-line.js';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { RunSession } from './run-session.js';
import { sharedRunSessions } from './shared-run-session.js';

const SYSTEM = `topology Small { nodes: 4  peers: full }
scenario Quick {
    topology: Small
    duration: 2min
    management.interval: 10s
    expect "blocks come quickly" mean(primary.blockTime) < 10s
    expect "blocks come at once" mean(primary.blockTime) < 1ms
}
`;

const sizes = (replications: number, more = '') => `${SYSTEM}
experiment Sizes {
    scenario: Quick
    vary primary.blockSize over [0.5MB, 1MB, 2MB]
    replications: ${replications}
    expect "larger blocks take longer" rising(mean(primary.blockTime))
    ${more}
}
`;

/** Takes longer than any test. */
const ENDLESS = sizes(100_000);

describe('experiments in the editor', () => {
  const place = sharedRunSessions('sizes.twin');
  let folder: string;
  let session: RunSession;
  let uri: string;

  beforeEach(() => {
    ({ folder, session, uri } = place());
  });

  test('are kept in the workspace, and end with all figures and the outcomes of their expectations', async () => {
    await session.open(uri, sizes(4));
    const started = await session.sweep(uri, 'Sizes');
    expect(started).toMatchObject({ name: 'Sizes', scenario: 'Quick', points: 3 });
    expect(path.dirname(started.experiment)).toBe(path.join(folder, '.twinchain', 'experiments'));
    const { view, problem } = await session.finishedExperiment(started.experiment);
    expect(problem).toBeUndefined();
    expect(view).toMatchObject({ id: started.experiment, state: 'complete', cells: { done: 12, expected: 12 } });
    expect(view?.expectations.map(({ text, outcome }) => [text, outcome])).toEqual([
      ['blocks come quickly', 'passed'],
      ['blocks come at once', 'failed'],
      ['larger blocks take longer', 'passed'],
    ]);
    expect(view?.expectations[2].deciding[0].unit).toBe('s');
    expect(await readdir(started.experiment)).toEqual(
      expect.arrayContaining(['results.parquet', 'summary.json', 'manifest.json']),
    );
  });

  test('report progress and results so far, with intervals that narrow as replications arrive', async () => {
    await session.open(uri, ENDLESS);
    const { experiment } = await session.sweep(uri, 'Sizes');
    await session.progressed(({ cellsDone }) => cellsDone >= 15);
    await session.askExperiment('twinchain/stopExperiment', { experiment });
    await session.finishedExperiment(experiment);
    const [progress] = session.sweepProgress;
    expect(progress).toMatchObject({ experiment, name: 'Sizes', cellsExpected: 300_000, cellsFound: 0 });
    const [first, ...others] = session.experimentSnapshots.filter(({ points }) => points[0].replications >= 2);
    const width = ({ low, high }: { low: number | null; high: number | null }) => Number(high) - Number(low);
    const widthOf = (view: typeof first) => width(view.points[0].metrics['delay.total'].mean);
    const last = others.at(-1) ?? first;
    expect(last.state).toBe('running');
    expect(widthOf(last)).toBeLessThanOrEqual(widthOf(first));
  });

  test('stop on request, keep finished replications, and resume', async () => {
    await session.open(uri, ENDLESS);
    const { experiment } = await session.sweep(uri, 'Sizes');
    await session.progressed(({ cellsDone }) => cellsDone >= 6);
    expect(await session.askExperiment('twinchain/stopExperiment', { experiment })).toBe(true);
    const { view } = await session.finishedExperiment(experiment);
    expect(view?.state).toBe('stopped');
    const done = view?.cells.done ?? 0;
    expect(done).toBeGreaterThanOrEqual(6);
    expect(await session.askExperiment('twinchain/stopExperiment', { experiment })).toBe(false);

    const [entry] = await session.askExperiment('twinchain/storedExperiments', {});
    expect(entry).toMatchObject({ experiment, complete: false, outcomes: null, source: 'sizes.twin' });
    expect(entry.replications).toBeGreaterThanOrEqual(done);
    const shown = await session.askExperiment('twinchain/experimentView', { experiment });
    expect('view' in shown && shown.view).toMatchObject({ state: 'stopped', name: 'Sizes' });

    const again = await session.sweep(uri, 'Sizes');
    expect(again.experiment).toBe(experiment);
    const { cellsFound } = await session.progressed((progress) => progress.cellsFound >= done);
    expect(cellsFound).toBeGreaterThanOrEqual(done);
    await session.askExperiment('twinchain/stopExperiment', { experiment });
    await session.finishedExperiment(experiment);
  });

  test('that are stopped before their first replication are no longer shown as running', async () => {
    await session.open(uri, ENDLESS.replace('2min', '500h'));
    const lensOf = async (work: () => Promise<unknown>) =>
      (await session.lensTitlesAfter(uri, work)).find((title) => title.startsWith('$(graph)'));
    const start = async () => expect.poll(() => session.lensTitles(uri)).toContainEqual('$(graph) running');
    const { experiment } = await session.sweep(uri, 'Sizes');
    await start();
    const stop = async () => {
      await session.askExperiment('twinchain/stopExperiment', { experiment });
      await session.finishedExperiment(experiment);
    };
    expect(await lensOf(stop)).toBe('$(graph) stopped after 0 of 300000 replications');
  });

  test('are marked above the text once it has changed', async () => {
    await session.open(uri, sizes(1));
    const { experiment } = await session.sweep(uri, 'Sizes');
    await session.finishedExperiment(experiment);
    const lens = async () => (await session.lensTitles(uri)).find((title) => title.includes('undecided')) ?? '';
    await expect.poll(lens, { timeout: 30_000 }).toMatch(/undecided$/);
    await session.change(uri, 2, `// A comment changes nothing.\n${sizes(1)}`);
    await expect.poll(lens, { timeout: 30_000 }).toMatch(/undecided$/);
    await session.change(uri, 3, sizes(1).replace('2MB', '4MB'));
    await expect.poll(lens, { timeout: 30_000 }).toMatch(/ · text changed since$/);
  });

  test('resume as they were started, even if their text has changed', async () => {
    await session.open(uri, ENDLESS);
    const { experiment } = await session.sweep(uri, 'Sizes');
    await session.progressed(({ cellsDone }) => cellsDone >= 1);
    await session.askExperiment('twinchain/stopExperiment', { experiment });
    await session.finishedExperiment(experiment);
    await session.change(uri, 2, 'nothing any more');
    const answer = await session.askExperiment('twinchain/continueExperiment', { experiment, threads: 1 });
    expect(answer).toMatchObject({ kind: 'started', experiment: { experiment, name: 'Sizes' } });
    await session.askExperiment('twinchain/stopExperiment', { experiment });
    await session.finishedExperiment(experiment);
  });

  test('that were stopped here can be resumed on the command line, and vice versa', async () => {
    await writeFile(path.join(folder, 'sizes.twin'), sizes(15));
    const { experiment } = await session.sweep(uri, 'Sizes', 1);
    await session.progressed(({ cellsDone }) => cellsDone >= 3);
    await session.askExperiment('twinchain/stopExperiment', { experiment });
    await session.finishedExperiment(experiment);
    const cells = (await readdir(path.join(experiment, 'cells'))).length;

    expect(cells).toBeLessThan(45);

    const swept = spawn(process.execPath, [CLI, 'sweep', 'sizes.twin', '--resume'], { cwd: folder, stdio: 'ignore' });
    expect(await once(swept, 'exit')).toEqual([1, null]);
    expect(await readdir(path.dirname(experiment))).toHaveLength(1);
    const { experiment: same } = await session.sweep(uri, 'Sizes');
    expect(same).toBe(experiment);
    expect((await session.finishedExperiment(experiment)).view?.state).toBe('complete');
    expect(session.experimentSnapshots.filter(({ state }) => state === 'complete')).toEqual([]);
  });

  test('that are running when the editor closes lose no finished replication', async () => {
    await session.open(uri, ENDLESS);
    const { experiment } = await session.sweep(uri, 'Sizes');
    const { cellsDone } = await session.progressed((progress) => progress.cellsDone >= 3);
    await session.shutdown();
    const cells = (await readdir(path.join(experiment, 'cells'))).filter((name) => name.endsWith('.parquet'));
    expect(cells.length).toBeGreaterThanOrEqual(cellsDone);
  });

  test('are refused if the text has errors, and the first error is reported', async () => {
    await session.open(uri, sizes(2).replace('2min', '2parsec'));
    const answer = await session.askExperiment('twinchain/runExperiment', { uri, experiment: 'Sizes', threads: 0 });
    expect(answer.kind).toBe('refused');
    if (answer.kind !== 'refused') return;
    expect(answer.refusal.message).toMatch(/^Sizes was not run\. sizes\.twin, line 4: .*parsec/);
    expect(answer.refusal.place?.uri).toBe(uri);
  });

  test('are deleted with all their files, and are then reported as deleted', async () => {
    await session.open(uri, sizes(1));
    const { experiment } = await session.sweep(uri, 'Sizes');
    await session.finishedExperiment(experiment);
    await session.askExperiment('twinchain/deleteExperiment', { experiment });
    expect(existsSync(experiment)).toBe(false);
    expect(await session.askExperiment('twinchain/storedExperiments', {})).toEqual([]);
    const shown = await session.askExperiment('twinchain/experimentView', { experiment });
    expect(shown).toEqual({ problem: `The experiment ${path.basename(experiment)} no longer exists.` });
  });

  test('are exported as a page that contains the command that repeats them', async () => {
    await session.open(uri, sizes(1));
    const { experiment } = await session.sweep(uri, 'Sizes');
    await session.finishedExperiment(experiment);
    const answer = await session.askReport('twinchain/experimentReport', { experiment });
    const page = 'page' in answer ? answer.page : '';
    expect(page).toContain('<code>twinchain sweep sizes.twin Sizes</code>');
    expect(page).toContain('<summary>Scenario text: sizes.twin</summary>');
    const gone = await session.askReport('twinchain/experimentReport', { experiment: `${experiment}-gone` });
    expect(gone).toMatchObject({ problem: expect.stringContaining('no longer exists') });
  });

  test('lead to the line of an expectation, also after the text has moved', async () => {
    await session.open(uri, sizes(1));
    const { experiment } = await session.sweep(uri, 'Sizes');
    await session.finishedExperiment(experiment);
    const lineOf = async (expectation: number | null) =>
      (await session.askExperiment('twinchain/experimentOrigin', { experiment, expectation }))?.range.start.line;
    expect(await lineOf(1)).toBe(6);
    expect(await lineOf(2)).toBe(13);
    expect(await lineOf(null)).toBe(9);
    await session.change(uri, 2, `\n\n${sizes(1)}`);
    expect(await lineOf(2)).toBe(15);
  });
});

describe('the expectations of a text', () => {
  const freshFolder = temporaryFolders();
  const uri = 'untitled:Untitled-1';
  let session: RunSession;
  let globalStorage: string;

  beforeEach(async () => {
    globalStorage = await freshFolder();
    session = await RunSession.start({ globalStorage });
  });
  afterEach(() => session.close());

  const BOTH = [
    { kind: 'scenario' as const, name: 'Quick' },
    { kind: 'experiment' as const, name: 'Sizes' },
  ];

  const expecting = (text: string) =>
    session.open(uri, text).then(() => session.askExperiment('twinchain/expectations', { uri, fingerprints: BOTH }));

  test('are listed by scenario and experiment, each with its line', async () => {
    const { declarations, problem } = await expecting(sizes(2));
    expect(problem).toBeUndefined();
    expect(
      declarations.map(({ kind, name, expectations }) => [
        kind,
        name,
        expectations.map(({ text, place }) => `${place.range.start.line}: ${text}`),
      ]),
    ).toEqual([
      ['scenario', 'Quick', ['5: blocks come quickly', '6: blocks come at once']],
      ['experiment', 'Sizes', ['5: blocks come quickly', '6: blocks come at once', '13: larger blocks take longer']],
    ]);
    expect(declarations[1].expectations[2].source).toBe('rising(mean(primary.blockTime))');
  });

  test('have a new fingerprint if, and only if, something relevant changes', async () => {
    const prints = async (text: string, version: number) => {
      await session.change(uri, version, text);
      const { declarations } = await session.askExperiment('twinchain/expectations', { uri, fingerprints: BOTH });
      return declarations.map(({ fingerprint }) => fingerprint);
    };
    await session.open(uri, '');
    const [scenario, experiment] = await prints(sizes(2), 2);
    expect(scenario).not.toBe('');
    expect(await prints(`// A comment.\n${sizes(2)}`, 3)).toEqual([scenario, experiment]);
    const [, more] = await prints(sizes(3), 4);
    expect(more).not.toBe(experiment);
    expect((await prints(sizes(3), 5))[0]).toBe(scenario);
    expect((await prints(sizes(2).replace('< 10s', '< 9s'), 6))[0]).not.toBe(scenario);
  });

  test('are listed as far as the text can be read, with the error in it', async () => {
    const { declarations, problem } = await expecting(sizes(2).replace('2min', '2parsec'));
    expect(declarations.map(({ name, fingerprint }) => [name, fingerprint])).toEqual([
      ['Quick', ''],
      ['Sizes', ''],
    ]);
    expect(problem).toMatch(/line 4: .*parsec/);
  });

  test('of a scenario are decided by a run of it, with the deciding figures', async () => {
    await session.open(uri, sizes(2));
    const run = await session.run({ uri, scenario: 'Quick' });
    const { expectations = [] } = await session.finished(run.run);
    expect(expectations.map(({ outcome }) => outcome)).toEqual(['passed', 'failed']);
    const [{ value, bound, unit, n }] = expectations[1].deciding;
    expect(value).toBeGreaterThan(0.001);
    expect([bound, unit, n]).toEqual([0.001, 's', 1]);
  });

  test('of a scenario are shown with the figures of its last run, in the history and above the text, now and after a restart', async () => {
    await session.open(uri, sizes(2));
    const { run, uri: text } = await session.run({ uri, scenario: 'Quick' });
    expect(text).toBe(uri);
    const { view, expectations } = await session.finished(run);
    expect(view?.expectations).toEqual(expectations);
    const [entry] = await session.ask('twinchain/runs', {});
    expect(entry.outcomes).toEqual({ passed: 1, failed: 1, undecided: 0 });
    await expect
      .poll(() => session.lensTitles(uri), { timeout: 30_000 })
      .toContainEqual(expect.stringContaining('1 of 2 expectations met · delay'));
    expect(await session.ask('twinchain/expectationOrigin', { run, expectation: 1 })).toMatchObject({
      uri,
      range: { start: { line: 6 } },
    });

    await session.close();
    session = await RunSession.start({ globalStorage });
    const { runs } = await session.ask('twinchain/view', { runs: [run] });
    expect(runs[0].expectations).toEqual(expectations);
    // The expectations of a record are those of its text at that time.
    const repeated = await session.runAgain({ run, seed: 'same', from: 'record' });
    expect((await session.finished(repeated.run)).expectations).toEqual(expectations);
    expect(repeated.uri).toBeUndefined();
  });

  test('are not decided by a run that was stopped', async () => {
    await session.open(uri, sizes(2).replace('2min', '500h'));
    const run = await session.run({ uri, scenario: 'Quick' });
    await session.ask('twinchain/stop', { run: run.run });
    const { view, expectations } = await session.finished(run.run);
    expect(expectations).toBeUndefined();
    expect(view?.expectations?.map(({ outcome }) => outcome)).toEqual(['undecided', 'undecided']);
    expect(await session.ask('twinchain/runs', {})).toMatchObject([{ outcomes: null }]);
  });
});
