import { l10n, window, workspace } from 'vscode';
import type { FigureFormat } from '../../server/protocol/panel.js';
import { askWhereToSave } from './save-place.js';

/** Saves a picture of the panel, or its numbers, to a file that the user chooses. */
export async function saveFigure(name: string, format: FigureFormat, content: Uint8Array): Promise<void> {
  const target = await askWhereToSave(`${name}.${format}`);
  if (!target) return;
  await workspace.fs.writeFile(target, content);
  window.setStatusBarMessage(l10n.t('Saved {0}', workspace.asRelativePath(target)), 5000);
}
