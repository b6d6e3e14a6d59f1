import type { LangiumDocument, Lexer } from 'langium';
import type { Range, TextEdit } from 'vscode-languageserver-types';
import type { ImportGraph } from '../../imports/import-graph.js';
import type { WorkspaceRoots } from '../../imports/workspace-roots.js';
import type { Code } from '../../validation/codes.js';
import type { DiagnosticData } from '../../validation/diagnostics.js';

/** One quick fix. */
export interface Fix {
  /** Its title, as a command: `Change to 'MB/s'`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The preferred fix, which the editor may apply automatically. */
  readonly preferred?: boolean;
}

/** A reported error, and the text that it is in. */
export interface Fault {
  readonly code: Code;
  readonly range: Range;
  readonly data: DiagnosticData;
  readonly document: LangiumDocument;
  /** The text of the range. */
  readonly text: string;
}

/** What a fix needs besides the diagnostic. */
export interface FixContext {
  readonly imports: ImportGraph;
  readonly roots: WorkspaceRoots;
  readonly lexer: Lexer;
}

/** Fixes for diagnostics of some codes. */
export type FixSource = (fault: Fault, context: FixContext) => readonly Fix[];

export function replace(range: Range, newText: string): TextEdit {
  return { range, newText };
}

/** Inserts before the character at an offset. */
export function insertAt({ document }: Fault, offset: number, newText: string): TextEdit {
  const position = document.textDocument.positionAt(offset);
  return { range: { start: position, end: position }, newText };
}

export function offsets({ document, range }: Fault): { start: number; end: number } {
  return { start: document.textDocument.offsetAt(range.start), end: document.textDocument.offsetAt(range.end) };
}

/** Removes a range of text, and its whole line if nothing else is on it. */
export function removal({ document }: Fault, start: number, end: number): TextEdit {
  const text = document.textDocument.getText();
  let from = start;
  let to = end;
  while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
  while (to < text.length && (text[to] === ' ' || text[to] === '\t')) to++;
  const wholeLine =
    (from === 0 || text[from - 1] === '\n') && (to === text.length || text[to] === '\n' || text[to] === '\r');
  if (wholeLine) {
    if (text[to] === '\r') to++;
    if (text[to] === '\n') to++;
  } else if (from < start && to > end) {
    // The white space on one side of the gap stays: after an opening brace that side, else the other one.
    if (text[from - 1] === '{') from = start;
    else to = end;
  } else if (from === start) to = end;
  const { textDocument } = document;
  return { range: { start: textDocument.positionAt(from), end: textDocument.positionAt(to) }, newText: '' };
}
