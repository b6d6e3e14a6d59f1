import type { LangiumDocument, Lexer } from 'langium';
import type { Range, TextEdit } from 'vscode-languageserver-types';
import type { ImportGraph } from '../../imports/import-graph.js';
import type { WorkspaceRoots } from '../../imports/workspace-roots.js';
import type { Code } from '../../validation/codes.js';
import type { DiagnosticData } from '../../validation/diagnostics.js';

/** One way to mend a fault. */
export interface Fix {
  /** What it does, as a command: `Change to 'MB/s'`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The obvious one, which the editor may apply by itself. */
  readonly preferred?: boolean;
}

/** A fault that was reported, and the text that it is in. */
export interface Fault {
  readonly code: Code;
  readonly range: Range;
  readonly data: DiagnosticData;
  readonly document: LangiumDocument;
  /** The text of the range. */
  readonly text: string;
}

/** What mending takes beside the fault. */
export interface FixContext {
  readonly imports: ImportGraph;
  readonly roots: WorkspaceRoots;
  readonly lexer: Lexer;
}

/** Ways to mend faults of some codes. */
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

/** Takes a stretch of text away, and its line with it where nothing else stands there. */
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
    // One side of the gap stays: the one that follows an opening brace, else the one behind.
    if (text[from - 1] === '{') from = start;
    else to = end;
  } else if (from === start) to = end;
  const { textDocument } = document;
  return { range: { start: textDocument.positionAt(from), end: textDocument.positionAt(to) }, newText: '' };
}
