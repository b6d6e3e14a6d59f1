import { PassThrough } from 'node:stream';
import { DocumentState, URI } from 'langium';
import { expect, test } from 'vitest';
import { createConnection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createEditorServices } from '../../server/lsp/editor-services.js';

const RIGHT = 'topology T { nodes: 8 }\nscenario S { topology: T  duration: 1min }\n';
const WRONG = RIGHT.replace('1min', '1parsec');

function editor() {
  const connection = createConnection(new PassThrough(), new PassThrough());
  const { shared } = createEditorServices(connection, {
    ofScenario: () => undefined,
    ofExperiment: () => undefined,
  });
  return shared.workspace;
}

test('an answer is about the newest text, even while an older change is still being processed', async () => {
  const { DocumentBuilder, LangiumDocuments, TextDocuments, WorkspaceLock } = editor();
  const uri = URI.parse('untitled:main.twin');
  const type = (version: number, text: string) => {
    TextDocuments.set(TextDocument.create(uri.toString(), 'twin', version, text));
    return WorkspaceLock.write((token) => DocumentBuilder.update([uri], [], token));
  };
  const codes = () => LangiumDocuments.getDocument(uri)?.diagnostics?.map(({ code }) => code);
  await type(1, RIGHT);
  expect(codes()).toEqual([]);

  let finish = () => {};
  let older = Promise.resolve();
  await new Promise<void>((began) => {
    older = WorkspaceLock.write(async () => {
      began();
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
  });
  const newer = type(2, WRONG);
  const answered = DocumentBuilder.waitUntil(DocumentState.Validated, uri).then(codes);
  finish();
  expect(await answered).toEqual(['unit/unknown']);
  await Promise.all([older, newer]);
});

test('requests about a file that is opened while others are checked are answered once it has been read', async () => {
  const { DocumentBuilder, LangiumDocumentFactory, LangiumDocuments, TextDocuments, WorkspaceLock } = editor();
  const [open, found] = ['untitled:open.twin', 'untitled:found.twin'].map((uri) => URI.parse(uri));
  const opens = (uri: URI) => TextDocuments.set(TextDocument.create(uri.toString(), 'twin', 1, WRONG));
  const unread = LangiumDocumentFactory.fromModel({ $type: 'INVALID' }, found);
  unread.state = DocumentState.Changed;
  LangiumDocuments.addDocument(unread);
  opens(open);

  const answered = new Promise<unknown>((resolve, reject) => {
    DocumentBuilder.onDocumentPhase(DocumentState.Linked, ({ uri }) => {
      if (uri.toString() !== open.toString()) return;
      opens(found);
      const codes = () => LangiumDocuments.getDocument(found)?.diagnostics?.map(({ code }) => code);
      DocumentBuilder.waitUntil(DocumentState.Parsed, found)
        .then(() => DocumentBuilder.waitUntil(DocumentState.Validated, found))
        .then(codes)
        .then(resolve, reject);
    });
  });
  await WorkspaceLock.write((token) => DocumentBuilder.update([open], [], token));
  expect(await answered).toEqual(['unit/unknown']);
});
