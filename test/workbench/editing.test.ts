import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect } from 'vitest';
import { BROKEN, QUICK, SIZES } from './scenarios.js';
import {
  editor,
  notification,
  offeredCommands,
  openAndAwaitLenses,
  openFile,
  problems,
  quickPickRow,
  runCommand,
  statusBarItem,
  trustWorkspace,
  typeAtEnd,
  visibleLines,
  webview,
} from './window.js';
import { workbenchTest } from './workbench.js';

const MISSPELT = QUICK.replace('bandwidth', 'bandwith');
const NETWORK = 'topology Net { nodes: 4 }\n';
const IMPORTING = 'import "network.twin"\n\nscenario S {\n    topology: Net\n    duration: 1h\n}\n';
/** A block whose last line is indented too far, so that Enter indents the next line just as far. */
const OPEN_BLOCK = 'scenario T {\n    topology: Net\n            duration: 1h';

const test = workbenchTest({
  files: {
    'empty.twin': '',
    'misspelt.twin': MISSPELT,
    'broken.twin': BROKEN,
    'network.twin': NETWORK,
    'importing.twin': IMPORTING,
    'quick.twin': QUICK,
    'sizes.twin': SIZES,
    '.vscode/settings.json': '{ "twinchain.run.openResults": false }',
  },
});

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
});

describe('a file that others import', () => {
  test('is renamed in the explorer, and their imports follow', async ({ workbench: { page } }) => {
    await openFile(page, 'importing.twin');
    // The language server has checked the text once its lens appears.
    await editor(page).locator('.codelens-decoration a', { hasText: 'Run' }).first().waitFor();
    const row = page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'network.twin' });
    await row.click();
    await page.keyboard.press('F2');
    const input = page.locator('.explorer-folders-view input');
    await input.fill('net.twin');
    await input.press('Enter');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'OK' }).click();
    // The edit is in the open editor and unsaved.
    await page.locator('.tab', { hasText: 'importing.twin' }).click();
    await expect.poll(() => visibleLines(page)).toContain('import "net.twin"');
    await expect.poll(() => editor(page).locator('.squiggly-error').count()).toBe(0);
  });
});

describe('a typed line', () => {
  test('is indented at its start, and where a brace ends a block', async ({ workbench: { page, folder } }) => {
    writeFileSync(path.join(folder, 'open-block.twin'), OPEN_BLOCK);
    await openFile(page, 'open-block.twin');
    // Text that is typed before the line is indented would prevent the indentation.
    await typeAtEnd(page, '\n');
    await statusBarItem(page, 'Ln 4, Col 5').waitFor();
    await page.keyboard.type('seed: 3', { delay: 30 });
    await page.keyboard.press('Enter');
    await statusBarItem(page, 'Ln 5, Col 5').waitFor();
    await page.keyboard.type('}');
    await expect.poll(() => visibleLines(page)).toContain('}');
  });
});

describe('a text that was never saved', () => {
  test('can be closed, and the next key in another file is answered', async ({ workbench: { page } }) => {
    await openFile(page, 'quick.twin');
    await runCommand(page, 'Twinchain: New Scenario…');
    await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await editor(page).getByText('scenario').first().waitFor();
    await runCommand(page, 'View: Revert and Close Editor');
    await openFile(page, 'quick.twin');
    await typeAtEnd(page, '\nscenario Second extends Quick { duration: 2fortnights }\n');
    await runCommand(page, 'View: Focus Problems (Errors, Warnings, Infos)');
    await problems(page).getByText('fortnights').first().waitFor();
    await runCommand(page, 'File: Revert File');
    await runCommand(page, 'View: Hide Panel');
  });
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
    await openAndAwaitLenses(page, 'sizes.twin');
    await runCommand(page, 'Twinchain: Open Example…');
    // Text that is typed before the list opens is lost.
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
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

describe('a window in which texts were edited', () => {
  test('contacts no other machine', async ({ workbench }) => {
    expect(workbench.foreignOrigins()).toEqual([]);
  });
});
