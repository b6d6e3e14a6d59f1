import type { LangiumDocument } from 'langium';
import type { Formatter } from 'langium/lsp';
import type {
  DocumentOnTypeFormattingOptions,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
} from 'vscode-languageserver';
import type { Range, TextEdit } from 'vscode-languageserver-types';
import { formatDocument } from '../formatting/format.js';
import { indentationAt } from '../formatting/indentation.js';
import type { TwinServices } from '../services.js';

/** Formats documents and ranges. A text with syntax errors is left unchanged. */
export class TwinFormatter implements Formatter {
  constructor(private readonly services: TwinServices) {}

  formatDocument(document: LangiumDocument): TextEdit[] {
    const { lexerErrors, parserErrors } = document.parseResult;
    if (lexerErrors.length + parserErrors.length > 0) return [];
    return whiteSpaceEdits(document, formatDocument(document, this.services));
  }

  formatDocumentRange(document: LangiumDocument, { range }: DocumentRangeFormattingParams): TextEdit[] {
    return this.formatDocument(document).filter((edit) => isWithinLines(edit.range, range));
  }

  /** Indents a line after a brace or a line break was typed. The text need not parse. */
  formatDocumentOnType({ textDocument }: LangiumDocument, { position }: DocumentOnTypeFormattingParams): TextEdit[] {
    const text = textDocument.getText();
    const start = textDocument.offsetAt({ line: position.line, character: 0 });
    const [written, next = ''] = /^[ \t]*(.?)/.exec(text.slice(start)) ?? [''];
    const typed = written.length - next.length;
    const wanted = indentationAt(this.services.parser.Lexer.tokenize(text.slice(0, start)).tokens, next);
    const range = { start: { line: position.line, character: 0 }, end: { line: position.line, character: typed } };
    return wanted === text.slice(start, start + typed) ? [] : [{ range, newText: wanted }];
  }

  get formatOnTypeOptions(): DocumentOnTypeFormattingOptions {
    return { firstTriggerCharacter: '}', moreTriggerCharacter: ['\n'] };
  }
}

function isWithinLines(edit: Range, range: Range): boolean {
  const start = edit.start.line + (edit.end.line > edit.start.line ? 1 : 0);
  return start >= range.start.line && edit.end.line <= range.end.line;
}

const WHITE = /\s/;

/**
 * The edits that turn a text into its formatted form, one per stretch of white space that differs, so that cursors,
 * folds and breakpoints elsewhere stay where they are. Formatting changes nothing but white space.
 */
export function whiteSpaceEdits({ textDocument }: LangiumDocument, formatted: string): TextEdit[] {
  const text = textDocument.getText();
  const edits: TextEdit[] = [];
  let from = 0;
  let to = 0;
  while (from < text.length || to < formatted.length) {
    const [startFrom, startTo] = [from, to];
    while (from < text.length && WHITE.test(text[from])) from++;
    while (to < formatted.length && WHITE.test(formatted[to])) to++;
    if (text.slice(startFrom, from) !== formatted.slice(startTo, to))
      edits.push({
        range: { start: textDocument.positionAt(startFrom), end: textDocument.positionAt(from) },
        newText: formatted.slice(startTo, to),
      });
    if (text[from] !== formatted[to])
      return [
        { range: { start: textDocument.positionAt(0), end: textDocument.positionAt(text.length) }, newText: formatted },
      ];
    from++;
    to++;
  }
  return edits;
}
