import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test as base, inject } from 'vitest';
import { startHost } from './host.js';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './session.js';

const FAILURES = path.resolve('test-results');

export interface WorkbenchTestOptions extends WorkbenchOptions {
  /** Additional VS Code settings. A file with settings gets its own VS Code. */
  settings?: Readonly<Record<string, unknown>>;
}

/**
 * Vitest's `test` with a workbench: a window for all tests of a file, in the VS Code that all files share. A test that
 * fails leaves a picture of the window in test-results/.
 */
export const workbenchTest = ({ settings, ...options }: WorkbenchTestOptions = {}) =>
  base.extend<{ workbench: Workbench; picture: undefined }>({
    workbench: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that a fixture needs off this pattern
      async ({}, use) => {
        const own = settings && (await startHost(settings));
        try {
          const { workbench, close } = await openWorkbench(own?.host ?? inject('workbench'), options);
          await use(workbench);
          await close();
        } finally {
          await own?.stop();
        }
      },
      { scope: 'file' },
    ],
    picture: [
      async ({ workbench, task, onTestFailed }, use) => {
        onTestFailed(async () => {
          mkdirSync(FAILURES, { recursive: true });
          const file = path.join(FAILURES, `${task.name.replace(/\W+/g, '-')}.png`);
          await workbench.page.screenshot({ path: file });
          console.error(`The window as the failed test left it: ${file}`);
        });
        await use(undefined);
      },
      { auto: true },
    ],
  });
