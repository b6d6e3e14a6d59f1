import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { BROKEN, MANAGED, QUICK, SIZES } from './scenarios.js';
import {
  editor,
  openActivity,
  openFile,
  runCommand,
  statusBarItem,
  trustWorkspace,
  visibleLines,
  webview,
} from './window.js';
import { workbenchTest } from './workbench.js';

/** The file that the task of the folder writes. */
const MARK = 'the-task-ran';

const TASKS = {
  version: '2.0.0',
  tasks: [
    {
      label: 'runs by itself',
      type: 'shell',
      command: `touch ${MARK}`,
      runOptions: { runOn: 'folderOpen' },
    },
  ],
};

const test = workbenchTest({
  files: {
    'quick.twin': QUICK,
    'broken.twin': BROKEN,
    'managed.twin': MANAGED,
    'sizes.twin': SIZES,
    '.vscode/tasks.json': JSON.stringify(TASKS),
    '.vscode/settings.json': JSON.stringify({ 'task.allowAutomaticTasks': 'on' }),
  },
});

/** A row of the Test Explorer, which must be open, by its accessible name. */
const testRow = (page: Page, name: string) => page.locator(`.test-explorer .monaco-list-row[aria-label^="${name}"]`);

/** Expands a row of the tree unless it is expanded. */
async function expand(page: Page, name: string): Promise<void> {
  const row = testRow(page, name).first();
  if ((await row.getAttribute('aria-expanded')) === 'true') return;
  await row.click();
}

describe('a folder that is not trusted yet', () => {
  test('is opened without a question, in restricted mode', async ({ workbench: { page } }) => {
    await statusBarItem(page, 'Restricted Mode').waitFor();
  });

  test('has its scenarios checked, and runs them', async ({ workbench: { page } }) => {
    await openFile(page, 'broken.twin');
    await editor(page).locator('.squiggly-error').first().waitFor();
    await openFile(page, 'quick.twin');
    await runCommand(page, 'Twinchain: Run Scenario');
    await webview(page).getByRole('button', { name: 'Run Again' }).waitFor();
  });

  test('runs no task of its own until it is trusted', async ({ workbench }) => {
    const mark = path.join(workbench.folder, MARK);
    // The window has been open for a while, so everything that runs on opening would have run.
    expect(existsSync(mark)).toBe(false);
    await trustWorkspace(workbench.page);
    await workbench.reload();
    await expect.poll(() => existsSync(mark)).toBe(true);
    // The terminal of the task takes up half of the editor.
    await runCommand(workbench.page, 'View: Hide Panel');
  });
});

describe('the reasons for switches of the primary', () => {
  test('are beside the plots of a run: the changes, their proposers and rules', async ({ workbench }) => {
    const { page } = workbench;
    await openFile(page, 'managed.twin');
    await runCommand(page, 'Twinchain: Run Scenario');
    const panel = webview(page);
    await panel.getByRole('button', { name: 'Run Again' }).waitFor();
    const decisions = panel.getByRole('list', { name: 'Decisions about a change' });
    await expect.poll(() => decisions.getByRole('listitem').count()).toBe(2);
    await decisions.getByRole('listitem').first().click();
    const why = panel.getByRole('article');
    await expect.poll(() => why.innerText()).toMatch(/1\sMB\s*→\s*2\sMB/);
    await expect.poll(() => why.innerText()).toMatch(/proposed it, by rule 1 of Widen/);
    await expect.poll(() => why.innerText()).toContain('when queue > 100tx');
    await expect.poll(() => why.innerText()).toMatch(/with queue = [\d,]+\stx/);
  });

  test('lead from the rule to its line', async ({ workbench: { page } }) => {
    await webview(page).getByRole('article').getByRole('button', { name: 'rule 1 of Widen' }).click();
    await statusBarItem(page, 'Ln 6,').waitFor();
    await expect.poll(() => editor(page).isVisible()).toBe(true);
    await expect.poll(() => visibleLines(page)).toContainEqual(expect.stringContaining('when queue > 100tx'));
  });

  test('include a proposal that the others rejected, and their condition', async ({ workbench: { page } }) => {
    const panel = webview(page);
    await panel.getByRole('list', { name: 'Decisions about a change' }).getByRole('listitem').last().click();
    const why = await panel.getByRole('article').innerText();
    expect(why).toMatch(/voted against/);
    expect(why).toContain('proposed.blockSize <= 2MB');
  });
});

describe('the expectations of a text', () => {
  test('are found without opening the file, and lead to their lines', async ({ workbench: { page } }) => {
    await openActivity(page, 'Testing');
    await testRow(page, 'sizes.twin').waitFor();
    for (const name of ['sizes.twin', 'experiment Sizes', 'scenario Tiny']) await expand(page, name);
    for (const name of ['blocks come quickly', 'blocks come at once'])
      await expect.poll(() => testRow(page, name).count()).toBe(2);
    await testRow(page, 'delays hardly change').dblclick();
    await page.locator('.tab.active', { hasText: 'sizes.twin' }).waitFor();
    await page.locator('.statusbar-item', { hasText: 'Ln 21' }).waitFor();
  });

  test('are shown by an ordinary run too: in the panel, in the gutter, above the text and in the Test Explorer', async ({
    workbench: { page },
  }) => {
    await runCommand(page, 'Twinchain: Run Scenario');
    const panel = webview(page);
    await panel.getByRole('heading', { name: 'Expectations' }).waitFor();
    await expect.poll(() => panel.locator('.expectations .finding').innerText()).toBe('1 of 2 expectations met');
    await editor(page).locator('.codelens-decoration a', { hasText: '1 of 2 expectations met · delay' }).waitFor();
    await editor(page).locator('.codicon-testing-failed-icon').first().waitFor();
    await testRow(page, 'blocks come quickly (Passed)').waitFor();
    await testRow(page, 'blocks come at once (Failed)').waitFor();
    await panel.getByRole('button', { name: 'Show “blocks come at once” in Editor' }).click();
    await page.locator('.statusbar-item', { hasText: 'Ln 13' }).waitFor();
  });

  test('pass, fail with the measured value at the line, or stay undecided', async ({ workbench: { page } }) => {
    // VS Code runs tests only in a trusted folder, which this one is by now.
    await openActivity(page, 'Testing');
    await runCommand(page, 'Test: Run Tests in Current File');
    await testRow(page, 'blocks come at once (Failed)').first().waitFor({ timeout: 60_000 });
    await testRow(page, 'delays hardly change (undecided) (Skipped)').waitFor({ timeout: 60_000 });
    await expect.poll(() => testRow(page, 'blocks come quickly (Passed)').count()).toBe(2);
    await expect.poll(() => testRow(page, 'blocks come at once (Failed)').count()).toBe(2);
    const atLine = editor(page).locator('.test-error-content-widget');
    await expect.poll(() => atLine.innerText()).toMatch(/^\d+\sms; limit 1\sms$/);
    // The list of results also shows the experiment, whose figures have intervals.
    await page
      .getByText(/^\d+\sms \(95\s% CI \d+\sms to \d+\sms, n\s=\s4\); limit 1\sms \(Sizes: /)
      .first()
      .waitFor();
  });

  test('are outdated when the text has changed, and current again after a run', async ({ workbench: { page } }) => {
    await editor(page).locator('.view-line', { hasText: 'blocks come quickly' }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    for (const _ of '1ms') await page.keyboard.press('Backspace');
    await page.keyboard.type('9s');
    const outdated = page.locator(
      '.monaco-list-row[aria-label^="blocks come at once (Failed)"][aria-label*="outdated"]',
    );
    await expect.poll(() => outdated.count()).toBe(2);
    await runCommand(page, 'Test: Rerun Failed Tests');
    await expect.poll(() => testRow(page, 'blocks come at once (Passed)').count(), { timeout: 60_000 }).toBe(2);
  });

  test('of a text with errors show the errors, at their places', async ({ workbench: { page } }) => {
    await editor(page).locator('.view-line', { hasText: '2min' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type('utes');
    await page.locator('.test-explorer', { hasText: /sizes\.twin, line 9: / }).waitFor();
    await runCommand(page, 'Test: Run Tests in Current File');
    await testRow(page, 'blocks come quickly (Errored)').first().waitFor();
  });
});
