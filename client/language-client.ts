import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { ExtensionContext, LogOutputChannel } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { ServerOptions } from '../server/protocol/runs.js';

/** What `contributes.languages` in package.json calls scenario files. */
export const LANGUAGE_ID = 'twin';

/**
 * The server keeps little and throws much away at each change of a text. By default V8 lets the heap grow to several times of
 * what is alive before it sweeps. Swept earlier, the server takes 102 to 106 MiB after a dozen runs instead of 178
 * (`npm run bench -- window`).
 */
const SMALL_HEAP = ['--max-semi-space-size=2', '--heap-growing-percent=20'];

/**
 * The connection to the language server, which runs in a process of its own. Not started yet.
 * @param log receives what both sides have to say
 */
export function createLanguageClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const server = {
    module: context.asAbsolutePath(path.join('dist', 'server.cjs')),
    transport: TransportKind.ipc,
    options: { execArgv: SMALL_HEAP },
  };
  const initializationOptions: ServerOptions = {
    globalStorage: context.globalStorageUri.fsPath,
    session: randomUUID(),
  };
  return new LanguageClient(
    'twinchain',
    'Twinchain',
    { run: server, debug: server },
    { documentSelector: [{ language: LANGUAGE_ID }], outputChannel: log, initializationOptions },
  );
}
