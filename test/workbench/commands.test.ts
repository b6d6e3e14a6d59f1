import { describe, expect } from 'vitest';
import { SIZES } from './scenarios.js';
import {
  editor,
  notification,
  offeredCommands,
  openAndAwaitLenses,
  openFile,
  runCommand,
  statusBarItem,
  webview,
} from './window.js';
import { workbenchTest } from './workbench.js';

const test = workbenchTest({
  files: { 'sizes.twin': SIZES, '.vscode/settings.json': '{ "twinchain.run.openResults": false }' },
});

describe('the commands', () => {
  test('are in the palette under one category', async ({ workbench: { page } }) => {
    const always = ['Open Example…', 'New Scenario…', 'Restart Language Server', 'Show Log'];
    // A window that has just opened does not know the commands of its extensions yet.
    await expect
      .poll(() => offeredCommands(page, 'Twinchain: '))
      .toEqual(expect.arrayContaining(always.map((title) => `Twinchain: ${title}`)));
  });

  test('Open Example… describes what each example shows, and opens it', async ({ workbench: { page } }) => {
    await openAndAwaitLenses(page, 'baseline.twin');
    await runCommand(page, 'Twinchain: Open Example…');
    // The list renders only the rows that fit.
    await page.locator('.quick-input-box input').fill('widen');
    const entry = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Blocks that widen under a burst' });
    await entry.waitFor();
    await expect
      .poll(() => entry.textContent())
      .toContain('A chain of small blocks against one whose twins watch the queue.');
    await entry.click();
    await page.locator('.tab', { hasText: 'widen-blocks.twin' }).waitFor();
  });

  test('Run Scenario reports its result where no panel does', async ({ workbench: { page } }) => {
    await openAndAwaitLenses(page, 'sizes.twin');
    await editor(page).locator('.view-line', { hasText: 'scenario Tiny' }).click();
    await runCommand(page, 'Twinchain: Run Scenario');
    const verdict = notification(page, 'Tiny: 1 of 2 expectations met.');
    await verdict.waitFor();
    await expect.poll(() => verdict.innerText()).toContain('“blocks come at once” does not hold.');
    await verdict.getByRole('button', { name: 'Show Results' }).click();
    await webview(page).getByRole('heading', { name: 'Tiny', level: 1 }).waitFor();
  });

  test('Show Log opens the output of the extension', async ({ workbench: { page } }) => {
    await openFile(page, 'baseline.twin');
    await runCommand(page, 'Twinchain: Show Log');
    const channel = page.locator('.panel select.monaco-select-box').first();
    await channel.waitFor();
    await expect.poll(() => channel.locator('option:checked').textContent()).toBe('Twinchain');
    await page.locator('.output-view .view-line', { hasText: 'The language server is ready.' }).first().waitFor();
  });

  test('Restart Language Server confirms the restart, and raises no error', async ({ workbench: { page } }) => {
    await runCommand(page, 'Twinchain: Restart Language Server');
    await statusBarItem(page, 'Twinchain: the language server was restarted').waitFor();
    await expect.poll(() => notification(page, 'did not start').count()).toBe(0);
  });
});
