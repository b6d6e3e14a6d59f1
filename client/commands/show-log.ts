import { commands, type Disposable, type LogOutputChannel } from 'vscode';

/** Twinchain: Show Log. */
export function showLog(log: LogOutputChannel): Disposable {
  return commands.registerCommand('twinchain.showLog', () => log.show());
}
