import { type LangiumDocument, type URI, UriUtils } from 'langium';
import { type Declaration, type File, type Import, isFile } from '../../generated/ast.js';
import type { DataFiles } from '../../imports/data-files.js';
import type { ImportCycle } from '../../imports/import-graph.js';
import { didYouMean } from '../../names/nearest.js';
import { isSameDeclaration } from '../../names/same-declaration.js';
import type { RuleContext } from '../context.js';
import type { Finding, Report } from '../report.js';

/** An import must refer to a scenario file inside the workspace. */
export function importMustBeReadable(
  node: Import,
  report: Report,
  { imports, roots, whyNotImported, files }: RuleContext,
): void {
  const uri = imports.target(node);
  if (!uri) {
    const message = 'An import names a file, such as `import "baseline.twin"`, but this name is empty.';
    // An import without its path is reported as a syntax error.
    if (node.path !== undefined) report({ code: 'import/missing', message, node, property: 'path' });
    return;
  }
  if (!roots.contains(uri)) {
    report({
      code: 'import/outside',
      message: roots.describeOutside(node.path),
      node,
      property: 'path',
    });
    return;
  }
  if (imports.imported(node)) return;
  const fault = whyNotImported(uri);
  if (fault) {
    report({ code: 'import/broken', message: `"${node.path}" ${fault}.`, node, property: 'path' });
    return;
  }
  const suggestions = pathsLike(node.path, uri, files);
  report({
    code: 'import/missing',
    message: `There is no file "${node.path}" at ${uri.fsPath}.${didYouMean(suggestions)}`,
    node,
    property: 'path',
    suggestions: suggestions.map((path) => `"${path}"`),
  });
}

/** Paths of files in the same folder with a similar name. */
export function pathsLike(path: string, uri: URI, files: DataFiles): string[] {
  const folder = path.slice(0, path.length - UriUtils.basename(uri).length);
  return files.namesLike(uri).map((name) => folder + name);
}

/** Imports must not be circular. */
export function importMustNotBeCyclic(node: Import, report: Report, { imports }: RuleContext): void {
  const cycle = imports.cycleThrough(node);
  if (!cycle) return;
  report({
    code: 'import/cycle',
    message: `Circular import: ${describeWay(cycle)}.`,
    node,
    property: 'path',
  });
}

function describeWay(cycle: ImportCycle): string {
  if (cycle.kind === 'long') return 'this one leads back to this file through many others';
  const names = cycle.files.map((document) => `"${UriUtils.basename(document.uri)}"`);
  return names.length === 1 ? 'the file imports itself' : `${names.at(-1)} imports ${names.join(', which imports ')}`;
}

/**
 * An import must not bring in a name that is already used for something else, by the file itself or by an earlier
 * import. Identical declarations do not clash.
 */
export function importedNamesMustNotClash(file: File, report: Report, { imports }: RuleContext): void {
  // Clashes within one import are reported in the imported file.
  if (file.imports.length < 2 && file.declarations.length === 0) return;
  const known = new Map<string, Declaration>();
  const remember = (declaration: Declaration) => {
    if (declaration.name && !known.has(declaration.name)) known.set(declaration.name, declaration);
  };
  file.declarations.forEach(remember);
  const seen = new Set<LangiumDocument>();
  for (const node of file.imports) {
    const imported = imports.imported(node);
    if (!imported || imports.isInLongCycle(node)) continue;
    // A declaration that an earlier import brought in is the same one.
    const fresh = imports.visible(imported).filter((document) => !seen.has(document));
    const declarations = fresh.flatMap(declarationsOf);
    for (const declaration of declarations) {
      const other = known.get(declaration.name);
      if (other && !isSameDeclaration(declaration, other)) report(clash(node, declaration, other));
    }
    declarations.forEach(remember);
    for (const document of fresh) seen.add(document);
  }
}

function clash(node: Import, declaration: Declaration, other: Declaration): Finding {
  const where = other.$container === node.$container ? 'in this file' : 'in another import';
  return {
    code: 'import/clash',
    message: `"${node.path}" brings in \`${declaration.name}\`, which is already declared ${where}.`,
    node,
    property: 'path',
    related: [
      { node: declaration, property: 'name', message: `\`${declaration.name}\` comes in from here.` },
      { node: other, property: 'name', message: `\`${declaration.name}\` is already declared here.` },
    ],
  };
}

function declarationsOf(document: LangiumDocument): readonly Declaration[] {
  const root = document.parseResult.value;
  return isFile(root) ? root.declarations : [];
}
