import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolders } from '../runs/temporary-folder.js';
import { RunSession } from './run-session.js';

const QUICK = { extent: 'quick', threads: 1 } as const;

describe('the figures of the paper', () => {
  const freshFolder = temporaryFolders();
  let folder: string;
  let session: RunSession;

  beforeEach(async () => {
    folder = await freshFolder();
    session = await RunSession.start({ folder, globalStorage: await freshFolder() });
  });
  afterEach(() => session.close());

  const cells = async () => (await readdir(path.join(folder, '.twinchain', 'paper', 'cells'))).length;

  test('report progress, stop on request, and keep finished replications', async () => {
    const answer = session.askPaper('twinchain/reproducePaper', QUICK);
    const progress = await session.reproduced(({ cellsDone }) => cellsDone >= 1);
    expect(progress).toMatchObject({ panelsDone: 0, panels: 10, cellsExpected: 30 });
    expect(progress.panel).toBe('Mean bandwidth of links, our defaults, viewChange');
    await session.askPaper('twinchain/stopPaper', {});
    expect(await answer).toEqual({ kind: 'stopped' });
    expect(await cells()).toBeGreaterThanOrEqual(1);
    expect(existsSync(path.join(folder, '.twinchain', 'paper', 'quick-look.md'))).toBe(false);
  });

  test('fill in during the simulation: outcomes of claims, and figures of the panel', async () => {
    const { panels } = await session.askPaper('twinchain/paperOutline', { extent: 'quick' });
    expect(panels).toHaveLength(10);
    expect(panels[0]).toMatchObject({ title: 'Mean bandwidth of links', setting: 'our defaults, viewChange' });
    expect(panels[0].claims[0]).toEqual({ figure: 4, text: 'The narrower the links, the longer the update delay.' });
    const answer = session.askPaper('twinchain/reproducePaper', QUICK);
    const { panel, experiment } = await session.filledPanel(({ experiment }) => experiment.cells.done >= 1);
    await session.askPaper('twinchain/stopPaper', {});
    await answer;
    expect(panel).toBe(0);
    expect(experiment).toMatchObject({ state: 'running', name: 'MeanBandwidth' });
    expect(experiment.expectations.map(({ text }) => text)).toEqual(panels[0].claims.map(({ text }) => text));
    expect(experiment.points.some(({ metrics }) => metrics['delay.total']?.mean.value)).toBe(true);
  });

  test('resume where they were stopped', async () => {
    const first = session.askPaper('twinchain/reproducePaper', QUICK);
    await session.reproduced(({ cellsDone }) => cellsDone >= 1);
    await session.askPaper('twinchain/stopPaper', {});
    await first;
    const before = await cells();
    const again = session.askPaper('twinchain/reproducePaper', QUICK);
    await session.reproduced(({ cellsDone }) => cellsDone > before);
    await session.askPaper('twinchain/stopPaper', {});
    expect(await again).toEqual({ kind: 'stopped' });
  });

  test('report why they cannot be kept, in the words of the editor', async () => {
    await writeFile(path.join(folder, '.twinchain'), 'This is no folder.');
    const answer = await session.askPaper('twinchain/reproducePaper', QUICK);
    expect(answer).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('Move the scenario to another folder'),
    });
    expect(JSON.stringify(answer)).not.toContain('--');
  });

  test('are reproduced only once at a time', async () => {
    const first = session.askPaper('twinchain/reproducePaper', QUICK);
    await session.reproduced(({ cellsDone }) => cellsDone >= 1);
    const full = { extent: 'full', threads: 1 } as const;
    expect(await session.askPaper('twinchain/reproducePaper', full)).toMatchObject({ kind: 'failed' });
    const second = session.askPaper('twinchain/reproducePaper', QUICK);
    await session.askPaper('twinchain/stopPaper', {});
    expect(await Promise.all([first, second])).toEqual([{ kind: 'stopped' }, { kind: 'stopped' }]);
  });

  test('continue if the language server is killed; the next one answers', async () => {
    const window = { name: randomUUID() };
    const globalStorage = await freshFolder();
    const first = await RunSession.start({ folder, globalStorage, window });
    first.askPaper('twinchain/reproducePaper', QUICK).catch(() => {});
    await first.reproduced(({ cellsDone }) => cellsDone >= 1);
    await first.kill();
    const second = await RunSession.start({ folder, globalStorage, window });
    const answer = second.askPaper('twinchain/reproducePaper', QUICK);
    const { cellsDone } = await second.reproduced(() => true);
    expect(cellsDone).toBeGreaterThanOrEqual(1);
    await second.askPaper('twinchain/stopPaper', {});
    expect(await answer).toEqual({ kind: 'stopped' });
    await second.close();
  });

  test('stop if the editor closes', async () => {
    const answer = session.askPaper('twinchain/reproducePaper', QUICK);
    await session.reproduced(({ cellsDone }) => cellsDone >= 1);
    await session.shutdown();
    expect(await answer).toEqual({ kind: 'stopped' });
  });
});
