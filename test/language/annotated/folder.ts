import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { LanguageDiagnostic } from '../../../language/index.js';
import { uriIn } from '../memory-files.js';
import { languageOf } from '../shared-language.js';
import { readExpectations } from './expectations.js';
import { readMarkers } from './markers.js';

/** Folders that contain files and no subfolders. Each is one test, named by its path. */
export function testFolders(root: string, folder = root): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const inner = entries
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => testFolders(root, join(folder, entry.name)));
  const own = entries.some((entry) => entry.isFile()) ? [relative(root, folder)] : [];
  return [...own, ...inner].sort();
}

/** A diagnostic in the notation of the tests: `unit/unknown at 3:14-3:20`, lines and columns from 1. */
function placed(severity: string, code: string, { start, end }: LanguageDiagnostic['range']): string {
  return `${severity} ${code} at ${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
}

export interface FileOutcome {
  readonly file: string;
  readonly expected: readonly { readonly place: string; readonly message?: string | RegExp }[];
  readonly found: readonly { readonly place: string; readonly message: string }[];
}

/** Checks every scenario file of a folder, together with the other files, against its annotations. */
export async function checkFolder(path: string): Promise<FileOutcome[]> {
  const names = readdirSync(path).sort();
  const raw = new Map(names.map((name) => [name, readFileSync(join(path, name), 'utf8')]));
  const marked = new Map(
    [...raw].map(([name, text]) => [name, name.endsWith('.twin') ? readMarkers(text) : { text, ranges: [] }]),
  );
  const files = Object.fromEntries([...marked].map(([name, { text }]) => [name, text]));
  const outcomes: FileOutcome[] = [];
  for (const name of names.filter((candidate) => candidate.endsWith('.twin'))) {
    const uri = uriIn(name);
    const loaded = await (await languageOf(files)).load(uri);
    const { text, ranges } = marked.get(name) ?? { text: '', ranges: [] };
    const expectations = readExpectations(text);
    const marksNeeded = expectations.filter(({ also }) => !also).length;
    if (marksNeeded !== ranges.length)
      throw new Error(`${name} has test comments for ${marksNeeded} marks, and ${ranges.length} marks`);
    let mark = -1;
    outcomes.push({
      file: name,
      expected: expectations.map(({ severity, code, message, also }) => {
        if (!also) mark++;
        return { place: placed(severity, code, ranges[mark]), message };
      }),
      found: loaded.diagnostics
        .filter((diagnostic) => diagnostic.uri === uri.toString())
        .map(({ severity, code, range, message }) => ({ place: placed(severity, code, range), message })),
    });
  }
  return outcomes;
}
