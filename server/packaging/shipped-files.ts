import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Files that the extension consists of, and folders that it ships whole, relative to the project. */
const SHIPPED = [
  'package.json',
  'package.nls.json',
  'l10n',
  'client/README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist/THIRD_PARTY_NOTICES.txt',
  'dist/extension.cjs',
  'dist/language-client.cjs',
  'dist/server.cjs',
  'dist/simulations.cjs',
  'dist/worker.cjs',
  'dist/language-commands.cjs',
  'dist/cell-worker.cjs',
  'dist/table-worker.cjs',
  'dist/signatures.cjs',
  'dist/paper-worker.cjs',
  'dist/cli.cjs',
  'dist/webview.js',
  'dist/webview.css',
  'syntaxes',
  'client/icons/twin-light.svg',
  'client/icons/twin-dark.svg',
  'client/icons/activity.svg',
  'client/icons/twinchain.png',
  'client/walkthrough',
  'docs/errors.md',
  'examples',
];

/**
 * All files of the extension, relative to the project. The notices are among them even before they are written.
 * @throws Error if a folder is missing
 */
export function shippedFiles(): string[] {
  return SHIPPED.flatMap((name) => {
    if (extname(name) !== '' || name === 'LICENSE') return [name];
    const inside = readdirSync(name, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return inside.map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'));
  });
}

/**
 * Copies the files of the extension to a folder of their own, from which `vsce` packages all. In the project's folder it
 * would match thousands of files against dozens of patterns, which takes seconds.
 * @throws Error if a file is missing
 */
export function copyShippedFiles(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const file of shippedFiles()) cpSync(file, join(folder, file));
  writeFileSync(join(folder, '.vscodeignore'), '# Everything in this folder is packaged.\n');
}
