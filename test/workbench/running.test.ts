import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect } from 'vitest';
import { BROKEN, ENDLESS, QUICK } from './scenarios.js';
import {
  chooseFromContextMenu,
  editor,
  historyRows,
  notification,
  offeredCommands,
  openActivity,
  openFile,
  problems,
  quickInput,
  quickPickRow,
  runCommand,
  statusBarItem,
  visibleLines,
  webview,
} from './window.js';
import { workbenchTest } from './workbench.js';

const test = workbenchTest({ files: { 'quick.twin': QUICK, 'endless.twin': ENDLESS, 'broken.twin': BROKEN } });

/** Up to three digits and a unit of time. */
const TIME = /^[\d.]{1,4}\s(ms|s)/;

describe('a scenario', () => {
  test('offers Stop only while it runs, and Compare only when there are two runs', async ({ workbench }) => {
    await openFile(workbench.page, 'quick.twin');
    await statusBarItem(workbench.page, 'Twinchain scenario').waitFor();
    // Commands that do not need a run are available once the language server has started.
    const always = ['Run Scenario', 'Run with New Seed', 'Show Topology', 'Open Example…'];
    await expect
      .poll(() => offeredCommands(workbench.page, 'Twinchain: '))
      .toEqual(expect.arrayContaining(always.map((title) => `Twinchain: ${title}`)));
    const offered = await offeredCommands(workbench.page, 'Twinchain: ');
    for (const absent of ['Stop', 'Compare Runs…', 'Show Last Results', 'Export Results…', 'Delete…'])
      expect(offered).not.toContain(`Twinchain: ${absent}`);
  });

  test('runs from the palette, and its figures appear in the panel beside the text', async ({
    workbench: { page },
  }) => {
    await openFile(page, 'quick.twin');
    await runCommand(page, 'Twinchain: Run Scenario');
    const panel = webview(page);
    await panel.getByRole('heading', { name: 'Quick', level: 1 }).waitFor();
    await panel.getByRole('button', { name: 'Run Again' }).waitFor();
    const delay = panel.locator('.headline > *', { hasText: 'Management delay' });
    await expect.poll(() => delay.innerText()).toMatch(new RegExp(TIME.source, 'm'));
    await expect.poll(() => panel.locator('figure').count()).toBeGreaterThan(5);
    await expect.poll(() => editor(page).isVisible()).toBe(true);
  });

  test('is marked in the panel while its text differs from the text that was run', async ({ workbench: { page } }) => {
    const mark = webview(page).getByText('The text has changed since this run.');
    await editor(page).locator('.view-line', { hasText: 'nodes: 8' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('9');
    await mark.waitFor();
    await page.keyboard.press('Backspace');
    await page.keyboard.type('8');
    await mark.waitFor({ state: 'detached' });
    await runCommand(page, 'File: Save');
  });

  test('says where a figure comes from: a click leads to the text', async ({ workbench: { page } }) => {
    await webview(page).getByText('Show in Editor').first().click();
    // The timeout of a round keeps its default, so the scenario has something to show.
    await statusBarItem(page, 'Ln 7, Col 1').waitFor();
    await expect.poll(() => visibleLines(page)).toContainEqual(expect.stringContaining('scenario Quick {'));
  });

  test('shows its progress in one place, and stops with the results so far', async ({ workbench: { page } }) => {
    await openFile(page, 'endless.twin');
    await runCommand(page, 'Twinchain: Run Scenario');
    const panel = webview(page);
    await panel.getByRole('progressbar', { name: 'Simulated time' }).waitFor();
    await panel.getByRole('heading', { name: 'Endless', level: 1 }).waitFor();
    // Only one progress indicator at a time: that of the panel until the panel is closed.
    await expect.poll(() => statusBarItem(page, 'Endless: ').count()).toBe(0);
    await expect.poll(() => notification(page, 'events/s').count()).toBe(0);
    await page
      .locator('.tab', { hasText: /^Endless$/ })
      .getByRole('button', { name: /^Close/ })
      .click();
    const toast = notification(page, 'events/s');
    await toast.waitFor();
    await expect.poll(() => toast.innerText()).toMatch(/Endless: .+ of 500\sh · [\d.]+[KM]? events\/s · .+ left/);
    await statusBarItem(page, 'Endless: ').waitFor();
    await runCommand(page, 'Twinchain: Show Last Results');
    await panel.getByRole('progressbar', { name: 'Simulated time' }).waitFor();
    await toast.waitFor({ state: 'detached' });
    await expect.poll(() => offeredCommands(page, 'Twinchain: Stop')).toContain('Twinchain: Stop');
    await panel.getByRole('button', { name: 'Stop' }).click();
    await panel.getByText('Figures cover that part.').waitFor();
    await expect.poll(() => statusBarItem(page, 'Endless: ').count()).toBe(0);
  });

  test('with an error is not run: the first is named, and the Problems view shows all', async ({
    workbench: { page },
  }) => {
    await openFile(page, 'broken.twin');
    await runCommand(page, 'Twinchain: Run Scenario');
    await notification(page, 'Broken was not run. broken.twin, line 9').waitFor();
    await problems(page).filter({ hasText: 'parsec' }).first().waitFor();
    await notification(page, 'Broken was not run').getByRole('button', { name: 'Show in Editor' }).click();
    await statusBarItem(page, 'Ln 9').waitFor();
    await runCommand(page, 'View: Hide Panel');
  });

  test('runs with another seed, and two runs are compared', async ({ workbench: { page } }) => {
    await openFile(page, 'quick.twin');
    await runCommand(page, 'Twinchain: Run with New Seed');
    const panel = webview(page);
    await panel.getByRole('heading', { name: 'Quick', level: 1 }).waitFor();
    await panel.getByRole('button', { name: 'Run Again' }).waitFor();
    await expect.poll(() => panel.locator('.subtitle').innerText()).not.toMatch(/seed 1\s/);
    await panel.getByRole('button', { name: 'Compare…' }).click();
    // The displayed run is already selected; this is the one before.
    await page.locator('.quick-input-list .monaco-list-row', { hasText: /Quick.*seed 1\s/ }).click();
    await page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await panel.getByRole('heading', { name: '2 runs compared' }).waitFor();
    const differences = panel.getByRole('table').filter({ hasText: 'Management delay' }).first();
    await expect.poll(() => differences.getByRole('row').count()).toBeGreaterThan(5);
  });

  test('has its runs in the history, where they are named, pinned and deleted', async ({ workbench: { page } }) => {
    await openActivity(page, 'Twinchain');
    const rows = historyRows(page);
    // Runs of one scenario on one day form a group.
    await expect.poll(() => rows.count()).toBe(4);
    await expect.poll(() => rows.first().innerText()).toMatch(/^Quick\s*Today · 2/);
    await expect.poll(() => rows.nth(1).innerText()).toMatch(/^Quick\s*delay .+ · block time .+ · seed \d+/);

    await rows.filter({ hasText: /Quick.*seed 1\s/ }).click();
    await webview(page).getByRole('heading', { name: 'Quick', level: 1 }).waitFor();
    await page.keyboard.press('F2');
    await quickInput(page).fill('The first');
    await page.keyboard.press('Enter');
    await rows.filter({ hasText: 'The first' }).waitFor();

    await chooseFromContextMenu(page, rows.filter({ hasText: 'The first' }), 'Pin');
    await expect.poll(() => rows.first().innerText()).toContain('The first');

    await rows.filter({ hasText: 'Endless' }).click();
    await webview(page).getByRole('heading', { name: 'Endless', level: 1 }).waitFor();
    // Keys act on the focused line, which the arrow keys move away from the selected one.
    const dialog = page.locator('.monaco-dialog-box');
    await page.keyboard.press('Home');
    await page.keyboard.press('Delete');
    await expect.poll(() => dialog.innerText()).toMatch(/Delete the run The first \(seed 1, \d+:\d\d.*\) for good\?/);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.keyboard.press('End');
    await page.keyboard.press('Delete');
    await expect.poll(() => dialog.innerText()).toContain('Delete the run Endless');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => rows.count()).toBe(2);
  });

  test('is found again after a reload: the panel, and the history', async ({ workbench }) => {
    const { page } = workbench;
    const rows = historyRows(page);
    await rows.filter({ hasText: 'The first' }).click();
    await webview(page).getByRole('heading', { name: 'The first', level: 1 }).waitFor();
    // One run is compared with the run in the panel.
    await chooseFromContextMenu(page, rows.filter({ hasText: /^Quick/ }), 'Compare');
    await webview(page).getByRole('heading', { name: '2 runs compared' }).waitFor();
    await workbench.reload();
    await webview(page).getByRole('heading', { name: '2 runs compared' }).waitFor();
    await expect.poll(() => rows.count()).toBe(2);
    await rows.filter({ hasText: 'The first' }).click();
    await webview(page).getByRole('heading', { name: 'The first', level: 1 }).waitFor();
  });

  test('exports a table as CSV to the place that the user chooses', async ({ workbench: { page, folder } }) => {
    await runCommand(page, 'Twinchain: Export Results…');
    await quickPickRow(page, 'CSV').click();
    await quickPickRow(page, 'delays').click();
    // The dialog proposes the workspace folder and a name that identifies the run.
    const dialog = page.locator('.quick-input-widget', { hasText: /Export .+-delays\.csv/ });
    await expect.poll(() => quickInput(page).inputValue()).toContain('-Quick-seed1-delays.csv');
    await dialog.getByRole('button', { name: 'OK' }).click();
    const exported = () => readdirSync(folder).find((name) => name.endsWith('-Quick-seed1-delays.csv'));
    await expect.poll(exported).toBeDefined();
    const target = path.join(folder, String(exported()));
    await expect.poll(() => readFileSync(target, 'utf8').length).toBeGreaterThan(0);
    const [header, first] = readFileSync(target, 'utf8').split('\n');
    expect(header).toMatch(/^configuration,node,rank,counted,/);
    expect(first.split(',').length).toBe(header.split(',').length);
  });

  test('has figures that are copied to the clipboard as pictures', async ({ workbench: { page } }) => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const panel = webview(page);
    await panel
      .getByRole('button', { name: /^More about/ })
      .first()
      .click();
    await panel.getByText('Copy as Picture').click();
    await panel.getByText('The figure is on the clipboard.').waitFor();
    const kinds = await page.evaluate(async () => {
      // Tests are type-checked without the DOM, but this function runs in a browser.
      const { navigator } = globalThis as unknown as {
        navigator: { clipboard: { read(): Promise<{ types: string[] }[]> } };
      };
      return (await navigator.clipboard.read()).flatMap(({ types }) => types);
    });
    expect(kinds).toContain('image/png');
  });

  test('runs where it was never saved', async ({ workbench: { page, folder } }) => {
    await runCommand(page, 'Twinchain: New Scenario…');
    await editor(page).locator('.view-line', { hasText: 'scenario MyScenario' }).waitFor();
    await runCommand(page, 'Twinchain: Run Scenario');
    await webview(page).getByRole('heading', { name: 'MyScenario', level: 1 }).waitFor();
    await webview(page).getByRole('button', { name: 'Run Again' }).waitFor();
    const kept = readdirSync(path.join(folder, '.twinchain', 'runs'));
    expect(kept.filter((name) => name.includes('MyScenario'))).toHaveLength(1);
  });

  test('shows its topology, which follows the text', async ({ workbench: { page } }) => {
    // The preview shows the declaration around the cursor.
    await editor(page).locator('.view-line', { hasText: 'scenario MyScenario' }).click();
    await statusBarItem(page, 'Ln 7,').waitFor();
    await runCommand(page, 'Twinchain: Show Topology');
    const panel = webview(page);
    const nodes = editor(page).locator('.view-line', { hasText: /nodes:\s\d/ });
    for (const count of [16, 12]) {
      await nodes.click();
      await page.keyboard.press('End');
      await page.keyboard.press('Control+Backspace');
      await page.keyboard.type(String(count));
      await panel.getByText(`${count} nodes in`).waitFor();
    }
    // The preview has its own tab, and the results stay open.
    const tabs = page.locator('.editor-group-container').last().locator('.tab');
    await tabs.filter({ hasText: 'Topology' }).waitFor();
    await tabs.filter({ hasText: 'MyScenario' }).first().waitFor();
    await nodes.click();
    await page.keyboard.press('End');
    await page.keyboard.type(' lightyears');
    await panel.getByText('Preview paused: fix the errors in').waitFor();
    await panel.getByText('12 nodes in').waitFor();
    for (let step = 0; step < ' lightyears'.length; step++) await page.keyboard.press('Backspace');
    await panel.getByText('Live preview').waitFor();
  });
});
