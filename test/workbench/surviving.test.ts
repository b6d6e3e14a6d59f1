import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect } from 'vitest';
import { ENDLESS, QUICK } from './scenarios.js';
import { editor, historyRows, openActivity, openFile, problems, runCommand, typeAtEnd, webview } from './window.js';
import { workbenchTest } from './workbench.js';

// A VS Code of its own, so that the killed language server can be told from those of other windows.
const test = workbenchTest({ settings: {}, files: { 'quick.twin': QUICK, 'endless.twin': ENDLESS } });

/** Processes of the language servers: that of this window and, for a moment, the killed one. */
function languageServers(extension: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const own = lines.filter((line) => line.includes(path.join(extension, 'dist', 'server.cjs')));
  return own.map((line) => Number.parseInt(line, 10));
}

describe('a text that was never saved', () => {
  test('can be closed, and the next key in another file is answered', async ({ workbench: { page } }) => {
    await openFile(page, 'quick.twin');
    await runCommand(page, 'Twinchain: New Scenario…');
    await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await editor(page).getByText('scenario').first().waitFor();
    await runCommand(page, 'View: Revert and Close Editor');
    await openFile(page, 'quick.twin');
    await typeAtEnd(page, '\nscenario Second extends Quick { duration: 2parsec }\n');
    await runCommand(page, 'View: Focus Problems (Errors, Warnings, Infos)');
    await problems(page).getByText('parsec').first().waitFor();
    await runCommand(page, 'File: Revert File');
  });
});

describe('a run', () => {
  test('continues when the language server is killed, and is stopped and kept by the next', async ({
    workbench: { page, extension },
  }) => {
    await expect.poll(() => languageServers(extension)).toHaveLength(1);
    await openFile(page, 'endless.twin');
    await runCommand(page, 'Twinchain: Run Scenario');
    const state = webview(page).getByText(/^Endless: .*events\/s/);
    await state.waitFor();
    const [killed] = languageServers(extension);
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => languageServers(extension)).toEqual([expect.not.toBeOneOf([killed])]);
    const before = await state.innerText();
    await expect.poll(() => state.innerText()).not.toBe(before);
    await webview(page).getByRole('button', { name: 'Stop' }).click();
    await webview(page).getByText('Figures cover that part.').waitFor();
    await openActivity(page, 'Twinchain');
    await expect.poll(() => historyRows(page).allInnerTexts()).toContainEqual(expect.stringContaining('Endless'));
  });
});
