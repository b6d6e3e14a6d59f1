import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, inject } from 'vitest';
import { notification, openAndAwaitLenses, quickPickRow, runCommand, webview } from './window.js';
import { workbenchTest } from './workbench.js';

const test = workbenchTest();
/** The quick reproduction simulates about eight hours, which takes a while on a busy machine. */
const PATIENCE = 600_000;

/** Reduces every panel to two points, a quarter of the nodes and long block intervals: as many claims and plots, for less work. */
beforeAll(() => {
  change('baseline.twin', (text) =>
    fewerNodes(text.replace('nodes: 32', 'nodes: 8').replace('blockInterval: 100ms', 'blockInterval: 5s')),
  );
  change('figures.twin', twoPoints);
  change('figures-of-the-simulator.twin', (text) => fewerNodes(twoPoints(text)));
});

const twoPoints = (text: string) => text.replaceAll(/((?:vary|zip) .* over \[[^,]+,[^,]+),.*\]/g, '$1]');
const fewerNodes = (text: string) => text.replaceAll(/(random|regular)\(16\)/g, '$1(4)');

/** Changes an example of the installed extension, from which the figures are computed. */
function change(example: string, changed: (text: string) => string): void {
  const file = path.join(inject('workbench').extension, 'examples', example);
  const text = readFileSync(file, 'utf8');
  expect(changed(text)).not.toBe(text);
  writeFileSync(file, changed(text));
}

describe('the figures of the paper', () => {
  test('show their estimated time before they start', async ({ workbench: { page } }) => {
    await openAndAwaitLenses(page, 'baseline.twin');
    await runCommand(page, 'Twinchain: Reproduce the Paper');
    const rows = page.locator('.quick-input-widget .monaco-list-row');
    await quickPickRow(page, 'Quick look').waitFor();
    for (const row of await rows.allInnerTexts())
      expect(row).toMatch(/about \d+\s(s|min|h).* on (one processor|\d+ processors)/);
    await quickPickRow(page, 'Quick look').click();
    await page.locator('.tab.active', { hasText: 'figures.twin' }).waitFor();
  });

  test('fill in beside the text while cells arrive, and can be stopped', async ({ workbench: { page } }) => {
    const panel = webview(page);
    await panel.getByRole('heading', { name: 'Figures of the paper' }).waitFor();
    await panel.locator('.progress-text', { hasText: /^Panel \d+ of 10/ }).waitFor({ timeout: 60_000 });
    await panel.locator('.claims .outcome:not(.unknown)').first().waitFor({ timeout: 60_000 });
    // Only one progress indicator at a time.
    expect(await notification(page, 'Figures of the paper').count()).toBe(0);
    await panel.getByRole('button', { name: 'Stop' }).click();
    await notification(page, 'The reproduction was stopped. Finished replications are kept').waitFor();
    expect(await panel.locator('figure').count()).toBeGreaterThan(2);
  });

  test('are there again after a reload, and can be resumed', async ({ workbench }) => {
    await workbench.reload();
    const panel = webview(workbench.page);
    await panel.getByRole('heading', { name: 'Figures of the paper' }).waitFor();
    await panel.getByRole('button', { name: 'Resume' }).waitFor();
  });

  test('resume, and end as a page with claims and plots', { timeout: PATIENCE }, async ({ workbench }) => {
    const { page, folder } = workbench;
    const panel = webview(page);
    await panel.getByRole('button', { name: 'Resume' }).click();
    const open = panel.getByRole('button', { name: 'Open as Page' });
    await open.waitFor({ timeout: PATIENCE });
    expect(await panel.locator('.claims .outcome.unknown, .claims .outcome.so-far').count()).toBe(0);
    await open.click();
    await page.locator('.tab.active', { hasText: 'Preview quick-look.md' }).waitFor();
    const text = readFileSync(path.join(folder, '.twinchain', 'paper', 'quick-look.md'), 'utf8');
    expect(text).toContain('5 replications of 5 minutes each');
    expect(text.match(/!\[/g)).toHaveLength(30);
  });
});
