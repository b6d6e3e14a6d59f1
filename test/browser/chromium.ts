import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const run = promisify(execFile);
const ROOT = process.cwd();

/** Usual locations of an installed Chrome or Chromium, on platforms for which the npm package has no build. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

interface BrowserInstallation {
  executable: string;
  environment: Record<string, string>;
}

/**
 * Starts a headless Chromium: the one in `CHROMIUM`, else the one from npm (Linux on x64), else an installed Chrome,
 * Chromium or Edge. Text is drawn in fonts from npm, so that pictures are the same on every machine.
 * @throws Error that says what to install if there is none
 */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

async function launchOptions(): Promise<LaunchOptions> {
  const { executable, environment } = await findBrowser();
  return {
    executablePath: executable,
    headless: true,
    args: FLAGS,
    env: { ...definedEnvironment(), ...environment },
  };
}

async function findBrowser(): Promise<BrowserInstallation> {
  const chosen = process.env.CHROMIUM;
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM names '${chosen}', which does not exist.`);
    return { executable: chosen, environment: {} };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedBrowser();
  const executable = INSTALLED.find(isExecutable);
  if (executable) return { executable, environment: {} };
  throw new Error(
    'These tests need Chrome or Chromium, and none was found. Install one, or set CHROMIUM to its executable.',
  );
}

/**
 * Unpacks npm's Chromium into node_modules/.cache once. The folder is renamed into place, so that a half-unpacked
 * browser is never used.
 */
async function unpackedBrowser(): Promise<BrowserInstallation> {
  const manifest = path.join(ROOT, 'node_modules/@sparticuz/chromium/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = path.join(ROOT, 'node_modules/.cache/twinchain', `chromium-${version}`);
  if (!existsSync(folder)) {
    const unpacking = `${folder}.${process.pid}`;
    mkdirSync(unpacking, { recursive: true });
    // The package unpacks into the temporary folder of its process. It also unpacks libraries that a bare machine lacks
    // if it takes the machine for one.
    const script = "import('@sparticuz/chromium').then((module) => module.default.executablePath())";
    await run(process.execPath, ['-e', script], {
      cwd: ROOT,
      env: { ...process.env, TMPDIR: unpacking, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    });
    writeFileSync(path.join(unpacking, 'fonts.conf'), fontConfiguration(folder));
    try {
      renameSync(unpacking, folder);
    } catch (error) {
      rmSync(unpacking, { recursive: true, force: true });
      if (!existsSync(folder)) throw error; // otherwise another process has unpacked it first
    }
  }
  const executable = path.join(folder, 'chromium');
  const environment: Record<string, string> = { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') };
  if (await lacksLibraries(executable)) environment.LD_LIBRARY_PATH = path.join(folder, 'al2023/lib');
  return { executable, environment };
}

async function lacksLibraries(executable: string): Promise<boolean> {
  const { stdout } = await run('ldd', [executable]);
  return stdout.includes('not found');
}

function fontConfiguration(folder: string): string {
  const prefer = (family: string, name: string) =>
    `<alias binding="same"><family>${family}</family><prefer><family>${name}</family></prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(ROOT, 'node_modules/dejavu-fonts-ttf/ttf')}</dir>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'font-cache')}</cachedir>
  ${prefer('monospace', 'DejaVu Sans Mono')}
  ${prefer('sans-serif', 'Open Sans')}
  ${prefer('system-ui', 'Open Sans')}
</fontconfig>
`;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
