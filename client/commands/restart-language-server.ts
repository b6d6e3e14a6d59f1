import { commands, type Disposable, type LogOutputChannel, l10n, window } from 'vscode';
import { LEAVE_SIMULATIONS } from '../../server/protocol/runs.js';
import type { ServerConnection } from '../connection/server-connection.js';
import { showError } from '../notifications.js';

/** Twinchain: Restart Language Server. Running simulations continue. */
export function restartLanguageServer(server: ServerConnection, log: LogOutputChannel): Disposable {
  return commands.registerCommand('twinchain.restartLanguageServer', async () => {
    try {
      // A server that no longer answers is restarted as well.
      await server.sendNotification(LEAVE_SIMULATIONS, {}).catch(() => {});
      await server.restart();
      window.setStatusBarMessage(l10n.t('Twinchain: the language server was restarted'), 3000);
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      await showError(
        l10n.t('The Twinchain language server did not start again. Its log says why (Twinchain: Show Log).'),
      );
    }
  });
}
