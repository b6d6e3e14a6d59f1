import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDERS = ['examples', 'test/language/scenarios'];

/** Every scenario that is shipped or used in language tests, and their data files, by name. */
export const SAMPLES: Readonly<Record<string, string>> = Object.fromEntries(
  FOLDERS.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(twin|csv)$/.test(name))
      .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  ),
);

/** The texts of the scenarios. */
export const TEXTS: readonly string[] = Object.entries(SAMPLES)
  .filter(([name]) => name.endsWith('.twin'))
  .map(([, text]) => text);
