import { describe, expect } from 'vitest';
import { editor, openFile, problems, runCommand, typeAtEnd } from './window.js';
import { workbenchTest } from './workbench.js';

const test = workbenchTest();

describe('a scenario in the editor', () => {
  test('is coloured', async ({ workbench: { page } }) => {
    await openFile(page, 'baseline.twin');
    // mtk1 is the class of text without a colour of its own.
    await page
      .locator('.view-line span span:not(.mtk1)', { hasText: /^topology$/ })
      .first()
      .waitFor();
    await page
      .locator('.view-line span span:not(.mtk1)', { hasText: /^worldwide$/ })
      .first()
      .waitFor();
  });

  test('has no problem as shipped, and one where it is broken', async ({ workbench: { page } }) => {
    await runCommand(page, 'View: Toggle Problems');
    await page.getByText('No problems have been detected in the workspace.').waitFor();
    await typeAtEnd(page, '\nscenario {');
    await editor(page).locator('.squiggly-error').first().waitFor();
    await problems(page).first().waitFor();
    await page.keyboard.press('Control+Z');
  });

  test('asks nothing of any other machine', async ({ workbench }) => {
    expect(workbench.foreignOrigins()).toEqual([]);
  });
});
