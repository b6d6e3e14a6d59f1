import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type CodeAction,
  CodeActionRequest,
  CodeLensRequest,
  type CompletionList,
  CompletionRequest,
  DefinitionRequest,
  DidChangeWatchedFilesNotification,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  type Hover,
  HoverRequest,
  InlayHintRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  SemanticTokensRequest,
  SignatureHelpRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver-protocol/node';
import { Session } from './session.js';

const BASE = `topology World { nodes: 32 }
distribution Cadence = normal(30s, 5s)
scenario Base { topology: World  duration: 1h }
`;
const MAIN = `import "base.twin"

scenario Main extends Base {
    management.interval: Cadence
    duration: 10minits
}
`;

describe('the shipped language server', () => {
  let folder: string;
  let session: Session;
  let main: string;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'twinchain-editor-')));
    await writeFile(path.join(folder, 'base.twin'), BASE);
    await writeFile(path.join(folder, 'main.twin'), MAIN);
    session = await Session.start({ folder: pathToFileURL(folder).href });
    main = pathToFileURL(path.join(folder, 'main.twin')).href;
    await session.open(main, MAIN);
  });

  afterAll(async () => {
    await session.stop();
    await rm(folder, { recursive: true });
  });

  const at = (line: number, character: number) => ({ textDocument: { uri: main }, position: { line, character } });

  test('announces its capabilities', () => {
    expect(session.capabilities).toMatchObject({
      completionProvider: { triggerCharacters: expect.arrayContaining(['.', ':', '"']) },
      hoverProvider: true,
      signatureHelpProvider: { triggerCharacters: expect.arrayContaining(['(']) },
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      documentSymbolProvider: true,
      workspaceSymbolProvider: expect.anything(),
      codeActionProvider: true,
      codeLensProvider: expect.anything(),
      documentFormattingProvider: true,
      documentRangeFormattingProvider: true,
      renameProvider: { prepareProvider: true },
      foldingRangeProvider: true,
      semanticTokensProvider: expect.anything(),
      inlayHintProvider: expect.anything(),
      documentLinkProvider: expect.anything(),
    });
  });

  test('reports the error, and fixes it', async () => {
    const [diagnostic, ...others] = await session.diagnostics(main);
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({
      code: 'unit/unknown',
      source: 'twinchain',
      severity: 1,
      message: expect.stringContaining('Did you mean `min`?'),
      codeDescription: { href: expect.stringContaining('twinchain.explainCode') },
    });
    const actions = (await session.request(CodeActionRequest.type, {
      textDocument: { uri: main },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    })) as CodeAction[];
    expect(actions[0]).toMatchObject({
      title: 'Change to `min`',
      kind: 'quickfix',
      isPreferred: true,
      edit: { changes: { [main]: [{ range: diagnostic.range, newText: 'min' }] } },
    });
  });

  test('completes, explains, and shows signatures', async () => {
    const { items } = (await session.request(CompletionRequest.type, at(3, 25))) as CompletionList;
    expect(items.map(({ label }) => label)).toContain('Cadence');
    const hover = (await session.request(HoverRequest.type, at(3, 27))) as Hover;
    expect(hover.contents).toMatchObject({ kind: 'markdown', value: expect.stringContaining('mean **30 s**') });
    expect(hover.contents).toMatchObject({ value: expect.stringContaining('(data:image/svg+xml;base64,') });
    const uri = 'untitled:Untitled-1';
    await session.open(uri, 'distribution D = normal(30s, ');
    const help = await session.request(SignatureHelpRequest.type, {
      textDocument: { uri },
      position: { line: 0, character: 29 },
    });
    expect(help).toMatchObject({ signatures: [{ label: 'normal(mean, sd)' }], activeParameter: 1 });
  });

  test('leads across files', async () => {
    const base = pathToFileURL(path.join(folder, 'base.twin')).href;
    const found = await session.request(DefinitionRequest.type, at(3, 27));
    expect(found).toMatchObject([{ targetUri: base, targetSelectionRange: { start: { line: 1, character: 13 } } }]);
    const references = await session.request(ReferencesRequest.type, {
      ...at(3, 27),
      context: { includeDeclaration: true },
    });
    expect(references?.map(({ uri }) => uri).sort()).toEqual([base, main]);
    expect(await session.request(DocumentHighlightRequest.type, at(3, 27))).toHaveLength(1);
    expect(await session.request(PrepareRenameRequest.type, at(3, 27))).toEqual({
      start: { line: 3, character: 25 },
      end: { line: 3, character: 32 },
    });
    const renamed = await session.request(RenameRequest.type, { ...at(3, 27), newName: 'Pace' });
    expect(Object.keys(renamed?.changes ?? {}).sort()).toEqual([base, main]);
    await expect(session.request(RenameRequest.type, { ...at(3, 27), newName: 'when' })).rejects.toThrow(
      'is a keyword',
    );
    const symbols = await session.request(WorkspaceSymbolRequest.type, { query: 'Wor' });
    expect(symbols?.map(({ name }) => name)).toEqual(['World']);
    expect(await session.request(DocumentLinkRequest.type, { textDocument: { uri: main } })).toMatchObject([
      { target: base },
    ]);
  });

  test('draws the text: outline, folds, colours, hints, lenses', async () => {
    const textDocument = { uri: main };
    expect(await session.request(DocumentSymbolRequest.type, { textDocument })).toMatchObject([
      { name: 'Main', kind: 5 },
    ]);
    expect(await session.request(FoldingRangeRequest.type, { textDocument })).toContainEqual({
      startLine: 2,
      endLine: 4,
    });
    const tokens = await session.request(SemanticTokensRequest.type, { textDocument });
    expect(tokens?.data.length).toBeGreaterThan(0);
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const uri = 'untitled:Untitled-2';
    await session.open(uri, `${BASE}`);
    const hints = await session.request(InlayHintRequest.type, { textDocument: { uri }, range });
    expect(hints?.map(({ label }) => label)).toContainEqual(expect.stringMatching(/^block ≈ /));
    const lenses = await session.request(CodeLensRequest.type, { textDocument });
    expect(lenses?.map(({ command }) => [command?.title, command?.arguments])).toEqual([
      ['$(play) Run', [main, 'Main']],
      ['Run with new seed', [main, 'Main']],
    ]);
  });

  test('checks a file again when what it imports or reads has changed', async () => {
    const own = await mkdtemp(path.join(folder, 'changing-'));
    const uriOf = (name: string) => pathToFileURL(path.join(own, name)).href;
    await writeFile(path.join(own, 'pings.csv'), 'from,to,ms\nBerlin,Paris,fast\n');
    const reader = uriOf('reader.twin');
    await session.open(
      reader,
      'import "later.twin"\ntopology T { nodes: 4  latency: matrix "pings.csv" }\nscenario S extends Later { topology: T }',
    );
    const codes = async () => (await session.diagnostics(reader)).map(({ code }) => code).sort();
    // Names that a missing import may declare are not reported at every use.
    expect(await codes()).toEqual(['data/number', 'import/missing']);
    await session.open(uriOf('later.twin'), 'topology L { nodes: 4 }\nscenario Later { topology: L  duration: 1h }');
    expect(await codes()).toEqual(['data/number']);
    await writeFile(path.join(own, 'pings.csv'), 'from,to,ms\nBerlin,Paris,8\n');
    await session.notify(DidChangeWatchedFilesNotification.type, { changes: [{ uri: uriOf('pings.csv'), type: 2 }] });
    // The file is read now. Its coverage of four randomly drawn places is a remark.
    expect(await codes()).toEqual(['data/uncovered']);
  });

  test('formats', async () => {
    const uri = 'untitled:Untitled-3';
    await session.open(uri, 'topology   T { nodes:4 }');
    const edits = await session.request(DocumentFormattingRequest.type, {
      textDocument: { uri },
      options: { tabSize: 4, insertSpaces: true },
    });
    expect(edits?.length).toBeGreaterThan(0);
  });

  test('keeps up with the text as it changes', async () => {
    const uri = 'untitled:Untitled-4';
    await session.open(uri, 'topology T { nodes: 4 }');
    expect(await session.diagnostics(uri)).toEqual([]);
    await session.change(uri, 'topology T { nodes: 4  los: 1% }');
    expect((await session.diagnostics(uri)).map(({ code }) => code)).toEqual(['property/unknown']);
    await session.change(uri, 'topology T { nodes: 4  loss: 1% }');
    expect(await session.diagnostics(uri)).toEqual([]);
  });
});

test('inlay hints can be turned off', async () => {
  const session = await Session.start({ settings: { 'twinchain.inlayHints': false } });
  const uri = 'untitled:Untitled-1';
  await session.open(uri, BASE);
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  expect(await session.request(InlayHintRequest.type, { textDocument: { uri }, range })).toEqual([]);
  await session.stop();
});
