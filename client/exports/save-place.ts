import os from 'node:os';
import path from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';

/** Asks where to save a file, starting from the workspace. Undefined if the user cancels. */
export async function askWhereToSave(name: string): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file(os.homedir());
  const kind = path.extname(name).slice(1);
  return window.showSaveDialog({
    defaultUri: Uri.joinPath(folder, name),
    saveLabel: l10n.t('Export'),
    title: l10n.t('Export {0}', name),
    filters: { [kind.toUpperCase()]: [kind] },
  });
}
