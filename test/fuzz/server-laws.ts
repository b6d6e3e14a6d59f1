import { mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  CompletionRequest,
  type Diagnostic,
  DidChangeWatchedFilesNotification,
  DocumentFormattingRequest,
  DocumentSymbolRequest,
  FileChangeType,
  HoverRequest,
  RenameRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Session } from '../lsp/session.js';
import type { Action } from './abuse.js';
import type { Breach } from './laws.js';
import { SAMPLES } from './samples.js';

/** A server that takes longer, ms, hangs: each request takes seconds on the slowest machine. */
const LONGEST = 300_000;

/**
 * The law that a language server breaks under these actions. The server must keep answering, none of its parts may
 * fail, and its diagnostics of the open texts must in the end equal those of a new server.
 */
export async function breachUnder(actions: readonly Action[]): Promise<Breach | undefined> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'twinchain-abuse-')));
  try {
    for (const [name, text] of Object.entries(SAMPLES)) await writeFile(path.join(folder, name), text);
    const abused = await Abused.start(folder);
    try {
      return await answering(abused.afterAll(actions));
    } finally {
      await answering(abused.stop());
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function answering(work: Promise<Breach | undefined>): Promise<Breach | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const hanging = new Promise<Breach>((resolve) => {
    timer = setTimeout(() => resolve({ law: 'server-hangs', detail: 'it answers nothing any more' }), LONGEST);
  });
  const failed = (error: unknown): Breach => ({
    law: 'server-ended',
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return Promise.race([work.catch(failed), hanging]).finally(() => clearTimeout(timer));
}

/** A server and its open texts. */
class Abused {
  private readonly texts = new Map<string, TextDocument>();

  private constructor(
    private readonly folder: string,
    private readonly session: Session,
  ) {}

  static async start(folder: string): Promise<Abused> {
    return new Abused(folder, await Session.start({ folder: pathToFileURL(folder).href }));
  }

  async stop(): Promise<undefined> {
    await this.session.stop();
    return undefined;
  }

  async afterAll(actions: readonly Action[]): Promise<Breach | undefined> {
    for (const action of actions) await this.does(action);
    const told = await this.told();
    const failed = [...this.session.everything].flatMap(([uri, found]) =>
      found.filter(({ code }) => String(code).startsWith('internal/')).map(({ message }) => `${uri}: ${message}`),
    );
    if (failed.length > 0) return { law: 'server-internal', detail: failed.join('\n') };
    const expected = await this.asked();
    return told === expected ? undefined : { law: 'server-stale', detail: `said:\n${told}\nand not:\n${expected}` };
  }

  private async does(action: Action): Promise<void> {
    const { name } = action;
    const uri = this.uriOf(name);
    const open = this.texts.get(uri);
    switch (action.does) {
      case 'open':
        return this.open(uri, action.text);
      case 'type': {
        if (!open) return;
        const start = { line: Math.min(action.line, open.lineCount - 1), character: 0 };
        const range = { start, end: start };
        this.texts.set(uri, TextDocument.update(open, [{ range, text: action.text }], open.version + 1));
        return this.session.change(uri, action.text, range);
      }
      case 'close':
        return this.close(uri);
      case 'write':
        await writeFile(this.onDisk(name), action.text);
        return action.untold ? undefined : this.changed(name, FileChangeType.Changed);
      case 'delete':
        await rm(this.onDisk(name), { force: true });
        return this.changed(name, FileChangeType.Deleted);
      case 'rename':
        if (await isFailed(rename(this.onDisk(name), this.onDisk(action.to)))) return;
        await this.changed(name, FileChangeType.Deleted);
        return this.changed(action.to, FileChangeType.Created);
      case 'save':
        if (!open) return;
        await writeFile(this.onDisk(action.to), open.getText());
        await this.open(this.uriOf(action.to), open.getText());
        await this.close(uri);
        return this.changed(action.to, FileChangeType.Changed);
      case 'wait':
        if (open) await this.session.diagnostics(uri);
        return;
      case 'ask':
        return this.ask(uri, action.line);
    }
  }

  private async open(uri: string, text: string): Promise<void> {
    const known = this.texts.get(uri);
    this.texts.set(uri, TextDocument.create(uri, 'twin', (known?.version ?? 0) + 1, text));
    return known ? this.session.change(uri, text) : this.session.open(uri, text);
  }

  private async close(uri: string): Promise<void> {
    if (this.texts.delete(uri)) await this.session.close(uri);
  }

  /** Sends requests without waiting for answers. A text that is closed by then gets none. */
  private ask(uri: string, line: number): void {
    const textDocument = { uri };
    const position = { line, character: 8 };
    const options = { tabSize: 4, insertSpaces: true };
    for (const answer of [
      this.session.request(CompletionRequest.type, { textDocument, position }),
      this.session.request(HoverRequest.type, { textDocument, position }),
      this.session.request(SemanticTokensRequest.type, { textDocument }),
      this.session.request(DocumentSymbolRequest.type, { textDocument }),
      this.session.request(DocumentFormattingRequest.type, { textDocument, options }),
      this.session.request(RenameRequest.type, { textDocument, position, newName: 'Other' }),
    ])
      answer.catch(() => {});
  }

  private changed(name: string, type: FileChangeType): Promise<void> {
    const changes = [{ uri: this.uriOf(name), type }];
    return this.session.notify(DidChangeWatchedFilesNotification.type, { changes });
  }

  /** The server's diagnostics of its open texts, and of one that is opened now. */
  private async told(): Promise<string> {
    const last = this.uriOf('last.twin');
    await this.open(last, 'import "01-baseline.twin"\nscenario Last extends Baseline { duration: 1parsec }\n');
    // Changes are processed in order: once this text has been checked, so have the files changed before it.
    await this.session.diagnostics(last);
    const lines: string[] = [];
    for (const uri of [...this.texts.keys()].sort())
      lines.push(...(await this.session.diagnostics(uri)).map((found) => `${path.basename(uri)} ${shown(found)}`));
    return lines.join('\n');
  }

  /** The same diagnostics from a new server. */
  private async asked(): Promise<string> {
    const fresh = await Abused.start(this.folder);
    try {
      for (const [uri, text] of this.texts) await fresh.open(uri, text.getText());
      return await fresh.told();
    } finally {
      await fresh.stop();
    }
  }

  private uriOf(name: string): string {
    return name.startsWith('untitled:') ? name : pathToFileURL(this.onDisk(name)).href;
  }

  private onDisk(name: string): string {
    return path.join(this.folder, name);
  }
}

function shown({ range: { start }, code, message }: Diagnostic): string {
  return `${start.line + 1}:${start.character + 1} ${code}: ${message}`;
}

function isFailed(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => false,
    () => true,
  );
}
