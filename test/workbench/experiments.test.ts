import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect } from 'vitest';
import { MANY, QUICK, SIZES } from './scenarios.js';
import {
  chooseFromContextMenu,
  editor,
  historyRows,
  notification,
  offeredCommands,
  openActivity,
  openFile,
  runCommand,
  webview,
} from './window.js';
import { workbenchTest } from './workbench.js';

/** For one thread as much to do as {@link MANY} is for two. */
const FEWER = MANY.replace('replications: 30', 'replications: 15');

const test = workbenchTest({ files: { 'sizes.twin': SIZES, 'many.twin': FEWER, 'plain.twin': QUICK } });

const lens = (page: Parameters<typeof editor>[0], text: string | RegExp) =>
  editor(page).locator('.codelens-decoration a', { hasText: text }).first();

describe('an experiment', () => {
  test('is offered only where the text declares one', async ({ workbench: { page } }) => {
    await openFile(page, 'plain.twin');
    await lens(page, 'Run').waitFor();
    await expect.poll(() => offeredCommands(page, 'Twinchain: Run')).not.toContain('Twinchain: Run Experiment');
    await openFile(page, 'sizes.twin');
    await lens(page, 'Run experiment').waitFor();
    await expect.poll(() => offeredCommands(page, 'Twinchain: Run')).toContain('Twinchain: Run Experiment');
  });

  test('runs from the lens above it, and is shown, kept and counted', async ({ workbench: { page, folder } }) => {
    await lens(page, 'Run experiment').click();
    await page.locator('.tab', { hasText: 'Sizes' }).waitFor();
    await lens(page, /2 passed, 1 failed, 1 undecided/).waitFor();
    await openActivity(page, 'Twinchain');
    await expect
      .poll(() => historyRows(page).allInnerTexts())
      .toEqual([expect.stringMatching(/^Sizes\s*2 passed, 1 failed, 1 undecided · 3 points, 12 replications · /)]);
    const [kept] = readdirSync(path.join(folder, '.twinchain', 'experiments'));
    expect(existsSync(path.join(folder, '.twinchain', 'experiments', kept, 'results.parquet'))).toBe(true);
  });

  test('shows its progress, stops, and keeps its finished replications', async ({ workbench: { page } }) => {
    await openActivity(page, 'Explorer');
    await openFile(page, 'many.twin');
    await runCommand(page, 'Twinchain: Run Experiment');
    await lens(page, 'running').waitFor();
    await webview(page)
      .getByText(/Many: [1-9]\d* of 45 replications/)
      .waitFor();
    await expect.poll(() => notification(page, 'replications').count()).toBe(0);
    await webview(page).getByRole('button', { name: 'Stop' }).click();
    await lens(page, /stopped after \d+ of 45 replications/).waitFor();
    await openActivity(page, 'Twinchain');
    await historyRows(page)
      .filter({ hasText: /^Many\s*stopped after \d+ of 45 replications/ })
      .waitFor();
  });

  test('resumes where it was stopped, even after a reload', async ({ workbench }) => {
    await workbench.reload();
    const { page } = workbench;
    const row = historyRows(page).filter({ hasText: /^Many\s*stopped/ });
    await row.waitFor();
    await chooseFromContextMenu(page, row, 'Resume');
    await historyRows(page)
      .filter({ hasText: /^Many\s*\d+ passed.* 45 replications/ })
      .waitFor({ timeout: 120_000 });
    await expect.poll(() => historyRows(page).count()).toBe(2);
    await webview(page).getByRole('heading', { name: 'Many', level: 1 }).waitFor();
  });

  test('is deleted from the history', async ({ workbench: { page, folder } }) => {
    await chooseFromContextMenu(page, historyRows(page).filter({ hasText: /^Many/ }), 'Delete…');
    const dialog = page.locator('.monaco-dialog-box');
    await expect.poll(() => dialog.innerText()).toContain('Delete the experiment Many for good?');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => historyRows(page).count()).toBe(1);
    expect(readdirSync(path.join(folder, '.twinchain', 'experiments'))).toHaveLength(1);
  });
});
