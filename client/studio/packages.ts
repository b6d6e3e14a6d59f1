import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const STUDIO = new URL('../../client/studio/', import.meta.url);
const VSCODE = new URL('node_modules/code-server/lib/vscode/', STUDIO);
const LOCK = new URL('package-lock.json', STUDIO);
const INSTALLED_LOCK = new URL('node_modules/installed-lock.json', STUDIO);

/** The script that starts VS Code's web server. */
export const SERVER_MAIN = fileURLToPath(new URL('out/server-main.js', VSCODE));

/**
 * Installs VS Code's web server from npm, about 300 MB, unless it is installed as the lock file says. No install script
 * of any package runs: packages with native parts are prebuilt, or replaced by stand-ins/.
 * @throws Error with npm's own words where it fails
 */
export function ensureStudioPackages(tell: (message: string) => void): void {
  if (isInstalled()) return;
  tell('Installing the VS Code web server from npm (once, about 300 MB) …');
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: fileURLToPath(STUDIO),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    throw new Error(
      `The VS Code web server could not be installed in client/studio/:\n${npm.stderr || npm.error?.message}`,
    );
  }
  linkDependencies();
  copyFileSync(LOCK, INSTALLED_LOCK);
}

function isInstalled(): boolean {
  return existsSync(INSTALLED_LOCK) && readFileSync(INSTALLED_LOCK, 'utf8') === readFileSync(LOCK, 'utf8');
}

/**
 * Links the two folders of packages: VS Code expects its packages inside its own folder, but npm installs them beside
 * code-server.
 */
function linkDependencies(): void {
  const link = fileURLToPath(new URL('node_modules', VSCODE));
  rmSync(link, { recursive: true, force: true });
  symlinkSync(fileURLToPath(new URL('node_modules', STUDIO)), link, 'junction');
}
