import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Editor } from './editor.js';

const SCENARIOS = join(import.meta.dirname, '../scenarios');
const NAMES = ['01-baseline', '02-figures', '03-consortium', '04-policies', '05-faults', '06-foresight'];
const TEXTS = NAMES.map((name) => readFileSync(join(SCENARIOS, `${name}.twin`), 'utf8'));

/** Fragments that people leave behind while typing. */
const FRAGMENTS = [
  '',
  '.',
  ':',
  '{',
  '}',
  '(',
  ')',
  '[',
  ',',
  '"',
  '=',
  'of',
  'over',
  '30',
  'MB',
  '//',
  '/*',
  'topology.',
  'extends ',
];

/** A text of the reference with a piece replaced by a fragment, and the cursor after the fragment. */
const broken = fc
  .record({
    text: fc.constantFrom(...TEXTS),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat(60),
    fragment: fc.constantFrom(...FRAGMENTS),
  })
  .map(({ text, at, cut, fragment }) => {
    const start = Math.floor(at * text.length);
    return { text: text.slice(0, start) + fragment + text.slice(start + cut), offset: start + fragment.length };
  });

describe('in broken text', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.on();
  });

  it('every service answers, and none throws', async () => {
    await fc.assert(
      fc.asyncProperty(broken, async ({ text, offset }) => {
        const document = await editor.open(text);
        const { lsp } = editor.services;
        const textDocument = { uri: document.uri.toString() };
        const position = document.textDocument.positionAt(offset);
        const range = { start: { line: 0, character: 0 }, end: document.textDocument.positionAt(text.length) };
        const completion = await lsp.CompletionProvider?.getCompletion(document, { textDocument, position });
        for (const { textEdit } of completion?.items ?? []) {
          const edited = textEdit && 'range' in textEdit ? textEdit.range : textEdit?.insert;
          expect(edited?.start.line).toBe(position.line);
        }
        await lsp.HoverProvider?.getHoverContent(document, { textDocument, position });
        await lsp.SignatureHelp?.provideSignatureHelp(document, { textDocument, position });
        await lsp.DefinitionProvider?.getDefinition(document, { textDocument, position });
        await lsp.ReferencesProvider?.findReferences(document, {
          textDocument,
          position,
          context: { includeDeclaration: true },
        });
        await lsp.RenameProvider?.prepareRename(document, { textDocument, position });
        await lsp.DocumentSymbolProvider?.getSymbols(document, { textDocument });
        await lsp.FoldingRangeProvider?.getFoldingRanges(document, { textDocument });
        await lsp.SemanticTokenProvider?.semanticHighlight(document, { textDocument });
        await lsp.InlayHintProvider?.getInlayHints(document, { textDocument, range });
        await lsp.CodeLensProvider?.provideCodeLens(document, { textDocument });
        await lsp.DocumentLinkProvider?.getDocumentLinks(document, { textDocument });
        await lsp.CodeActionProvider?.getCodeActions(document, {
          textDocument,
          range,
          context: { diagnostics: document.diagnostics ?? [] },
        });
        const faults = document.parseResult.parserErrors.length + document.parseResult.lexerErrors.length;
        const edits = await lsp.Formatter?.formatDocument(document, {
          textDocument,
          options: { tabSize: 4, insertSpaces: true },
        });
        if (faults > 0) expect(edits).toEqual([]);
      }),
      { numRuns: 80, seed: 20240711 },
    );
  });
});
