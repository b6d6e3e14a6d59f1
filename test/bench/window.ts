import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureStudioPackages } from '../../client/studio/packages.js';
import { startHost } from '../workbench/host.js';
import { openWorkbench, type Workbench } from '../workbench/session.js';
import { openFile, runCommand, webview } from '../workbench/window.js';
import { keyToSquiggle } from './key-to-squiggle.js';
import { atShare, longFile } from './lsp.js';

/** About as many runs as a user makes in a morning. */
const RUNS = 12;
/** V8 returns memory after about eight idle seconds, in up to three collections. */
const REST_MS = 20_000;

const QUICK = `topology Net { nodes: 8  peers: full }
scenario Quick { topology: Net  duration: 10min  management.interval: 20s }
`;

/**
 * Opens the packaged extension in a real VS Code, types into a file of 1,000 lines, and runs a scenario a dozen times.
 * Returns a Markdown table with the activation time as reported by VS Code, the time until a mistake is underlined, and
 * the memory in use at the end.
 */
export async function windowBenchmark(): Promise<string> {
  execFileSync('npm', ['run', '--silent', 'package'], { stdio: ['ignore', 'ignore', 'inherit'] });
  ensureStudioPackages(console.error);
  const { host, stop } = await startHost();
  const files = { 'quick.twin': QUICK, 'long.twin': longFile(1000) };
  const { workbench, close } = await openWorkbench(host, { files });
  try {
    const { page } = workbench;
    await openFile(page, 'quick.twin');
    await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().waitFor();
    const activation = await activationTime(workbench);
    const squiggles = await keyToSquiggle(page, 'long.twin');
    await openFile(page, 'quick.twin');
    for (let run = 0; run < RUNS; run++) {
      await runCommand(page, 'Twinchain: Run with New Seed');
      await webview(page).getByRole('button', { name: 'Run Again' }).waitFor();
    }
    await page.waitForTimeout(REST_MS);
    const server = processRunning(path.join(workbench.extension, 'dist', 'server.cjs'));
    const rows = [
      ['activation, ms', activation],
      ['key to squiggle in 1,000 lines, ms, p50', atShare(squiggles, 0.5)],
      ['key to squiggle in 1,000 lines, ms, p95', atShare(squiggles, 0.95)],
      ...memoryRows('the language server', server),
      ...memoryRows('the extension host, all extensions', parentOf(server)),
    ];
    return [
      `| after ${RUNS} runs, memory at rest | |`,
      '| --- | ---: |',
      ...rows.map(([what, value]) => `| ${what} | ${value} |`),
    ].join('\n');
  } finally {
    await close();
    await stop();
  }
}

/** The time that VS Code reports. */
async function activationTime({ page }: Workbench): Promise<string> {
  await runCommand(page, 'Developer: Show Running Extensions');
  const row = page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Twinchain' });
  const told = await row.locator('.activation-time').innerText();
  await runCommand(page, 'View: Close Editor');
  return /(\d+)\s*ms/.exec(told)?.[1] ?? told;
}

/**
 * The newest process that runs a bundle, found by the path of the bundle, which differs between windows. @throws Error
 * if there is none, or the system does not list processes
 */
function processRunning(bundle: string): number {
  const found = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => read(`/proc/${name}/cmdline`).split('\0').includes(bundle));
  const latest = Math.max(...found.map(Number));
  if (!Number.isFinite(latest)) throw new Error(`No process runs ${bundle}.`);
  return latest;
}

function parentOf(process: number): number {
  return Number(/^PPid:\s*(\d+)$/m.exec(read(`/proc/${process}/status`))?.[1]);
}

/**
 * Memory of a process. Pages of files, mostly of Node.js itself, are in memory once for all processes that have mapped them;
 * the private part is what memory the process adds.
 */
function memoryRows(name: string, process: number): [string, string][] {
  const status = read(`/proc/${process}/status`);
  const mebibytes = (field: string) =>
    (Number(new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1]) / 1024).toFixed(0);
  return [
    [`memory of ${name}, MiB`, mebibytes('VmRSS')],
    ['of it private, MiB', mebibytes('RssAnon')],
  ];
}

/** The content of a file of `/proc`; empty if the process has just ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
