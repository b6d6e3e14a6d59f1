import { describe, expect } from 'vitest';
import { notification, offeredCommands, openFile, runCommand, statusBarItem } from './window.js';
import { workbenchTest } from './workbench.js';

const test = workbenchTest();

describe('the commands', () => {
  test('are in the palette under one category', async ({ workbench: { page } }) => {
    const titles = await offeredCommands(page, 'Twinchain: ');
    expect(titles).toEqual(expect.arrayContaining(['Twinchain: Restart Language Server', 'Twinchain: Show Log']));
  });

  test('Show Log opens the output of the extension', async ({ workbench: { page } }) => {
    await openFile(page, 'baseline.twin');
    await runCommand(page, 'Twinchain: Show Log');
    const channel = page.locator('.panel select.monaco-select-box').first();
    await channel.waitFor();
    expect(await channel.locator('option:checked').textContent()).toBe('Twinchain');
  });

  test('Restart Language Server says that it has done so, and raises no error', async ({ workbench: { page } }) => {
    await runCommand(page, 'Twinchain: Restart Language Server');
    await statusBarItem(page, 'Twinchain: the language server was restarted').waitFor();
    expect(await notification(page, 'did not start').count()).toBe(0);
  });
});
