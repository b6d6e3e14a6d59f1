import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { PROTOCOLS } from '../../../../engine/consensus/protocols.js';
import type { Topology } from '../../../../engine/model/scenario.js';
import type { prepare } from '../../../../engine/simulation.js';
import type { Language } from '../../../../language/index.js';
import type { referencePage } from '../../../../language/reference/reference-page.js';
import type { Editor } from '../../../language/editor/editor.js';
import type { observe } from '../../observed-run.js';
import type { NumberChain } from '../number-chain.js';
import type { Page } from './page.js';

const ROOT = join(import.meta.dirname, '../../../..');
const COPIED = ['engine', 'language', 'test/engine', 'test/language', 'tsconfig.json', 'biome.json', '.gitignore'];
const PROTOCOLS_FILE = 'engine/consensus/protocols.ts';
const ROLL_CALL_FILE = 'engine/consensus/roll-call/roll-call.ts';

/** Modules of the sources with roll call in the table of protocols. All of them use that table. */
export interface Extended {
  readonly PROTOCOLS: typeof PROTOCOLS;
  readonly NumberChain: typeof NumberChain;
  readonly observe: typeof observe;
  readonly prepare: typeof prepare;
  readonly Language: typeof Language;
  readonly Editor: typeof Editor;
  readonly referencePage: typeof referencePage;
  /** The example of the page; it makes its own assertion with `expect`. */
  readonly example: (topology: Topology, expect: unknown) => void;
}

/** Copies the sources to a new folder and follows the page there. */
export function extend({ file, importLine, row, example }: Page): string {
  const folder = mkdtempSync(join(tmpdir(), 'twinchain-extending-'));
  for (const path of COPIED) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  mkdirSync(join(folder, 'engine/consensus/roll-call'));
  writeFileSync(join(folder, ROLL_CALL_FILE), file);
  const table = readFileSync(join(folder, PROTOCOLS_FILE), 'utf8');
  writeFileSync(join(folder, PROTOCOLS_FILE), withRow(table, importLine, row));
  writeFileSync(join(folder, 'entry.ts'), entryWith(example));
  return folder;
}

function withRow(table: string, importLine: string, row: string): string {
  const place = /(?<=from '\.\/protocol\.js';\n)/;
  const end = /^\];$/m;
  if (!place.test(table) || !end.test(table)) throw new Error(`${PROTOCOLS_FILE} is not as the page says`);
  return table.replace(place, importLine).replace(end, (bracket) => row + bracket);
}

function entryWith(example: string): string {
  return `import { NumberChain } from './test/engine/consensus/number-chain.js';
export { PROTOCOLS } from './engine/consensus/protocols.js';
export { prepare } from './engine/simulation.js';
export { Language } from './language/index.js';
export { referencePage } from './language/reference/reference-page.js';
export { observe } from './test/engine/observed-run.js';
export { Editor } from './test/language/editor/editor.js';
export { NumberChain };
export function example(topology, expect) {
${example}}
`;
}

/** Output of the project's linter and compiler for an extended folder; empty if there is nothing to report. */
export function complaintsIn(folder: string): string {
  const run = (command: string, ...args: string[]) => {
    try {
      execFileSync(join(ROOT, 'node_modules/.bin', command), args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
      return '';
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      return `${command}: ${stdout}${stderr}`;
    }
  };
  return (
    run('biome', 'check', '--error-on-warnings', PROTOCOLS_FILE, ROLL_CALL_FILE) +
    run('tsc', '-p', 'engine/tsconfig.json')
  );
}

/** Builds an extended folder, and loads it. */
export async function load(folder: string): Promise<Extended> {
  const outfile = join(folder, 'extended.mjs');
  await build({
    entryPoints: [join(folder, 'entry.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  });
  return import(pathToFileURL(outfile).href);
}
