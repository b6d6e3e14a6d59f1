import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { documentationPages } from './pages.js';

/** Writes the generated pages below the current folder. */
for (const [path, text] of documentationPages()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
