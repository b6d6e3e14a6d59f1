import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import type { Range } from 'vscode-languageserver-types';
import { type Declaration, isDeclaration } from '../generated/ast.js';
import { rangeOf } from '../lowering/origin.js';
import type { LanguageDiagnostic } from './diagnostic.js';

/** A declaration and everything that it names, directly or not: extended scenarios, topologies, policies and so on. */
function needsOf(declaration: Declaration): Set<Declaration> {
  const needs = new Set<Declaration>([declaration]);
  // The set grows during the iteration.
  for (const need of needs)
    for (const node of AstUtils.streamAst(need))
      for (const { reference } of AstUtils.streamReferences(node)) {
        const target = 'ref' in reference ? reference.ref : undefined;
        const found = target && AstUtils.getContainerOfType(target as AstNode, isDeclaration);
        if (found) needs.add(found);
      }
  return needs;
}

/** Codes of findings that may change or hide any part of a file. */
const OF_THE_WHOLE = /^(syntax|file|import)\//;

/**
 * The findings that may affect a run of `declaration`: those in declarations that it uses, or in others of the same
 * name, and syntax and import errors in the files of these.
 */
export function aboutNeeds(
  declaration: Declaration,
  diagnostics: readonly LanguageDiagnostic[],
  documents: readonly LangiumDocument[],
): LanguageDiagnostic[] {
  const needs = needsOf(declaration);
  const names = new Set([...needs].map(({ name }) => name));
  const places = new Map<string, Range[]>();
  for (const document of documents) {
    const declared = AstUtils.streamContents(document.parseResult.value).filter(isDeclaration).toArray();
    if (!declared.some((candidate) => needs.has(candidate))) continue;
    const ranges = declared.filter(({ name }) => names.has(name)).map(rangeOf);
    places.set(document.uri.toString(), ranges);
  }
  return diagnostics.filter(({ uri, code, range }) => {
    const ranges = places.get(uri);
    if (!ranges) return false;
    if (OF_THE_WHOLE.test(code)) return true;
    return ranges.some((whole) => holds(whole, range));
  });
}

function holds(whole: Range, { start }: Range): boolean {
  const afterBegin =
    start.line > whole.start.line || (start.line === whole.start.line && start.character >= whole.start.character);
  const beforeEnd =
    start.line < whole.end.line || (start.line === whole.end.line && start.character <= whole.end.character);
  return afterBegin && beforeEnd;
}
