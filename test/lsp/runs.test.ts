import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { RunSession } from './run-session.js';
import { sharedRunSessions } from './shared-run-session.js';

const NETWORK = `topology Small {
    nodes: 8
    peers: full
    bandwidth: 10MB/s
}
`;

const scenario = (properties = 'duration: 2min') => `scenario Quick {
    topology: Small
    ${properties}
    management.nodes: random(4)
    management.interval: 10s
}
`;

/** Long enough to be stopped on any machine. */
const ENDLESS = scenario('duration: 500h').replace('Quick', 'Endless');

describe('runs in the editor', () => {
  const freshFolder = temporaryFolders();
  const place = sharedRunSessions('quick.twin');
  let folder: string;
  let globalStorage: string;
  let session: RunSession;
  let uri: string;

  beforeEach(() => {
    ({ folder, globalStorage, session, uri } = place());
  });

  test('use the text in the editor, saved or not, and are kept in the workspace', async () => {
    await session.open(uri, NETWORK + scenario('duration: 2min\n seed: 7'));
    const run = await session.run({ uri, scenario: 'Quick' });
    expect(run).toMatchObject({ scenario: 'Quick', seed: 7, duration: 120 });
    const { view } = await session.finished(run.run);
    expect(view).toMatchObject({ id: run.run, state: 'complete', seed: 7 });
    expect(path.dirname(run.run)).toBe(path.join(folder, '.twinchain', 'runs'));
    const csv = await session.ask('twinchain/tableCsv', { run: run.run, table: 'delays' });
    expect(csv.split('\n')[0]).toContain('configuration,');
    expect(await readdir(run.run)).toEqual(expect.arrayContaining(['manifest.json', 'summary.json', 'delays.parquet']));
  });

  test('are listed latest first with their figures and their files', async () => {
    await session.open(uri, NETWORK + scenario());
    const first = await session.run({ uri, scenario: 'Quick' });
    await session.finished(first.run);
    const second = await session.run({ uri, scenario: 'Quick', seed: 'new' });
    await session.finished(second.run);
    const entries = await session.ask('twinchain/runs', {});
    expect(entries.map(({ run }) => run)).toEqual([second.run, first.run]);
    expect(entries[0]).toMatchObject({ scenario: 'Quick', source: 'quick.twin', complete: true, seed: second.seed });
    expect(entries[0].figures).toMatch(/^delay [\d.]+\s?m?s · block time [\d.]+\s?m?s$/);
    expect(second.seed).not.toBe(first.seed);
  });

  test('are compared by the changes between them, and labelled with these', async () => {
    await session.open(uri, NETWORK + scenario());
    const first = await session.run({ uri, scenario: 'Quick' });
    await session.finished(first.run);
    await session.change(uri, 2, NETWORK + scenario('duration: 2min\n primary.blockSize: 2MB'));
    const second = await session.run({ uri, scenario: 'Quick' });
    await session.finished(second.run);
    const { runs, comparison } = await session.ask('twinchain/view', { runs: [first.run, second.run] });
    const [change, ...others] = comparison?.changes ?? [];
    expect(others).toEqual([]);
    expect(change).toEqual({ property: 'primary.blockSize', values: ['1\u00a0MB', '2\u00a0MB'] });
    expect(runs.map(({ name }) => name)).toEqual(['Quick: blockSize 1\u00a0MB', 'Quick: blockSize 2\u00a0MB']);
  });

  test('are marked above the text once it has changed', async () => {
    await session.open(uri, NETWORK + scenario());
    const { run } = await session.run({ uri, scenario: 'Quick' });
    await session.finished(run);
    const lens = async () => (await session.lensTitles(uri)).find((title) => title.includes('block time')) ?? '';
    await expect.poll(lens, { timeout: 30_000 }).toMatch(/seed 1$/);
    await session.change(uri, 2, `// A comment changes nothing.\n${NETWORK}${scenario('duration: 2min\n seed: 9')}`);
    await expect.poll(lens, { timeout: 30_000 }).toMatch(/seed 1$/);
    await session.change(uri, 3, NETWORK + scenario('duration: 3min'));
    await expect.poll(lens, { timeout: 30_000 }).toMatch(/seed 1 · text changed since$/);
    expect(await session.ask('twinchain/outdated', { runs: [run] })).toEqual([run]);
    await session.change(uri, 4, NETWORK + scenario('duration: 2min'));
    expect(await session.ask('twinchain/outdated', { runs: [run] })).toEqual([]);
  });

  test('are exported as a page, with their text if it is unchanged', async () => {
    await session.open(uri, NETWORK + scenario());
    const { run } = await session.run({ uri, scenario: 'Quick' });
    await session.finished(run);
    const page = async () => {
      const answer = await session.askReport('twinchain/runReport', { runs: [run] });
      return 'page' in answer ? answer.page : '';
    };
    const name = path.basename(run);
    expect(await page()).toContain(`<code>twinchain run .twinchain/runs/${name}/manifest.json</code>`);
    expect(await page()).toContain('<summary>Scenario text: quick.twin</summary>');
    await session.change(uri, 2, NETWORK + scenario('duration: 3min'));
    expect(await page()).not.toContain('Scenario text');
    expect(await page()).toContain('&quot;duration&quot;: 120');
  });

  test('stop within a moment, and keep the results so far', async () => {
    await session.open(uri, NETWORK + ENDLESS);
    const run = await session.run({ uri, scenario: 'Endless', live: true });
    await session.ask('twinchain/stop', { run: run.run });
    const { view } = await session.finished(run.run);
    expect(view?.state).toBe('stopped');
    expect(await session.ask('twinchain/runs', {})).toMatchObject([{ run: run.run, complete: false }]);
    expect(await session.ask('twinchain/stop', { run: run.run })).toBe(false);
  });

  test('that are running when the editor closes are stopped and kept', async () => {
    await session.open(uri, NETWORK + ENDLESS);
    const run = await session.run({ uri, scenario: 'Endless' });
    await session.shutdown();
    expect(existsSync(path.join(run.run, 'manifest.json'))).toBe(true);
  });

  test('report progress and figures while they run', async () => {
    await session.open(uri, NETWORK + ENDLESS);
    const run = await session.run({ uri, scenario: 'Endless', live: true });
    while (session.snapshots.length < 2 || session.progress.length < 2)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await session.ask('twinchain/stop', { run: run.run });
    await session.finished(run.run);
    const [first, second] = session.progress;
    expect(first).toMatchObject({ run: run.run, name: 'Endless', duration: 1_800_000 });
    expect(second.simulatedSeconds).toBeGreaterThan(first.simulatedSeconds);
    expect(session.snapshots[1].state).toBe('running');
    expect(session.snapshots[1].simulatedSeconds).toBeGreaterThan(session.snapshots[0].simulatedSeconds);
  });

  test('are refused if the text has errors, and the first error is reported', async () => {
    await session.open(uri, NETWORK + scenario('duration: 2parsec'));
    const answer = await session.ask('twinchain/run', { uri, scenario: 'Quick', seed: 'written', live: false });
    expect(answer.kind).toBe('refused');
    if (answer.kind !== 'refused') return;
    expect(answer.refusal.message).toMatch(/^Quick was not run\. quick\.twin, line 8: /);
    expect(answer.refusal.place).toMatchObject({ uri, range: { start: { line: 7 } } });
    expect(await session.ask('twinchain/runs', {})).toEqual([]);
  });

  test("of a text that was never saved are kept in the workspace, or in the editor's folder if there is none", async () => {
    const untitled = 'untitled:Untitled-1';
    const storage = await freshFolder();
    const workspace = await RunSession.start({ folder, globalStorage: storage });
    await workspace.open(untitled, NETWORK + scenario());
    const inWorkspace = await workspace.run({ uri: untitled, scenario: 'Quick' });
    expect(inWorkspace.run.startsWith(folder)).toBe(true);
    await workspace.finished(inWorkspace.run);
    await workspace.close();

    const alone = await RunSession.start({ globalStorage: storage });
    await alone.open(untitled, NETWORK + scenario());
    const elsewhere = await alone.run({ uri: untitled, scenario: 'Quick' });
    await alone.finished(elsewhere.run);
    expect(elsewhere.run.startsWith(storage)).toBe(true);
    expect(await alone.ask('twinchain/runs', {})).toMatchObject([{ run: elsewhere.run, source: untitled }]);
    await alone.close();
  });

  test('are shown, compared, named, pinned and deleted', async () => {
    await session.open(uri, NETWORK + scenario());
    const first = await session.run({ uri, scenario: 'Quick' });
    await session.finished(first.run);
    const second = await session.run({ uri, scenario: 'Quick', seed: 'new' });
    await session.finished(second.run);

    await session.ask('twinchain/annotate', { run: first.run, label: 'the good one', pinned: true });
    const both = await session.ask('twinchain/view', { runs: [first.run, second.run] });
    expect(both.runs.map(({ name }) => name)).toEqual(['the good one', 'Quick']);
    expect(both.comparison?.runs).toEqual([first.run, second.run]);

    await session.ask('twinchain/delete', { run: second.run });
    expect(existsSync(second.run)).toBe(false);
    expect(await session.ask('twinchain/runs', {})).toMatchObject([{ label: 'the good one', pinned: true }]);
    const gone = await session.ask('twinchain/view', { runs: [second.run] });
    expect(gone).toMatchObject({ runs: [], problems: [expect.stringContaining('no longer exists')] });
  });

  test('read from disk show the same figures as at their end', async () => {
    await session.open(uri, NETWORK + scenario());
    const run = await session.run({ uri, scenario: 'Quick' });
    const { view } = await session.finished(run.run);
    const another = await RunSession.start({ folder, globalStorage });
    expect((await another.ask('twinchain/view', { runs: [run.run] })).runs).toEqual([view]);
    await another.close();
  });

  test('can be repeated with the current text, or exactly as before', async () => {
    await session.open(uri, NETWORK + scenario('duration: 1min'));
    const run = await session.run({ uri, scenario: 'Quick' });
    await session.finished(run.run);
    await session.change(uri, 2, NETWORK + scenario('duration: 2min'));
    const again = (from: 'text' | 'record') =>
      session.ask('twinchain/runAgain', { run: run.run, seed: 'same', from, live: false });
    const fromText = await again('text');
    const fromRecord = await again('record');
    expect(fromText).toMatchObject({ run: { duration: 120, seed: run.seed } });
    expect(fromRecord).toMatchObject({ run: { duration: 60, seed: run.seed } });
    for (const answer of [fromText, fromRecord])
      if (answer.kind === 'started') expect((await session.finished(answer.run.run)).view).not.toBeNull();
  });

  test('lead back to the text: to a written value, or to the scenario if the value is a default', async () => {
    await session.open(uri, NETWORK + scenario());
    const run = await session.run({ uri, scenario: 'Quick' });
    await session.finished(run.run);
    const lineOf = async (origin: string) =>
      (await session.ask('twinchain/origin', { run: run.run, origin }))?.range.start.line;
    expect(await lineOf('duration')).toBe(7);
    expect(await lineOf('management.interval')).toBe(9);
    expect(await lineOf('topology.peers')).toBe(2);
    expect(await lineOf('primary.roundTimeout')).toBe(5);
  });
});

describe('the topology preview of a text', () => {
  const freshFolder = temporaryFolders();

  test('shows the network that a run with this seed would draw, even with errors elsewhere in the text', async () => {
    const folder = await freshFolder();
    const session = await RunSession.start({ folder, globalStorage: folder });
    const uri = pathToFileURL(path.join(folder, 'quick.twin')).href;
    await session.open(uri, `${NETWORK}${scenario()}scenario Broken {`);
    const position = { line: 6, character: 0 };
    const preview = await session.ask('twinchain/topology', { uri, position });
    expect(preview).toMatchObject({ kind: 'topology', declaration: 'Quick' });
    await session.change(uri, 2, NETWORK + scenario());
    const run = await session.run({ uri, scenario: 'Quick' });
    const { view } = await session.finished(run.run);
    const drawn = preview.kind === 'topology' ? preview.network : undefined;
    expect(drawn?.links).toEqual(view?.network.links);
    expect(drawn?.nodes).toEqual(view?.network.nodes.map(({ delays: _, ...node }) => node));
    await session.close();
  });

  test('follows the text, and says so if there is nothing to draw', async () => {
    const folder = await freshFolder();
    const session = await RunSession.start({ folder, globalStorage: folder });
    const uri = pathToFileURL(path.join(folder, 'quick.twin')).href;
    const position = { line: 0, character: 0 };
    await session.open(uri, NETWORK);
    const nodes = async () => {
      const answer = await session.ask('twinchain/topology', { uri, position });
      return answer.kind === 'topology' ? answer.network.nodes.length : answer.message;
    };
    expect(await nodes()).toBe(8);
    await session.change(uri, 2, NETWORK.replace('8', '12'));
    expect(await nodes()).toBe(12);
    await session.change(uri, 3, NETWORK.replace('8', '9000'));
    expect(await nodes()).toContain('2,048');
    // The preview would show the default of the property that the user misspelled, so it pauses.
    await session.change(uri, 4, NETWORK.replace('nodes: 8', 'nodes: 8  latencyy: 30ms'));
    expect(await nodes()).toBe('Preview paused: fix the errors in Small.');
    await session.change(uri, 5, '');
    expect(await nodes()).toBe('This text declares no topology yet.');
    await session.close();
  });
});

describe('a file opened without its folder', () => {
  const freshFolder = temporaryFolders();

  async function openedAlone(folder?: string) {
    const place = await freshFolder();
    await writeFile(path.join(place, 'network.twin'), 'import "deeper/base.twin"\n');
    await mkdir(path.join(place, 'deeper'));
    await writeFile(path.join(place, 'deeper', 'base.twin'), NETWORK);
    const uri = pathToFileURL(path.join(place, 'quick.twin')).href;
    const session = await RunSession.start({ folder, globalStorage: place });
    await session.open(uri, `import "network.twin"\n${scenario()}`);
    return { session, uri, place };
  }

  test('sees its imports, and their imports', async () => {
    const { session, uri, place } = await openedAlone();
    expect(await session.problems(uri)).toEqual([]);
    const run = await session.run({ uri, scenario: 'Quick' });
    expect((await session.finished(run.run)).view?.state).toBe('complete');
    expect(run.run.startsWith(path.join(place, '.twinchain'))).toBe(true);
    await session.close();
  });

  test('does so even if another folder is open', async () => {
    const { session, uri } = await openedAlone(await freshFolder());
    expect(await session.problems(uri)).toEqual([]);
    await session.close();
  });
});
