import os from 'node:os';
import type { LangiumSharedServices } from 'langium/lsp';
import type { ServerOptions } from '../../protocol/runs.js';

/** The current folders of the editor, as URIs, and its own storage folder. */
export interface EditorFolders {
  workspace: () => readonly string[];
  openFiles: () => readonly string[];
  globalStorage: () => string;
}

/** The current folders of the connected editor. */
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
