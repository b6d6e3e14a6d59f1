import { describe, expect } from 'vitest';
import { MANAGED } from './scenarios.js';
import { editor, openFile, runCommand, statusBarItem, visibleLines, webview } from './window.js';
import { workbenchTest } from './workbench.js';

const test = workbenchTest({ files: { 'managed.twin': MANAGED } });

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
