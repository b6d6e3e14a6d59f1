import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../browser/chromium.js';
import { copyExamples, type WorkbenchHost } from './host.js';
import { runCommand } from './window.js';

/** Timeout of the first page, which has 19 MB of script to parse on a machine that may be busy. */
const FIRST_LOAD_MS = 90_000;
const STEP_MS = 30_000;

/** A window of a real VS Code with the packaged extension, in a real browser, with its own folder. */
export interface Workbench {
  page: Page;
  /** The open folder: a copy of examples/ that tests may change. */
  folder: string;
  /** Folder of the installed extension. */
  extension: string;
  /** Reloads the window (Developer: Reload Window). */
  reload(): Promise<void>;
  /** Origins outside this machine that the page requested. There should be none. */
  foreignOrigins(): string[];
}

export interface WorkbenchOptions {
  /** Size of the window in CSS pixels. */
  viewport?: { width: number; height: number };
  /** Device pixels per CSS pixel. */
  scale?: number;
  /** Additional files in the folder, by path. */
  files?: Readonly<Record<string, string>>;
}

/** Opens a window in a browser of its own, without any state of earlier windows. Tests and the screenshots script use it. */
export async function openWorkbench(
  host: WorkbenchHost,
  options: WorkbenchOptions = {},
): Promise<{ workbench: Workbench; close(): Promise<void> }> {
  const folder = copyExamples(host);
  for (const [name, text] of Object.entries(options.files ?? {})) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const browser = await launchChromium();
  try {
    const workbench = await openWindow(browser, host, folder, options);
    const close = async () => {
      // A window that is closed properly tells its server, which ends the window's processes.
      await workbench.page.goto('about:blank');
      await browser.close();
    };
    return { workbench, close };
  } catch (error) {
    console.error(readFileSync(host.log, 'utf8').slice(-3000));
    await browser.close();
    throw error;
  }
}

async function openWindow(
  browser: Browser,
  host: WorkbenchHost,
  folder: string,
  { viewport = { width: 1400, height: 900 }, scale = 1 }: WorkbenchOptions,
): Promise<Workbench> {
  const page = await browser.newPage({ viewport, deviceScaleFactor: scale, reducedMotion: 'reduce' });
  page.setDefaultTimeout(STEP_MS);
  const foreign = new Set<string>();
  page.on('request', (request) => {
    const { protocol, hostname, origin } = new URL(request.url());
    // Webviews load from an origin that a service worker in the browser answers, so nothing leaves the machine.
    const internal = hostname === 'localhost' || hostname.endsWith('.vscode-resource.vscode-cdn.net');
    if (protocol.startsWith('http') && !internal) foreign.add(origin);
  });
  const appears = (selector: string) => page.locator(selector).first().waitFor({ timeout: FIRST_LOAD_MS });
  const address = new URL(host.address);
  address.searchParams.set('folder', folder);
  await page.goto(address.href);
  await appears('.explorer-folders-view .monaco-list-row');
  return {
    page,
    folder,
    extension: host.extension,
    reload: async () => {
      // A page that is reloaded without VS Code's command has not saved the last seconds.
      const loaded = page.waitForEvent('load');
      await runCommand(page, 'Developer: Reload Window');
      await loaded;
      await appears('.activitybar .action-item.checked');
    },
    foreignOrigins: () => [...foreign],
  };
}
