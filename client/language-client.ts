// The client library of the language server: a bundle of its own, which is loaded when the extension is active.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type ExtensionContext, type LogOutputChannel, l10n } from 'vscode';
import { ErrorCodes, LanguageClient, ResponseError, TransportKind } from 'vscode-languageclient/node';
import { LANGUAGE_SERVER_HEAP } from '../server/protocol/language-server-heap.js';
import type { ServerOptions } from '../server/protocol/runs.js';
import { LANGUAGE_ID } from './language-id.js';

export { State } from 'vscode-languageclient/node';

/**
 * The connection to the language server, which runs in a process of its own. Not started yet.
 * @param log receives the output of both sides
 */
export function createLanguageClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const server = {
    module: context.asAbsolutePath(path.join('dist', 'server.cjs')),
    transport: TransportKind.ipc,
    options: { execArgv: LANGUAGE_SERVER_HEAP, env: { EXTENSION_BUNDLE_PATH: l10n.uri?.fsPath ?? '' } },
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

/** Whether the error of a request is an answer of the server; otherwise the server ended before it answered. */
export function isAnswer(error: unknown): error is Error {
  return error instanceof ResponseError && error.code !== ErrorCodes.PendingResponseRejected;
}
