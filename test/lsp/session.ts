import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  type ClientCapabilities,
  CodeActionRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  IPCMessageReader,
  IPCMessageWriter,
  type NotificationType,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type RequestType,
  ShutdownRequest,
} from 'vscode-languageserver-protocol/node';
import { LANGUAGE_SERVER_HEAP } from '../../server/protocol/language-server-heap.js';

/** VS Code's capabilities, as far as they change the server's answers. */
const CAPABILITIES: ClientCapabilities = {
  workspace: { configuration: true, workspaceFolders: true, inlayHint: { refreshSupport: true } },
  textDocument: {
    completion: { completionItem: { snippetSupport: true, insertReplaceSupport: true } },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
    rename: { prepareSupport: true },
  },
};

export interface SessionOptions {
  /** URI of the open folder. */
  readonly folder?: string;
  /** Answers to the server's requests for settings, by section. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Variables that the extension adds to the environment of the server. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * The shipped language server in a process of its own, started as the extension starts it and used as an editor uses
 * it.
 */
export class Session {
  private readonly published = new Map<string, Diagnostic[]>();
  private readonly versions = new Map<string, number>();
  private readonly order: string[] = [];
  private wake: () => void = () => {};

  private constructor(
    private readonly server: ChildProcess,
    private readonly connection: ProtocolConnection,
    readonly capabilities: InitializeResult['capabilities'],
  ) {
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
      this.published.set(uri, diagnostics);
      this.order.push(uri);
      this.wake();
    });
  }

  /** Starts `dist/server.cjs`, which must have been built. */
  static async start({ folder, settings = {}, environment = {} }: SessionOptions = {}): Promise<Session> {
    const server = fork('dist/server.cjs', ['--node-ipc'], {
      silent: true,
      execArgv: LANGUAGE_SERVER_HEAP,
      env: { ...process.env, ...environment },
    });
    const connection = createProtocolConnection(new IPCMessageReader(server), new IPCMessageWriter(server));
    connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
      items.map(({ section }) => settings[section ?? ''] ?? null),
    );
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/codeLens/refresh', () => null);
    connection.onRequest('workspace/inlayHint/refresh', () => null);
    connection.listen();
    const { capabilities } = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: folder ?? null,
      capabilities: CAPABILITIES,
      workspaceFolders: folder ? [{ uri: folder, name: 'workspace' }] : null,
    });
    const session = new Session(server, connection, capabilities);
    await connection.sendNotification(InitializedNotification.type, {});
    return session;
  }

  async open(uri: string, text: string): Promise<void> {
    this.versions.set(uri, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: 'twin', version: 1, text },
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Diagnostics of a document, open or not, once the server has sent them. */
  async problems(uri: string): Promise<Diagnostic[]> {
    for (;;) {
      const found = this.published.get(uri);
      if (found) return found;
      await this.news();
    }
  }

  /** URIs for which diagnostics were sent so far, in order. */
  get told(): readonly string[] {
    return this.order;
  }

  /** The latest diagnostics of each document. */
  get everything(): ReadonlyMap<string, readonly Diagnostic[]> {
    return this.published;
  }

  /** Waits for the next diagnostics of a document. */
  news(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  /** Replaces a range or the whole text. */
  async change(uri: string, text: string, range?: Diagnostic['range']): Promise<void> {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [range ? { range, text } : { text }],
    });
  }

  request<P, R, E>(type: RequestType<P, R, E>, params: P): Promise<R> {
    return this.connection.sendRequest<R>(type.method, params);
  }

  notify<P>(type: NotificationType<P>, params: P): Promise<void> {
    return this.connection.sendNotification(type.method, params);
  }

  /** The diagnostics of the newest version of a document. */
  async diagnostics(uri: string): Promise<Diagnostic[]> {
    // The server answers requests for quick fixes only once the document is checked and its diagnostics are sent.
    const start = { line: 0, character: 0 };
    await this.request(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start, end: start },
      context: { diagnostics: [] },
    });
    return this.published.get(uri) ?? [];
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest(ShutdownRequest.type);
    const gone = once(this.server, 'exit');
    await this.connection.sendNotification(ExitNotification.type);
    await gone;
    this.connection.dispose();
  }
}
