import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CodeActionRequest,
  CodeLensRequest,
  InlayHintRequest,
  RenameRequest,
} from 'vscode-languageserver-protocol/node';
import { Session } from './session.js';

const GERMAN = {
  Run: 'Ausführen',
  'Run with new seed': 'Mit neuem Startwert ausführen',
  'Insert `{0}`': '`{0}` einfügen',
  'Add `{0}`': '`{0}` ergänzen',
  '{0} of {1} votes · f = {2}': '{0} von {1} Stimmen · f = {2}',
  '`{0}` is a keyword and cannot be a name.': '`{0}` ist ein Schlüsselwort und kein Name.',
};

const TEXT = `topology World { nodes: 4 }
scenario Base {
    topology: World
    duration 1h
    primary { }
}
scenario Open {
    topology: World
}
`;

describe('a language server that is given translations', () => {
  let folder: string;
  let session: Session;
  let uri: string;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'twinchain-german-')));
    const bundle = path.join(folder, 'bundle.l10n.de.json');
    await writeFile(bundle, JSON.stringify(GERMAN));
    uri = pathToFileURL(path.join(folder, 'main.twin')).href;
    session = await Session.start({
      folder: pathToFileURL(folder).href,
      environment: { EXTENSION_BUNDLE_PATH: bundle },
    });
    await session.open(uri, TEXT);
  });

  afterAll(async () => {
    await session.stop();
    await rm(folder, { recursive: true });
  });

  test('says lenses in them', async () => {
    const lenses = await session.request(CodeLensRequest.type, { textDocument: { uri } });
    expect(lenses?.map(({ command }) => command?.title).slice(0, 2)).toEqual([
      '$(play) Ausführen',
      'Mit neuem Startwert ausführen',
    ]);
  });

  test('says hints in them', async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await session.request(InlayHintRequest.type, { textDocument: { uri }, range });
    expect(hints?.map(({ label }) => label).join('\n')).toContain('3 von 4 Stimmen · f = 1');
  });

  test('says fixes in them, and diagnostics in English, as the command line does', async () => {
    const diagnostics = await session.diagnostics(uri);
    expect(diagnostics.map(({ message }) => message)).toEqual(['Expected `:` after `duration`, but found `1h`.']);
    const actions = await session.request(CodeActionRequest.type, {
      textDocument: { uri },
      range: diagnostics[0].range,
      context: { diagnostics, only: ['quickfix'] },
    });
    expect(actions?.map(({ title }) => title)).toEqual(['`:` einfügen']);
  });

  test('refuses in them', async () => {
    const renamed = session.request(RenameRequest.type, {
      textDocument: { uri },
      position: { line: 1, character: 10 },
      newName: 'topology',
    });
    await expect(renamed).rejects.toThrow('`topology` ist ein Schlüsselwort und kein Name.');
  });
});
