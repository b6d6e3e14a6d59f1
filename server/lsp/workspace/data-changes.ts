import type { LangiumSharedServices } from 'langium/lsp';

const DATA_FILE = /\.csv$/i;

/** Scenarios that read measurements are checked again when a data file has changed on disk. */
export function checkAgainWhenDataChanges({ lsp, workspace }: LangiumSharedServices): void {
  lsp.DocumentUpdateHandler.onWatchedFilesChange(({ changes }) => {
    if (!changes.some(({ uri }) => DATA_FILE.test(uri))) return;
    const readers = workspace.LangiumDocuments.all
      .filter(({ textDocument }) => textDocument.getText().includes('.csv'))
      .map(({ uri }) => uri)
      .toArray();
    workspace.WorkspaceLock.write((token) => workspace.DocumentBuilder.update(readers, [], token)).catch(() => {
      // A newer build is in progress and checks the same documents.
    });
  });
}
