import { commands, type Disposable, l10n, Uri, window } from 'vscode';
import { copyExamples, findInWorkspace, listExamples } from '../examples/examples.js';
import { textColumn } from '../scenarios/text-column.js';

/**
 * Twinchain: Open Example….
 * @param home folder of the editor in which examples can be changed
 */
export function openExample(extension: Uri, home: Uri): Disposable {
  return commands.registerCommand('twinchain.openExample', async (given?: unknown) => {
    const examples = await listExamples(extension);
    const items = examples.map(({ name, title, about }) => ({ label: title, description: name, detail: about }));
    const named = items.find(({ description }) => description === given);
    const options = { placeHolder: l10n.t('Select an example'), matchOnDescription: true, matchOnDetail: true };
    const chosen = named ?? (await window.showQuickPick(items, options));
    if (!chosen) return;
    const file =
      (await findInWorkspace(chosen.description)) ??
      Uri.joinPath(await copyExamples(extension, home), chosen.description);
    await window.showTextDocument(file, {
      viewColumn: textColumn(),
      preview: false,
    });
  });
}
