import os from 'node:os';
import type { LangiumSharedServices } from 'langium/lsp';
import type { ServerOptions } from '../../protocol/runs.js';
import type { EditorFolders } from '../runs/stores.js';

/** The folders of the editor that is connected, as they are whenever somebody asks. */
export function editorFolders({ lsp, workspace }: LangiumSharedServices): EditorFolders {
  let globalStorage = os.tmpdir();
  lsp.LanguageServer.onInitialize(({ initializationOptions }) => {
    const given: unknown = initializationOptions;
    if (isServerOptions(given)) globalStorage = given.globalStorage;
  });
  return {
    workspace: () => (workspace.WorkspaceManager.workspaceFolders ?? []).map(({ uri }) => uri),
    openFiles: () => workspace.TextDocuments.keys(),
    globalStorage: () => globalStorage,
  };
}

function isServerOptions(value: unknown): value is ServerOptions {
  return (
    typeof value === 'object' && value !== null && 'globalStorage' in value && typeof value.globalStorage === 'string'
  );
}
