import { type ExtensionContext, window } from 'vscode';
import { restartLanguageServer } from './commands/restart-language-server.js';
import { showLog } from './commands/show-log.js';
import { createLanguageClient } from './language-client.js';

/** Called by VS Code when a scenario is opened or a command is used for the first time. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Twinchain', { log: true });
  const client = createLanguageClient(context, log);
  context.subscriptions.push(log, client, restartLanguageServer(client, log), showLog(log));
  await client.start();
}
