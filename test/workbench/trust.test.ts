import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect } from 'vitest';
import { BROKEN, QUICK } from './scenarios.js';
import { editor, openFile, runCommand, statusBarItem, trustWorkspace, webview } from './window.js';
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
    '.vscode/tasks.json': JSON.stringify(TASKS),
    '.vscode/settings.json': JSON.stringify({ 'task.allowAutomaticTasks': 'on' }),
  },
});

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
  });
});
