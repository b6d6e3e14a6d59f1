import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { noticesText } from './notices.js';
import { type Metafile, packageFolders, readPackage } from './shipped-packages.js';

const METAFILES = 'dist/metafiles';
const NOTICES = 'dist/THIRD_PARTY_NOTICES.txt';

/** Writes the notices of everything that the extension ships, according to esbuild's reports on the packed files. */
async function main(): Promise<void> {
  const metafiles = readdirSync(METAFILES).map(
    (name) => JSON.parse(readFileSync(join(METAFILES, name), 'utf8')) as Metafile,
  );
  const shipped = new Set(await listFiles({ packageManager: PackageManager.None }));
  const packages = packageFolders(metafiles, shipped).map(readPackage);
  writeFileSync(NOTICES, `${noticesText(packages)}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
