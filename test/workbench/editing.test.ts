import { describe, expect } from 'vitest';
import { BROKEN, QUICK } from './scenarios.js';
import {
  editor,
  openFile,
  problems,
  quickPickRow,
  runCommand,
  trustWorkspace,
  typeAtEnd,
  visibleLines,
} from './window.js';
import { workbenchTest } from './workbench.js';

const MISSPELT = QUICK.replace('bandwidth', 'bandwith');

const test = workbenchTest({ files: { 'empty.twin': '', 'misspelt.twin': MISSPELT, 'broken.twin': BROKEN } });

describe('a scenario in the editor', () => {
  test('is coloured', async ({ workbench: { page } }) => {
    await openFile(page, 'baseline.twin');
    // mtk1 is the class of text without its own colour.
    await page
      .locator('.view-line span span:not(.mtk1)', { hasText: /^topology$/ })
      .first()
      .waitFor();
    await page
      .locator('.view-line span span:not(.mtk1)', { hasText: /^worldwide$/ })
      .first()
      .waitFor();
  });

  test('has no problem as shipped, and one after an error', async ({ workbench: { page } }) => {
    await runCommand(page, 'View: Toggle Problems');
    const own = problems(page).filter({ hasText: 'baseline.twin' });
    await problems(page).filter({ hasText: 'misspelt.twin' }).waitFor();
    await expect.poll(() => own.count()).toBe(0);
    await typeAtEnd(page, '\nscenario {');
    await editor(page).locator('.squiggly-error').first().waitFor();
    await own.waitFor();
    await editor(page).locator('.view-lines').click();
    await runCommand(page, 'File: Revert File');
    await own.waitFor({ state: 'detached' });
    await runCommand(page, 'View: Hide Panel');
  });

  test('is written with completion: declarations, properties and units', async ({ workbench: { page } }) => {
    await openFile(page, 'empty.twin');
    const complete = async (typed: string, label: string) => {
      await page.keyboard.type(typed, { delay: 30 });
      await page.keyboard.press('Control+Space');
      const row = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: label }).first();
      await row.waitFor();
      await row.click();
    };
    await editor(page).locator('.view-lines').click();
    await complete('topo', 'topology');
    await editor(page).locator('.view-line', { hasText: 'topology WorldWide {' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+End');
    await complete('scen', 'scenario');
    await editor(page).locator('.view-line', { hasText: 'scenario Baseline {' }).waitFor();
    await editor(page).locator('.view-line', { hasText: 'duration: 1h' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await complete('warm', 'warmup');
    await complete('30', 'min');
    await expect.poll(() => visibleLines(page)).toContainEqual(expect.stringMatching(/^ +warmup: +30min/));
    await expect.poll(() => editor(page).locator('.squiggly-error').count()).toBe(0);
  });

  test('with a misspelt property is mended by a quick fix', async ({ workbench: { page } }) => {
    await openFile(page, 'misspelt.twin');
    const squiggle = editor(page).locator('.squiggly-error').first();
    await squiggle.waitFor();
    await editor(page).locator('.view-line', { hasText: 'bandwith' }).click();
    await page.keyboard.press('Control+.');
    const fix = page.locator('.action-widget .monaco-list-row.focused', { hasText: 'Change to `bandwidth`' });
    await fix.waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await editor(page).locator('.view-line', { hasText: 'bandwidth: 10MB/s' }).waitFor();
    await squiggle.waitFor({ state: 'detached' });
  });

  test('is checked by a task, which adds no duplicates to the Problems view', async ({ workbench: { page } }) => {
    await trustWorkspace(page);
    await runCommand(page, 'Tasks: Run Task');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'twinchain' }).click();
    await quickPickRow(page, 'Twinchain: check broken.twin').click();
    await page.locator('.xterm-rows', { hasText: 'unit/unknown' }).waitFor();
    await page.keyboard.press('Control+Shift+M');
    // The editor has already reported the error, so the task adds nothing to the Problems view.
    await expect.poll(() => problems(page).filter({ hasText: 'unit/unknown' }).count()).toBe(1);
  });

  test('contacts no other machine', async ({ workbench }) => {
    expect(workbench.foreignOrigins()).toEqual([]);
  });
});
