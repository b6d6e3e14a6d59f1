import { commands, type Disposable, Uri, window } from 'vscode';
import { copyExamples, listExamples } from '../examples/examples.js';
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
    const options = { placeHolder: 'Which example?', matchOnDescription: true, matchOnDetail: true };
    const chosen = named ?? (await window.showQuickPick(items, options));
    if (!chosen) return;
    const folder = await copyExamples(extension, home);
    await window.showTextDocument(Uri.joinPath(folder, chosen.description), {
      viewColumn: textColumn(),
      preview: false,
    });
  });
}
