import { PassThrough } from 'node:stream';
import { DocumentState, URI } from 'langium';
import { expect, test } from 'vitest';
import { createConnection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createEditorServices } from '../../server/lsp/editor-services.js';

const RIGHT = 'topology T { nodes: 8 }\nscenario S { topology: T  duration: 1min }\n';
const WRONG = RIGHT.replace('1min', '1parsec');

test('an answer is about the newest text, even while an older change is still being followed', async () => {
  const connection = createConnection(new PassThrough(), new PassThrough());
  const { shared } = createEditorServices(connection, {
    ofScenario: () => undefined,
    ofExperiment: () => undefined,
  });
  const { DocumentBuilder, LangiumDocuments, TextDocuments, WorkspaceLock } = shared.workspace;
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
