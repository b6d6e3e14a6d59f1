import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { type AstNode, AstUtils, CstUtils, type LangiumDocument, URI } from 'langium';
import { beforeAll, describe, expect, it } from 'vitest';
import { createConnection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createEditorServices } from '../../server/lsp/editor-services.js';
import { Draws } from '../fuzz/random.js';

/** Declarations of all kinds that refer to each other, some by names that are declared twice. */
const TEXT = ['02-figures', '03-consortium', '04-policies', '05-faults', '06-foresight']
  .map((name) => readFileSync(`test/language/scenarios/${name}.twin`, 'utf8'))
  .join('\n');

/** `FUZZ_RUNS=2000 npx vitest run test/lsp/rereading.test.ts` runs more. */
const EDITS = Number(process.env.FUZZ_RUNS ?? 20);
const SEED = process.env.FUZZ_SEED ?? '20261130';

const PIECES = ['{', '}', '(', '"', '/*', '*/', '// ', '\n', '\r\n', ' ', ':', '.', ',', '#', 'é', '\u2028'];

/** A text with one change such as typing, pasting or renaming makes. */
function edited(text: string, draws: Draws): string {
  const at = draws.below(text.length + 1);
  const words = text.match(/\w+/g) ?? ['x'];
  const lines = text.split('\n');
  const line = draws.below(lines.length);
  const count = 1 + draws.below(8);
  switch (draws.below(7)) {
    case 0:
      return text.slice(0, at) + draws.oneOf(PIECES) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + draws.below(30));
    case 2: {
      // Replaces a name with another one, so that references point elsewhere or nowhere.
      const [from, to] = [draws.oneOf(words), draws.oneOf(words)];
      const index = text.indexOf(from, at);
      return index < 0 ? text : text.slice(0, index) + to + text.slice(index + from.length);
    }
    case 3:
      return [...lines.slice(0, line), ...lines.slice(line + count)].join('\n');
    case 4:
      return [...lines.slice(0, line), ...lines.slice(line, line + count), ...lines.slice(line)].join('\n');
    case 5:
      return `${text.slice(0, at)}${draws.below(1000)}${text.slice(at)}`;
    default:
      return TEXT;
  }
}

describe('a text that is parsed again after each change', () => {
  let server: ReturnType<typeof createEditorServices>;
  let version = 0;

  beforeAll(() => {
    const connection = createConnection(new PassThrough(), new PassThrough());
    server = createEditorServices(connection, { ofScenario: () => undefined, ofExperiment: () => undefined });
  });

  async function open(uri: URI, text: string): Promise<LangiumDocument> {
    const { DocumentBuilder, LangiumDocuments, TextDocuments, WorkspaceLock } = server.shared.workspace;
    TextDocuments.set(TextDocument.create(uri.toString(), 'twin', ++version, text));
    await WorkspaceLock.write((token) => DocumentBuilder.update([uri], [], token));
    const document = LangiumDocuments.getDocument(uri);
    if (!document) throw new Error('The text is no document.');
    return document;
  }

  async function close(uri: URI): Promise<void> {
    const { DocumentBuilder, TextDocuments, WorkspaceLock } = server.shared.workspace;
    TextDocuments.delete(uri.toString());
    await WorkspaceLock.write((token) => DocumentBuilder.update([], [uri], token));
  }

  /** Everything that an editor can request for a text. */
  async function seen(document: LangiumDocument) {
    const { lsp, workspace } = server.twin;
    const textDocument = { uri: document.uri.toString() };
    const root = document.parseResult.value;
    const pathOf = (node: AstNode | undefined) => node && workspace.AstNodeLocator.getAstNodePath(node);
    const places = [0.2, 0.5, 0.8].map((share) =>
      document.textDocument.positionAt(Math.floor(share * document.textDocument.getText().length)),
    );
    const everything = {
      diagnostics: document.diagnostics,
      leaves: (root.$cstNode ? CstUtils.flattenCst(root.$cstNode).toArray() : []).map(
        ({ offset, range, text, tokenType }) => ({ offset, range, text, type: tokenType.name }),
      ),
      nodes: AstUtils.streamAst(root)
        .map((node) => ({ path: pathOf(node), type: node.$type, range: node.$cstNode?.range }))
        .toArray(),
      references: AstUtils.streamAst(root)
        .flatMap((node) => AstUtils.streamReferences(node))
        .map(({ reference }) => [reference.$refText, 'ref' in reference ? pathOf(reference.ref) : undefined])
        .toArray(),
      tokens: await lsp.SemanticTokenProvider?.semanticHighlight(document, { textDocument }),
      symbols: await lsp.DocumentSymbolProvider?.getSymbols(document, { textDocument }),
      folding: await lsp.FoldingRangeProvider?.getFoldingRanges(document, { textDocument }),
      hover: await Promise.all(
        places.map((position) => lsp.HoverProvider?.getHoverContent(document, { textDocument, position })),
      ),
      completion: await Promise.all(
        places.map((position) => lsp.CompletionProvider?.getCompletion(document, { textDocument, position })),
      ),
    };
    const plain = JSON.stringify(everything, (key, value) => (key === 'resultId' ? undefined : value));
    return JSON.parse(plain.replaceAll(document.uri.path, 'this.twin'));
  }

  it('looks the same to the editor as if it were parsed for the first time', async () => {
    const draws = new Draws(SEED);
    const uri = URI.parse('untitled:edited.twin');
    let text = TEXT;
    for (let edit = 0; edit < EDITS; edit++) {
      const again = await seen(await open(uri, text));
      const fresh = URI.parse(`untitled:fresh-${edit}.twin`);
      const anew = await seen(await open(fresh, text));
      await close(fresh);
      expect(again, `after ${edit} edits`).toEqual(anew);
      text = edited(text, draws);
    }
  });
});
