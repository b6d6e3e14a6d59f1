import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticesText } from './notices.js';
import { copyShippedFiles, shippedFiles } from './shipped-files.js';
import { type Metafile, packageFolders, readPackage } from './shipped-packages.js';

const METAFILES = 'dist/metafiles';
const NOTICES = 'dist/THIRD_PARTY_NOTICES.txt';
const EXTENSION = 'dist/extension';

/**
 * Writes the notices of everything that the extension ships, according to esbuild's reports on the shipped files. Then copies
 * what ships to the folder that `vsce` packages.
 */
function main(): void {
  const metafiles = readdirSync(METAFILES).map(
    (name) => JSON.parse(readFileSync(join(METAFILES, name), 'utf8')) as Metafile,
  );
  const packages = packageFolders(metafiles, new Set(shippedFiles())).map(readPackage);
  writeFileSync(NOTICES, `${noticesText(packages)}\n`);
  copyShippedFiles(EXTENSION);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
