import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { installExtension, startWorkbenchServer } from '../../client/studio/server.js';

const PACKAGED_EXTENSION = path.resolve('dist/twinchain.vsix');

/**
 * Files are saved by hand, and the walkthrough for new users is not shown. Replications leave the window a processor, and
 * time to stop them.
 */
const SETTINGS = {
  'files.autoSave': 'off',
  'twinchain.experiment.threads': 1,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * VS Code's web server with the packaged extension, in which any number of windows can be opened. It is plain data, so
 * that it can be passed to the processes that run tests.
 */
export interface WorkbenchHost {
  /** Address of a workbench without a folder. */
  address: string;
  /** Folder that contains the folders of the windows. */
  home: string;
  /** Folder of the installed extension. */
  extension: string;
  /** Output of the server. */
  log: string;
}

/**
 * Installs the packaged extension in a new VS Code, and starts its web server.
 * @param additional settings of VS Code
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
  return {
    host: {
      address: server.address(''),
      home,
      extension: installedExtension(data),
      log: server.log,
    },
    stop: async () => {
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

/** Copies examples/ to a folder that a window may change. */
export function copyExamples(host: WorkbenchHost): string {
  const folder = path.join(mkdtempSync(path.join(host.home, 'window-')), 'examples');
  cpSync('examples', folder, { recursive: true });
  return folder;
}

/** Removes a folder into which ending processes of the server may still write. */
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
