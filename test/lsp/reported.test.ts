import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { DocumentState, URI } from 'langium';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConnection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createEditorServices } from '../../server/lsp/editor-services.js';
import { BackgroundWorkspaceManager } from '../../server/lsp/workspace/background-workspace.js';

const WRONG = 'scenario S { duration: 1parsec }\n';
const UNTITLED = URI.parse('untitled:main.twin');

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'twinchain-reported-')));
});
afterEach(() => rm(folder, { recursive: true }));

function server() {
  const connection = createConnection(new PassThrough(), new PassThrough());
  const { shared } = createEditorServices(connection, { ofScenario: () => undefined, ofExperiment: () => undefined });
  const { DocumentBuilder, TextDocuments, WorkspaceLock } = shared.workspace;
  return {
    ...shared.workspace,
    open: (text: string) => TextDocuments.set(TextDocument.create(UNTITLED.toString(), 'twin', 1, text)),
    update: (changed: URI[], deleted: URI[] = []) =>
      WorkspaceLock.write((token) => DocumentBuilder.update(changed, deleted, token)),
  };
}

test('errors of a text are reported, even if another change arrives at that moment', async () => {
  const { DocumentBuilder, WorkspaceLock, open, update } = server();
  const reported: string[] = [];
  let change = Promise.resolve();
  // The first listener changes something before the second one, which represents the report to the editor, is called.
  DocumentBuilder.onDocumentPhase(DocumentState.Validated, () => {
    if (reported.length === 0) change = WorkspaceLock.write(() => {});
  });
  DocumentBuilder.onDocumentPhase(DocumentState.Validated, ({ uri }) => {
    reported.push(uri.toString());
  });
  open(WRONG);
  await update([UNTITLED]).catch(() => {});
  await change;
  expect(reported).toEqual([UNTITLED.toString()]);
});

test('a text whose check was interrupted is checked with the files of the folder', async () => {
  const { DocumentBuilder, LangiumDocuments, WorkspaceLock, WorkspaceManager, open } = server();
  await writeFile(path.join(folder, 'other.twin'), 'topology T { nodes: 8 }\n');
  open(WRONG);
  await WorkspaceLock.write(async (token) => {
    const building = DocumentBuilder.update([UNTITLED], [], token);
    void WorkspaceLock.write(() => {});
    await building.catch(() => {});
  });
  if (!(WorkspaceManager instanceof BackgroundWorkspaceManager)) throw new Error('another manager');
  WorkspaceManager.initialize({
    capabilities: {},
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: URI.file(folder).toString(), name: 'folder' }],
  });
  await WorkspaceManager.initialized();
  await WorkspaceManager.complete;
  expect(
    LangiumDocuments.all.map(({ uri, state }) => [path.basename(uri.path), DocumentState[state]]).toArray(),
  ).toEqual(
    expect.arrayContaining([
      ['main.twin', 'Validated'],
      ['other.twin', 'Validated'],
    ]),
  );
});

test('an open text remains if its file, or the folder around it, is deleted', async () => {
  const { DocumentBuilder, LangiumDocuments, TextDocuments, update } = server();
  const uri = URI.file(path.join(folder, 'main.twin'));
  TextDocuments.set(TextDocument.create(uri.toString(), 'twin', 1, WRONG));
  await update([uri]);
  for (const gone of [uri, URI.file(folder)]) {
    await update([], [gone]);
    await DocumentBuilder.waitUntil(DocumentState.Validated, uri);
    const codes = LangiumDocuments.getDocument(uri)?.diagnostics?.map(({ code }) => code);
    expect(codes, gone.path).toContain('unit/unknown');
  }
});
