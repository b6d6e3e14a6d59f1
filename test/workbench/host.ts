import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { installExtension, startWorkbenchServer } from '../../client/studio/server.js';
import { launchChromiumServer } from '../browser/chromium.js';

const PACKAGED_EXTENSION = path.resolve('dist/twinchain.vsix');

/** What is written is saved by hand, and there is no walkthrough, which a new user is shown first. */
const SETTINGS = { 'files.autoSave': 'off', 'workbench.welcomePage.walkthroughs.openOnInstall': false };

/**
 * VS Code's web server with the packaged extension, and a browser: any number of windows can be opened in them. Plain
 * data, so that the processes that run tests can be told.
 */
export interface WorkbenchHost {
  /** Address of the workbench without a folder. */
  address: string;
  /** Where the browser takes orders: a WebSocket address. */
  browser: string;
  /** Folder in which windows have theirs. */
  home: string;
  /** Folder of the installed extension. */
  extension: string;
  /** The server's own output. */
  log: string;
}

/**
 * Installs the packaged extension in a VS Code of its own, and starts its web server and a browser.
 * @param settings of VS Code, beside those that keep it calm
 */
export async function startHost(settings: Readonly<Record<string, unknown>> = {}): Promise<{
  host: WorkbenchHost;
  stop(): Promise<void>;
}> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'twinchain-workbench-'));
  const data = path.join(home, 'vscode');
  mkdirSync(data);
  await installExtension(data, PACKAGED_EXTENSION);
  const server = await startWorkbenchServer({ data, settings: { ...SETTINGS, ...settings } });
  const browser = await launchChromiumServer();
  return {
    host: {
      address: server.address(''),
      browser: browser.wsEndpoint(),
      home,
      extension: installedExtension(data),
      log: server.log,
    },
    stop: async () => {
      await browser.close();
      await server.stop();
      await removeFolder(home);
    },
  };
}

function installedExtension(data: string): string {
  const extensions = path.join(data, 'extensions');
  const [own] = readdirSync(extensions).filter((name) => existsSync(path.join(extensions, name, 'dist/extension.cjs')));
  return path.join(extensions, own);
}

/** Makes a copy of examples/ in which a window can change what it likes. */
export function copyExamples(host: WorkbenchHost): string {
  const folder = path.join(mkdtempSync(path.join(host.home, 'window-')), 'examples');
  cpSync('examples', folder, { recursive: true });
  return folder;
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
