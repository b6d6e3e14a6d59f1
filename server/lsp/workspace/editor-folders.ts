import os from 'node:os';
import type { LangiumSharedServices } from 'langium/lsp';
import type { ServerOptions } from '../../protocol/runs.js';

/** The folders of the editor, as URIs, asked for anew every time; and its own folder. */
export interface EditorFolders {
  workspace: () => readonly string[];
  openFiles: () => readonly string[];
  globalStorage: () => string;
}

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
