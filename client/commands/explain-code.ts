import { commands, type Disposable, Uri } from 'vscode';

/** Opens what the page of errors says about a code; the code of a problem leads here. */
export function explainCode(extensionUri: Uri): Disposable {
  return commands.registerCommand('twinchain.explainCode', async (code: unknown) => {
    const page = Uri.joinPath(extensionUri, 'docs', 'errors.md');
    const fragment = typeof code === 'string' ? code.replaceAll('/', '') : '';
    await commands.executeCommand('markdown.showPreview', page.with({ fragment }));
  });
}
