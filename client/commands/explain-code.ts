import { commands, type Disposable, Uri } from 'vscode';

/** Opens the entry of a code on the page of errors. The codes in the Problems view link to this command. */
export function explainCode(extensionUri: Uri): Disposable {
  return commands.registerCommand('twinchain.explainCode', async (code: unknown) => {
    const page = Uri.joinPath(extensionUri, 'docs', 'errors.md');
    const fragment = typeof code === 'string' ? code.replaceAll('/', '') : '';
    await commands.executeCommand('markdown.showPreview', page.with({ fragment }));
  });
}
