import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { installExtension, startWorkbenchServer, type WorkbenchServer } from '../../client/studio/server.js';
import { launchChromium } from '../browser/chromium.js';
import { runCommand } from './window.js';

const PACKAGED_EXTENSION = path.resolve('dist/twinchain.vsix');
/** The first page has 19 MB of script to parse, on a machine that may be busy. */
const FIRST_LOAD_MS = 90_000;
const STEP_MS = 30_000;
/** Without the walkthrough, which a new user is shown first. */
const UNGUIDED = { 'workbench.welcomePage.walkthroughs.openOnInstall': false };

/** A real VS Code with the packaged extension in a real browser, on a folder of its own. */
export interface Workbench {
  page: Page;
  /** The folder that is open: a copy of examples/, to be changed at will. */
  folder: string;
  /** Developer: Reload Window. */
  reload(): Promise<void>;
  /** Origins other than this machine that the page asked for: none, or something leaks. */
  foreignOrigins(): string[];
}

export interface WorkbenchOptions {
  /** Size of the window, in pixels of CSS. */
  viewport?: { width: number; height: number };
  /** Pixels of the screen for each of those. */
  scale?: number;
  /** Files that stand in the folder beside the examples, by path. */
  files?: Readonly<Record<string, string>>;
  /** VS Code settings beside those that keep it calm. */
  settings?: Readonly<Record<string, unknown>>;
}

/** Starts server and browser, and opens the folder. The screenshots script uses it as the tests do. */
export async function startSession(options: WorkbenchOptions = {}): Promise<{
  workbench: Workbench;
  stop(): Promise<void>;
}> {
  const { files = {}, settings } = options;
  const home = mkdtempSync(path.join(os.tmpdir(), 'twinchain-workbench-'));
  const folder = path.join(home, 'examples');
  const data = path.join(home, 'vscode');
  cpSync('examples', folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  mkdirSync(data);
  await installExtension(data, PACKAGED_EXTENSION);
  const server = await startWorkbenchServer({ data, settings: { 'files.autoSave': 'off', ...UNGUIDED, ...settings } });
  const browser = await launchChromium();
  const stop = async () => {
    await browser.close();
    await server.stop();
    await removeFolder(home);
  };
  try {
    return { workbench: await openWindow(browser, server, folder, options), stop };
  } catch (error) {
    console.error(readFileSync(server.log, 'utf8').slice(-3000));
    await stop();
    throw error;
  }
}

/** Processes of the server that still come to their end may write into the folder while it is removed. */
async function removeFolder(folder: string): Promise<void> {
  for (let left = 20; ; left--) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (left === 0) throw error;
      await delay(500);
    }
  }
}

async function openWindow(
  browser: Browser,
  server: WorkbenchServer,
  folder: string,
  { viewport = { width: 1400, height: 900 }, scale = 1 }: WorkbenchOptions,
): Promise<Workbench> {
  const page = await browser.newPage({ viewport, deviceScaleFactor: scale });
  page.setDefaultTimeout(STEP_MS);
  const foreign = new Set<string>();
  page.on('request', (request) => {
    const { protocol, hostname, origin } = new URL(request.url());
    // Webviews load from an origin that a service worker inside the browser answers; nothing leaves the machine.
    const internal = hostname === 'localhost' || hostname.endsWith('.vscode-resource.vscode-cdn.net');
    if (protocol.startsWith('http') && !internal) foreign.add(origin);
  });
  const appears = (selector: string) => page.locator(selector).first().waitFor({ timeout: FIRST_LOAD_MS });
  await page.goto(server.address(folder));
  await appears('.explorer-folders-view .monaco-list-row');
  return {
    page,
    folder,
    reload: async () => {
      // A page that is loaded anew behind VS Code's back has not kept the last seconds.
      const loaded = page.waitForEvent('load');
      await runCommand(page, 'Developer: Reload Window');
      await loaded;
      await appears('.activitybar .action-item.checked');
    },
    foreignOrigins: () => [...foreign],
  };
}
