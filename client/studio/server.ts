import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SERVER_MAIN } from './packages.js';

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;

const TRUST = 'security.workspace.trust.enabled';

/**
 * The settings of VS Code without updates, tips, offers and questions, which disturb a first look at scenarios. A
 * folder opens untrusted, and without a question: scenarios run in it, but its tasks and other extensions do not until
 * the user trusts it.
 */
export const CALM_SETTINGS: Readonly<Record<string, unknown>> = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'remote.restoreForwardedPorts': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export interface WorkbenchServer {
  /**
   * Address of the workbench with a folder open, `http://localhost:<port>/…`: webviews need a secure context, which an
   * IP address would not be. The token in it keeps other users of this machine out.
   */
  address(folder: string): string;
  /** The file for the server's own output. */
  log: string;
  stop(): Promise<void>;
}

export interface WorkbenchServerOptions {
  /** Where VS Code keeps extensions, settings and logs. */
  data: string;
  /** 0 lets the system choose a free one. */
  port?: number;
  settings?: Readonly<Record<string, unknown>>;
}

/**
 * Starts VS Code's web server on this machine only, and waits until it listens. The page contains a terminal, so it
 * requires a token. The server reads the token from a file that no other user can read, since every user can see the
 * arguments of a process.
 * @throws Error with the end of the server's output where it does not start
 */
export async function startWorkbenchServer(options: WorkbenchServerOptions): Promise<WorkbenchServer> {
  writeSettings(options);
  const log = path.join(options.data, 'server.log');
  // The server prints its address with the token.
  const output = openSync(writeSecret(log, ''), 'a');
  const token = randomUUID();
  const tokenFile = writeSecret(path.join(options.data, 'connection-token'), token);
  const child = spawn(
    process.execPath,
    [
      SERVER_MAIN,
      '--host',
      '127.0.0.1',
      '--port',
      String(options.port ?? 0),
      '--connection-token-file',
      tokenFile,
      ...dataArguments(options.data),
    ],
    { stdio: ['ignore', output, output], env: serverEnvironment() },
  );
  const killWithParent = () => child.kill('SIGKILL');
  process.once('exit', killWithParent);
  const port = await listeningPort(child, log);
  return {
    address: (folder) => `http://localhost:${port}/?tkn=${token}&folder=${encodeURIComponent(folder)}`,
    log,
    stop: async () => {
      process.off('exit', killWithParent);
      await stopProcess(child);
      rmSync(tokenFile, { force: true });
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
  // Without a gallery, VS Code looks for no extension on the network. The other two variables belong to the process
  // that started this one.
  const { NODE_OPTIONS: _options, VSCODE_IPC_HOOK_CLI: _hook, ...environment } = process.env;
  return { ...environment, EXTENSIONS_GALLERY: '{}' };
}

/** A file that only its owner can read, from its first moment on. */
function writeSecret(file: string, secret: string): string {
  rmSync(file, { force: true });
  writeFileSync(file, secret, { mode: 0o600, flag: 'wx' });
  return file;
}

function settingsFile(data: string): string {
  return path.join(data, 'data/User/settings.json');
}

/**
 * The settings file that turns workspace trust off, if it does: then a folder's own tasks run as soon as it is opened.
 */
export function settingsWithoutTrust(data: string): string | undefined {
  const file = settingsFile(data);
  const turnsOff = new RegExp(`"${TRUST}"\\s*:\\s*false`);
  return existsSync(file) && turnsOff.test(readFileSync(file, 'utf8')) ? file : undefined;
}

function writeSettings({ data, settings }: WorkbenchServerOptions): void {
  const file = settingsFile(data);
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
  const timeout = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await exited;
  clearTimeout(timeout);
}
