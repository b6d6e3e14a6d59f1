import { describe, expect, test } from 'vitest';
import type { ExperimentView } from '../../server/protocol/experiment-view.js';
import type { PaperOutline, PaperView } from '../../server/protocol/paper.js';
import { experimentFixture } from './fixtures/experiment-fixtures.js';
import { panelsOfThisFile } from './opened-panels.js';
import type { OpenPanel } from './panel-page.js';

const { open } = panelsOfThisFile();

const complete = experimentFixture('block-sizes');
const early: ExperimentView = { ...experimentFixture('early'), id: 'early' };

const claims = complete.expectations.map(({ text }) => ({ figure: 4 as const, text }));

/** Two panels with two settings each, in the order of simulation. */
const OUTLINE: PaperOutline = {
  panels: ['our defaults', 'its simulator'].flatMap((setting) =>
    ['Mean bandwidth', 'Block size'].map((title) => ({ title, setting, claims })),
  ),
};

const RUNNING: PaperView = {
  extent: 'quick',
  state: 'running',
  outline: OUTLINE,
  progress: {
    panelsDone: 1,
    panels: 4,
    panel: 'Block size, our defaults',
    cellsDone: 3,
    cellsExpected: 12,
    secondsLeft: 65,
  },
};

async function openWith(paper: PaperView): Promise<OpenPanel> {
  const panel = await open();
  await panel.send({ type: 'paper', paper });
  return panel;
}

describe('the figures of the paper in the panel', () => {
  test('start as a table of claims without results', async () => {
    const { page, complaints } = await openWith({ ...RUNNING, progress: null });
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Figures of the paper');
    expect(await page.locator('.claims tbody tr').count()).toBe(2 * claims.length);
    const outcomes = await page.locator('.claims .outcome').allTextContents();
    expect(new Set(outcomes)).toEqual(new Set(['–']));
    expect(await page.locator('figure').count()).toBe(0);
    expect(await complaints()).toEqual([]);
  });

  test('fill in while replications arrive: claims, and the plots of the panel in progress', async () => {
    const { page, send, complaints } = await openWith(RUNNING);
    await send({ type: 'paperPanel', panel: { panel: 0, experiment: complete } });
    expect(await page.locator('.claims .outcome:not(.unknown)').count()).toBe(claims.length);
    expect(await page.locator('.paper-panel h2').textContent()).toBe('Mean bandwidth');
    await send({ type: 'paperPanel', panel: { panel: 1, experiment: early } });
    expect(await page.locator('.claims .outcome.so-far').count()).toBe(claims.length);
    expect(await page.locator('.paper-panel h2').textContent()).toBe('Block size');
    expect(await page.locator('figure').count()).toBeGreaterThan(2);
    expect(await page.locator('.progress-text').textContent()).toMatch(
      /^Panel 2 of 4: Block size, our defaults .* 3 of 12 replications .* 1\smin\s5\ss left$/,
    );
    expect(await complaints()).toEqual([]);
  });

  test('show the panel that the reader chooses, whichever is in progress', async () => {
    const { page, send } = await openWith(RUNNING);
    await send({ type: 'paperPanel', panel: { panel: 0, experiment: complete } });
    await send({ type: 'paperPanel', panel: { panel: 1, experiment: early } });
    await page.getByLabel('Panel', { exact: true }).selectOption('Mean bandwidth (our defaults)');
    await send({ type: 'paperPanel', panel: { panel: 1, experiment: early } });
    expect(await page.locator('.paper-panel h2').textContent()).toBe('Mean bandwidth');
  });

  test('are stopped, resumed, and opened as a page when all is there', async () => {
    const { page, send, sent } = await openWith(RUNNING);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Stopping…' }).waitFor();
    await send({ type: 'paper', paper: { ...RUNNING, state: 'stopped' } });
    await page.getByRole('button', { name: 'Resume' }).click();
    await send({ type: 'paper', paper: { ...RUNNING, state: 'complete' } });
    await page.getByRole('button', { name: 'Open as Page' }).click();
    expect((await sent()).slice(1)).toEqual([
      { type: 'stopPaper' },
      { type: 'resumePaper' },
      { type: 'openPaperPage' },
    ]);
    expect(await page.locator('.progress').isHidden()).toBe(true);
  });
});
