import { AstUtils, type LangiumDocument } from 'langium';
import type { FoldingRangeProvider } from 'langium/lsp';
import type { FoldingRange } from 'vscode-languageserver-types';
import { isFile } from '../../generated/ast.js';

const COMMENT = /"[^"\r\n]*"?|(\/\*(?:[\s\S]*?\*\/|[\s\S]*))|((?:^[ \t]*\/\/[^\r\n]*(?:\r?\n|$))+)/gm;

/** Blocks in braces, comments of several lines, and runs of imports can be folded. */
export class TwinFolding implements FoldingRangeProvider {
  getFoldingRanges(document: LangiumDocument): FoldingRange[] {
    return [...blocks(document), ...comments(document), ...imports(document)];
  }
}

function blocks(document: LangiumDocument): FoldingRange[] {
  const found: FoldingRange[] = [];
  for (const node of AstUtils.streamAllContents(document.parseResult.value)) {
    const cst = node.$cstNode;
    if (!cst?.text.endsWith('}')) continue;
    const { start, end } = cst.range;
    // The line of the closing brace stays visible.
    if (end.line - start.line >= 2) found.push({ startLine: start.line, endLine: end.line - 1 });
  }
  return found;
}

function comments({ textDocument }: LangiumDocument): FoldingRange[] {
  const found: FoldingRange[] = [];
  for (const match of textDocument.getText().matchAll(COMMENT)) {
    const text = match[1] ?? match[2];
    if (text === undefined) continue;
    const start = textDocument.positionAt(match.index);
    const end = textDocument.positionAt(match.index + text.trimEnd().length);
    if (end.line > start.line) found.push({ startLine: start.line, endLine: end.line, kind: 'comment' });
  }
  return found;
}

function imports(document: LangiumDocument): FoldingRange[] {
  const root = document.parseResult.value;
  const lines = isFile(root) ? root.imports.flatMap(({ $cstNode }) => ($cstNode ? [$cstNode.range] : [])) : [];
  const [first] = lines;
  const last = lines.at(-1);
  return first && last && last.end.line > first.start.line
    ? [{ startLine: first.start.line, endLine: last.end.line, kind: 'imports' }]
    : [];
}
