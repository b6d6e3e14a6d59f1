import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver-protocol/node';
import { Session } from './session.js';

const GOOD = 'topology T { nodes: 8 }\nscenario S { topology: T  duration: 1min }\n';
const WRONG = GOOD.replace('1min', '1parsec');

describe('the language server survives', () => {
  let folder: string;
  let session: Session;

  const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
  const codes = async (uri: string) => (await session.diagnostics(uri)).map(({ code }) => code);
  const start = async (files: Record<string, string | Uint8Array> = {}) => {
    for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
    session = await Session.start({ folder: pathToFileURL(folder).href });
  };

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'twinchain-surviving-')));
  });
  afterEach(async () => {
    await session.stop();
    await rm(folder, { recursive: true });
  });

  test('a text that was never saved and is closed', async () => {
    await start();
    await session.open('untitled:Untitled-1', GOOD);
    await session.open(uriOf('main.twin'), GOOD);
    await session.close('untitled:Untitled-1');
    await session.change(uriOf('main.twin'), WRONG);
    expect(await codes(uriOf('main.twin'))).toEqual(['unit/unknown']);
  });

  test('a text that was declared a scenario by hand, although its file name says otherwise', async () => {
    await start({ 'notes.txt': GOOD });
    await session.open(uriOf('notes.txt'), WRONG);
    await session.open(uriOf('main.twin'), GOOD);
    expect(await codes(uriOf('notes.txt'))).toEqual(['unit/unknown']);
    await session.close(uriOf('notes.txt'));
    await session.change(uriOf('main.twin'), WRONG);
    expect(await codes(uriOf('main.twin'))).toEqual(['unit/unknown']);
  });

  test('a file that is deleted before it is read again', async () => {
    await start({ 'base.twin': GOOD, 'main.twin': 'import "base.twin"\nscenario M extends S { }\n' });
    await session.open(uriOf('base.twin'), GOOD);
    await session.open(uriOf('main.twin'), 'import "base.twin"\nscenario M extends S { }\n');
    expect(await codes(uriOf('main.twin'))).toEqual([]);
    await rm(path.join(folder, 'base.twin'));
    await session.close(uriOf('base.twin'));
    await session.notify(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: uriOf('base.twin'), type: FileChangeType.Changed }],
    });
    await session.change(uriOf('main.twin'), 'import "base.twin"\nscenario M extends S {  }\n');
    expect(await codes(uriOf('main.twin'))).toContain('import/missing');
  });

  test('discarded changes: the content on disk counts again', async () => {
    const main = 'import "base.twin"\nscenario M extends S { }\n';
    await start({ 'base.twin': GOOD });
    await session.open(uriOf('base.twin'), GOOD.replace('scenario S', 'scenario Other'));
    await session.open(uriOf('main.twin'), main);
    expect(await codes(uriOf('main.twin'))).toEqual(['name/unknown']);
    await session.close(uriOf('base.twin'));
    await session.change(uriOf('main.twin'), `${main}\n`);
    expect(await codes(uriOf('main.twin'))).toEqual([]);
  });

  test('files in the folder that are nested deeply, endless or large: one error each, and the others are checked', async () => {
    const hostile = {
      'minus.twin': `distribution A = ${'-'.repeat(500)}1s\n`,
      'not.twin': `scenario S { expect "x" ${'not '.repeat(1000)}primary.blocks > 1 }\n`,
      'calls.twin': `distribution A = ${'normal('.repeat(3000)}1s${')'.repeat(3000)}\n`,
      'lists.twin': `experiment E { vary a over ${'['.repeat(3000)}1${']'.repeat(3000)} }\n`,
      'comments.twin': '/* '.repeat(60_000),
    };
    await start({ ...hostile, 'large.twin': `// ${'x'.repeat(20_000_000)}\n${GOOD}`, 'other.twin': WRONG });
    await session.open(uriOf('main.twin'), WRONG);
    expect(await codes(uriOf('main.twin'))).toEqual(['unit/unknown']);
    expect((await session.problems(uriOf('other.twin'))).map(({ code }) => code)).toEqual(['unit/unknown']);
    for (const name of Object.keys(hostile)) {
      const expected = name === 'comments.twin' ? 'syntax/unclosed-comment' : 'syntax/too-deep';
      expect(
        (await session.problems(uriOf(name))).map(({ code }) => code),
        name,
      ).toEqual([expected]);
    }
    expect(session.told).not.toContain(uriOf('large.twin'));
  });

  test('a text that is too large, with an error', async () => {
    await start();
    await session.open(uriOf('large.twin'), `// ${'x'.repeat(2_000_000)}\n${GOOD}`);
    expect(await codes(uriOf('large.twin'))).toEqual(['file/too-large']);
    await session.change(uriOf('large.twin'), WRONG);
    expect(await codes(uriOf('large.twin'))).toEqual(['unit/unknown']);
  });

  test('many files: open ones come first', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `file${String(index).padStart(3, '0')}.twin`);
    await start(Object.fromEntries([...names.map((name) => [name, WRONG]), ['base.twin', GOOD]]));
    await session.open(uriOf('zebra.twin'), 'import "base.twin"\nscenario Z extends S { duration: 1parsec }\n');
    expect((await session.problems(uriOf('zebra.twin'))).map(({ code }) => code)).toEqual(['unit/unknown']);
    expect(session.told.filter((uri) => names.some((name) => uri.endsWith(name))).length).toBeLessThan(100);
    for (const name of names)
      expect((await session.problems(uriOf(name))).map(({ code }) => code)).toEqual(['unit/unknown']);
  });

  test('two requests for colours at once, each with its own answer', async () => {
    await start();
    const long = Array.from({ length: 400 }, (_, k) => `topology T${k} { nodes: 8  peers: random(2) }`).join('\n');
    await session.open(uriOf('long.twin'), long);
    await session.open(uriOf('short.twin'), GOOD);
    const tokens = (name: string) =>
      session.request(SemanticTokensRequest.type, { textDocument: { uri: uriOf(name) } });
    const lines = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };
    const alone = { long: await tokens('long.twin'), short: await tokens('short.twin') };
    const [first, second, part, again] = await Promise.all([
      tokens('long.twin'),
      tokens('short.twin'),
      session.request(SemanticTokensRangeRequest.type, { textDocument: { uri: uriOf('long.twin') }, range: lines }),
      tokens('long.twin'),
    ]);
    expect(first?.data).toEqual(alone.long?.data);
    expect(second?.data).toEqual(alone.short?.data);
    expect(again?.data).toEqual(alone.long?.data);
    expect(part?.data.length).toBeLessThan((first?.data.length ?? 0) / 10);
  });
});
