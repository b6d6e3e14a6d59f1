import { type Disposable, EventEmitter } from 'vscode';
import type * as library from '../language-client.js';

/** The client library of the language server. It is two thirds of the extension's code. */
export type LanguageClientLibrary = typeof library;

type Client = ReturnType<LanguageClientLibrary['createLanguageClient']>;

/**
 * The connection to the language server. The client library is loaded when the server is started; requests before that
 * wait.
 */
export class ServerConnection implements Disposable {
  readonly #running = new EventEmitter<void>();
  readonly #stopped = new EventEmitter<void>();
  readonly #handlers = new Map<string, (params: unknown) => void>();
  #library: LanguageClientLibrary | undefined;
  #client: Promise<Client> | undefined;

  /** The server is running, for the first time or after a restart. */
  readonly onDidRun = this.#running.event;
  /** The server has ended. */
  readonly onDidStop = this.#stopped.event;

  constructor(
    private readonly load: () => Promise<LanguageClientLibrary>,
    private readonly create: (library: LanguageClientLibrary) => Client,
  ) {}

  async start(): Promise<void> {
    await (await this.#loaded()).start();
  }

  async stop(): Promise<void> {
    await (await this.#client)?.stop();
  }

  async restart(): Promise<void> {
    await (await this.#loaded()).restart();
  }

  /** @throws Error where the server answers with an error, or ends: see {@link isAnswer} */
  async sendRequest<Result>(method: string, params: unknown): Promise<Result> {
    return (await this.#loaded()).sendRequest<Result>(method, params);
  }

  async sendNotification(method: string, params: unknown): Promise<void> {
    await (await this.#loaded()).sendNotification(method, params);
  }

  /** One handler for each method. */
  onNotification<Params>(method: string, handler: (params: Params) => void): Disposable {
    this.#handlers.set(method, (params) => handler(params as Params));
    return { dispose: () => this.#handlers.delete(method) };
  }

  /** Whether the error of a request is an answer of the server; otherwise the server ended before it answered. */
  isAnswer(error: unknown): error is Error {
    return this.#library?.isAnswer(error) ?? false;
  }

  dispose(): void {
    void this.#client?.then((client) => client.dispose()).catch(() => {});
    this.#running.dispose();
    this.#stopped.dispose();
  }

  #loaded(): Promise<Client> {
    this.#client ??= this.#load();
    return this.#client;
  }

  async #load(): Promise<Client> {
    const loaded = await this.load();
    this.#library = loaded;
    const client = this.create(loaded);
    for (const method of this.#handlers.keys())
      client.onNotification(method, (params: unknown) => this.#handlers.get(method)?.(params));
    client.onDidChangeState(({ newState }) => {
      if (newState === loaded.State.Running) this.#running.fire();
      if (newState === loaded.State.Stopped) this.#stopped.fire();
    });
    return client;
  }
}
