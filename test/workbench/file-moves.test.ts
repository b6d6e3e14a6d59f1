import { describe, expect } from 'vitest';
import { editor, openFile, statusBarItem, typeAtEnd, visibleLines } from './window.js';
import { workbenchTest } from './workbench.js';

const NETWORK = 'topology Net { nodes: 4 }\n';
const IMPORTING = 'import "network.twin"\n\nscenario S {\n    topology: Net\n    duration: 1h\n}\n';
/** A block whose last line is indented too far, so that Enter indents the next line just as far. */
const OPEN_BLOCK = 'scenario T {\n    topology: Net\n            duration: 1h';

const test = workbenchTest({
  files: { 'network.twin': NETWORK, 'importing.twin': IMPORTING, 'open-block.twin': OPEN_BLOCK },
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
  test('is indented at its start, and where a brace ends a block', async ({ workbench: { page } }) => {
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
