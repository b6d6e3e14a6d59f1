import { URI, UriUtils, type WorkspaceFolder } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { isBelow } from './open-texts.js';

type Workspace = Pick<LangiumSharedServices['workspace'], 'WorkspaceManager' | 'TextDocuments'>;

/**
 * The folders that the user opened, and the folders of files that were opened from elsewhere, whose imports are beside
 * them. Empty if no folder is open.
 */
export function openedFolders({ WorkspaceManager, TextDocuments }: Workspace): WorkspaceFolder[] {
  const folders = [...(WorkspaceManager.workspaceFolders ?? [])];
  if (folders.length === 0) return [];
  for (const { uri } of TextDocuments.all()) {
    const file = URI.parse(uri);
    if (file.scheme !== 'file' || folders.some((folder) => isBelow(URI.parse(folder.uri), file))) continue;
    const folder = UriUtils.dirname(file);
    folders.push({ uri: folder.toString(), name: UriUtils.basename(folder) });
  }
  return folders;
}
