import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const NOT_OURS = new Set(['node_modules', 'dist', '.git', 'test-results', '.twinchain', 'coverage']);

/** Every file below a folder of the project, as paths from its root with forward slashes, in a stable order. */
export function filesBelow(folder: string, matching = /./): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const file = folder === '.' ? entry.name : path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesBelow(file, matching);
      return matching.test(file) ? [file] : [];
    })
    .sort();
}

export interface ImportStatement {
  /** The importing file. */
  from: string;
  /** A file of the project, or the name of a package. */
  to: string;
  kind: 'file' | 'package' | 'node';
  /** `import type`: gone after compilation. */
  typeOnly: boolean;
}

/** What a TypeScript file imports and re-exports, statically or on demand. */
export function importsOf(file: string, text = readFileSync(file, 'utf8')): ImportStatement[] {
  const statement =
    /^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;
  const withoutComments = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...withoutComments.matchAll(statement)].map(([, typeOnly, fixed, onDemand]) => {
    const specifier = fixed ?? onDemand;
    return { from: file, typeOnly: typeOnly !== undefined, ...resolved(file, specifier) };
  });
}

function resolved(file: string, specifier: string): Pick<ImportStatement, 'to' | 'kind'> {
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    return { to: target.replace(/\.js$/, '.ts'), kind: 'file' };
  }
  if (specifier.startsWith('node:')) return { to: specifier, kind: 'node' };
  const parts = specifier.split('/');
  return { to: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0], kind: 'package' };
}
