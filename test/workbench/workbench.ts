import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { test as base } from 'vitest';
import { installExtension, startWorkbenchServer, type WorkbenchServer } from '../../studio/server.js';
import { launchChromium } from '../browser/chromium.js';

const PACKAGED_EXTENSION = path.resolve('dist/twinchain.vsix');
const FAILURES = path.resolve('test-results');
/** The first page has 19 MB of script to parse, on a machine that may be busy. */
const FIRST_LOAD_MS = 90_000;
const STEP_MS = 30_000;

/** A real VS Code with the packaged extension in a real browser, on a folder of its own. */
export interface Workbench {
  page: Page;
  /** The folder that is open: a copy of examples/, to be changed at will. */
  folder: string;
  /** Loads the page anew, as a user who reloads the window. */
  reload(): Promise<void>;
  /** Origins other than this machine that the page asked for: none, or something leaks. */
  foreignOrigins(): string[];
}

interface WorkbenchOptions {
  /** VS Code settings beside those that keep it calm. */
  settings?: Readonly<Record<string, unknown>>;
}

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

/** Starts server and browser, and opens the folder. The screenshots script uses it as the tests do. */
export async function startSession({ settings }: WorkbenchOptions = {}): Promise<{
  workbench: Workbench;
  stop(): Promise<void>;
}> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'twinchain-workbench-'));
  const folder = path.join(home, 'examples');
  const data = path.join(home, 'vscode');
  cpSync('examples', folder, { recursive: true });
  mkdirSync(data);
  await installExtension(data, PACKAGED_EXTENSION);
  const server = await startWorkbenchServer({ data, settings });
  const browser = await launchChromium();
  const stop = async () => {
    await browser.close();
    await server.stop();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    return { workbench: await openWindow(browser, server, folder), stop };
  } catch (error) {
    console.error(readFileSync(server.log, 'utf8').slice(-3000));
    await stop();
    throw error;
  }
}

async function openWindow(browser: Browser, server: WorkbenchServer, folder: string): Promise<Workbench> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(STEP_MS);
  const foreign = new Set<string>();
  page.on('request', (request) => {
    const { protocol, hostname, origin } = new URL(request.url());
    // Webviews load from an origin that a service worker inside the browser answers; nothing leaves the machine.
    const internal = hostname === 'localhost' || hostname.endsWith('.vscode-resource.vscode-cdn.net');
    if (protocol.startsWith('http') && !internal) foreign.add(origin);
  });
  const ready = () =>
    page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: FIRST_LOAD_MS });
  await page.goto(`${server.url}?folder=${encodeURIComponent(folder)}`);
  await ready();
  return {
    page,
    folder,
    reload: async () => {
      await page.reload();
      await ready();
    },
    foreignOrigins: () => [...foreign],
  };
}
