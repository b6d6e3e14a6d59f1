import { mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { EmptyFileSystem } from 'langium';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CompletionRequest,
  DidChangeWatchedFilesNotification,
  DocumentSymbolRequest,
  FileChangeType,
  HoverRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver-protocol/node';
import { createTwinServices } from '../../language/services.js';
import { Mutations } from '../fuzz/mutations.js';
import { Draws } from '../fuzz/random.js';
import { TEXTS } from '../fuzz/samples.js';
import { Session } from './session.js';

/** More by `ABUSE=1000 npx vitest run test/lsp/abuse.test.ts`. */
const ACTIONS = Number(process.env.ABUSE ?? 60);
const SEED = process.env.ABUSE_SEED ?? 'test';
const NAMES = ['a.twin', 'b.twin', 'c.twin', 'notes.txt', 'untitled:Untitled-1', 'untitled:Untitled-2'];
const WRONG = 'topology T { nodes: 8 }\nscenario S { topology: T  duration: 1parsec }\n';

describe('the language server under abuse', () => {
  let folder: string;
  let session: Session;
  const mutations = new Mutations(TEXTS, createTwinServices(EmptyFileSystem).twin.parser.Lexer);
  const open = new Set<string>();

  const uriOf = (name: string) => (name.includes(':') ? name : pathToFileURL(path.join(folder, name)).href);
  const onDisk = (name: string) => path.join(folder, name.replace(/\W/g, '-'));

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'twinchain-abuse-')));
    session = await Session.start({ folder: pathToFileURL(folder).href });
  });
  afterAll(async () => {
    await session.stop();
    await rm(folder, { recursive: true });
  });

  /** Whatever somebody, or something, does to texts and files. Nothing waits for anything before it. */
  async function act(draws: Draws): Promise<void> {
    const name = draws.oneOf(NAMES);
    const uri = uriOf(name);
    const text = mutations.text(draws);
    const place = { textDocument: { uri }, position: { line: draws.below(20), character: draws.below(20) } };
    const changed = (type: FileChangeType) =>
      session.notify(DidChangeWatchedFilesNotification.type, { changes: [{ uri, type }] });
    switch (draws.below(8)) {
      case 0:
      case 1:
        if (open.has(name)) return session.change(uri, text);
        open.add(name);
        return session.open(uri, text);
      case 2:
        if (!open.delete(name)) return;
        return session.close(uri);
      case 3:
        await writeFile(onDisk(name), text);
        return changed(FileChangeType.Changed);
      case 4:
        await rm(onDisk(name), { force: true });
        return changed(FileChangeType.Deleted);
      case 5:
        // A file that is renamed is told as one that went and one that came; the one that went may be open.
        await rename(onDisk(name), onDisk(draws.oneOf(NAMES))).catch(() => {});
        return changed(FileChangeType.Deleted);
      case 6:
        session.request(CompletionRequest.type, place).catch(() => {});
        session.request(HoverRequest.type, place).catch(() => {});
        return;
      default:
        session.request(SemanticTokensRequest.type, { textDocument: { uri } }).catch(() => {});
        session.request(DocumentSymbolRequest.type, { textDocument: { uri } }).catch(() => {});
    }
  }

  test(`after ${ACTIONS} things done to texts and files, it answers as if nothing had been`, async () => {
    for (let index = 0; index < ACTIONS; index++) await act(new Draws(`${SEED}/${index}`));
    await session.open(uriOf('last.twin'), WRONG);
    expect((await session.diagnostics(uriOf('last.twin'))).map(({ code }) => code)).toEqual(['unit/unknown']);
    const told = [...session.everything.values()].flat().filter(({ code }) => String(code).startsWith('internal/'));
    expect(told).toEqual([]);
  }, 600_000);
});
