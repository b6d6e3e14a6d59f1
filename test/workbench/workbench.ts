import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test as base } from 'vitest';
import { startSession, type Workbench, type WorkbenchOptions } from './session.js';

const FAILURES = path.resolve('test-results');

/**
 * Vitest's `test` with a workbench: one VS Code for all tests of a file. A test that fails leaves a picture of the
 * window in test-results/, and the server's log is printed.
 */
export const workbenchTest = (options: WorkbenchOptions = {}) =>
  base.extend<{ workbench: Workbench; picture: undefined }>({
    workbench: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures that a fixture needs off this pattern
      async ({}, use) => {
        const session = await startSession(options);
        try {
          await use(session.workbench);
        } finally {
          await session.stop();
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
