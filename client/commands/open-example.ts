import { commands, type Disposable, Uri, window, workspace } from 'vscode';
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
    const file =
      (await inWorkspace(chosen.description)) ?? Uri.joinPath(await copyExamples(extension, home), chosen.description);
    await window.showTextDocument(file, {
      viewColumn: textColumn(),
      preview: false,
    });
  });
}

/** The workspace's own file of that name, where it has one: a user who works on it expects no second copy. */
async function inWorkspace(name: string): Promise<Uri | undefined> {
  const [own] = await workspace.findFiles(`**/${name}`, '{**/node_modules/**,**/.twinchain/**}', 1);
  return own;
}
