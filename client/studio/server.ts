import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SERVER_MAIN } from './packages.js';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

/** VS Code without what disturbs someone who came to look at scenarios: no updates, no tips, no offers, no questions. */
export const CALM_SETTINGS: Readonly<Record<string, unknown>> = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'remote.restoreForwardedPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export interface WorkbenchServer {
  port: number;
  /** `http://localhost:<port>/`: a secure context, which webviews need; an IP address would not be one. */
  url: string;
  /** Where the server's own output goes. */
  log: string;
  stop(): Promise<void>;
}

export interface WorkbenchServerOptions {
  /** Where VS Code keeps extensions, settings and logs. */
  data: string;
  /** 0 lets the system choose a free one. */
  port?: number;
  /** Without it anyone on this machine who knows the port can open the workbench, and with it a terminal. */
  token?: string;
  settings?: Readonly<Record<string, unknown>>;
}

/**
 * Starts VS Code's web server on this machine only, and waits until it listens.
 * @throws Error with the end of the server's output where it does not start
 */
export async function startWorkbenchServer(options: WorkbenchServerOptions): Promise<WorkbenchServer> {
  writeSettings(options);
  const log = path.join(options.data, 'server.log');
  const output = openSync(log, 'w');
  const access = options.token ? ['--connection-token', options.token] : ['--without-connection-token'];
  const child = spawn(
    process.execPath,
    [
      SERVER_MAIN,
      '--host',
      '127.0.0.1',
      '--port',
      String(options.port ?? 0),
      ...access,
      ...dataArguments(options.data),
    ],
    { stdio: ['ignore', output, output], env: serverEnvironment() },
  );
  const killWithParent = () => child.kill('SIGKILL');
  process.once('exit', killWithParent);
  const port = await listeningPort(child, log);
  return {
    port,
    url: `http://localhost:${port}/`,
    log,
    stop: async () => {
      process.off('exit', killWithParent);
      await stopProcess(child);
    },
  };
}

/**
 * Installs a packaged extension where a server with this `data` folder finds it.
 * @throws Error with VS Code's own words where it refuses
 */
export async function installExtension(data: string, vsix: string): Promise<void> {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [SERVER_MAIN, ...dataArguments(data), '--install-extension', vsix, '--force'],
    { env: serverEnvironment() },
  );
  if (!stdout.includes('successfully installed'))
    throw new Error(`VS Code did not install ${vsix}:\n${stdout}${stderr}`);
}

function dataArguments(data: string): string[] {
  return ['--accept-server-license-terms', '--telemetry-level', 'off', '--server-data-dir', data];
}

function serverEnvironment(): NodeJS.ProcessEnv {
  // Without a gallery no extension is looked for on the network. The other two belong to whoever started this process.
  const { NODE_OPTIONS: _options, VSCODE_IPC_HOOK_CLI: _hook, ...environment } = process.env;
  return { ...environment, EXTENSIONS_GALLERY: '{}' };
}

function writeSettings({ data, settings }: WorkbenchServerOptions): void {
  const file = path.join(data, 'data/User/settings.json');
  if (existsSync(file)) return; // the user's own by now
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...CALM_SETTINGS, ...settings }, null, 2));
}

async function listeningPort(child: ChildProcess, log: string): Promise<number> {
  for (let waited = 0; waited < START_LIMIT_MS; waited += 50) {
    const output = readFileSync(log, 'utf8');
    const port = /listening on (\d+)/.exec(output)?.[1];
    if (port) return Number(port);
    if (child.exitCode !== null) break;
    await delay(50);
  }
  child.kill('SIGKILL');
  throw new Error(`The VS Code web server did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`);
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await exited;
  clearTimeout(patience);
}
