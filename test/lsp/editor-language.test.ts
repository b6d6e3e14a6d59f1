import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  HoverRequest,
  InlayHintRequest,
  type MarkupContent,
  type Position,
  RenameRequest,
  SignatureHelpRequest,
} from 'vscode-languageserver-protocol/node';
import { Session } from './session.js';

const GERMAN = {
  Run: 'Ausführen',
  'Run with new seed': 'Mit neuem Startwert ausführen',
  'Insert `{0}`': '`{0}` einfügen',
  'Add `{0}`': '`{0}` ergänzen',
  '{0} of {1} votes · f = {2}': '{0} von {1} Stimmen · f = {2}',
  'How much time is simulated.': 'Wie lange simuliert wird.',
  Takes: 'Nimmt',
  Default: 'Vorgabe',
  Source: 'Quelle',
  Range: 'Bereich',
  'greater than {0} and at most {1}': 'mehr als {0} und höchstens {1}',
  Units: 'Einheiten',
  Here: 'Hier',
  'none: it is required': 'keine: sie muss angegeben werden',
  'Section {0} of the paper': 'Abschnitt {0} des Artikels',
  '{0}, such as {1}': '{0}, zum Beispiel {1}',
  'a time': 'eine Zeit',
  'Time between consecutive blocks under one configuration.': 'Zeit zwischen Blöcken unter einer Konfiguration.',
  samples: 'Stichprobe',
  '{0}, in {1}': '{0}, gemessen in {1}',

  'a condition that a run must meet': 'eine Bedingung, die ein Lauf erfüllen muss',
  'The bell curve.': 'Die Glockenkurve.',
  'the mean': 'der Mittelwert',
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

/** A text without errors. */
const CLEAN = `topology World { nodes: 4  bandwidth: normal(10MB/s, 1MB/s) }
scenario Base {
    topology: World
    duration: 1h
    expect "fast" mean(blockTime.normal) < 1s
}
`;

describe('a language server that is given translations', () => {
  let folder: string;
  let session: Session;
  let uri: string;
  let clean: string;

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
    clean = uri.replace('main', 'clean');
    await session.open(clean, CLEAN);
  });

  afterAll(async () => {
    await session.stop();
    await rm(folder, { recursive: true });
  });

  test('shows lenses in them', async () => {
    const lenses = await session.request(CodeLensRequest.type, { textDocument: { uri } });
    expect(lenses?.map(({ command }) => command?.title).slice(0, 2)).toEqual([
      '$(play) Ausführen',
      'Mit neuem Startwert ausführen',
    ]);
  });

  test('shows hints in them', async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await session.request(InlayHintRequest.type, { textDocument: { uri }, range });
    expect(hints?.map(({ label }) => label).join('\n')).toContain('3 von 4 Stimmen · f = 1');
  });

  test('shows fixes in them, and diagnostics in English, as the command line does', async () => {
    const diagnostics = await session.diagnostics(uri);
    expect(diagnostics.map(({ message }) => message)).toEqual(['Expected `:` after `duration`, but found `1h`.']);
    const actions = await session.request(CodeActionRequest.type, {
      textDocument: { uri },
      range: diagnostics[0].range,
      context: { diagnostics, only: ['quickfix'] },
    });
    expect(actions?.map(({ title }) => title)).toEqual(['`:` einfügen']);
  });

  test('reports refusals in them', async () => {
    const renamed = session.request(RenameRequest.type, {
      textDocument: { uri },
      position: { line: 1, character: 10 },
      newName: 'topology',
    });
    await expect(renamed).rejects.toThrow('`topology` ist ein Schlüsselwort und kein Name.');
  });

  /** The place in the text without errors right after some characters of it. */
  const behind = (written: string): { textDocument: { uri: string }; position: Position } => {
    const before = CLEAN.slice(0, CLEAN.indexOf(written) + written.length).split('\n');
    return {
      textDocument: { uri: clean },
      position: { line: before.length - 1, character: before[before.length - 1].length },
    };
  };

  const hover = async (written: string) => {
    const found = await session.request(HoverRequest.type, behind(written));
    return (found?.contents as MarkupContent | undefined)?.value;
  };

  test('explains a property in them', async () => {
    expect(await hover('durat')).toBe(
      [
        '**duration** (scenario)',
        'Wie lange simuliert wird.',
        [
          '- **Nimmt:** eine Zeit, zum Beispiel 30s',
          '- **Bereich:** mehr als 0 und höchstens 100d',
          '- **Einheiten:** `ms` `s` `min` `h` `d` (eine Zeit)',
          '- **Vorgabe:** keine: sie muss angegeben werden',
          '- **Quelle:** Abschnitt 3 des Artikels',
        ].join('\n'),
        '**Hier:** 1 h',
      ].join('\n\n'),
    );
  });

  test('explains a metric in them', async () => {
    expect(await hover('blockTime.nor')).toBe(
      [
        '**blockTime.normal** (Stichprobe, gemessen in s)',
        'Zeit zwischen Blöcken unter einer Konfiguration.',
        'Abschnitt 3.2 des Artikels',
      ].join('\n\n'),
    );
  });

  test('completes in them', async () => {
    const found = await session.request(CompletionRequest.type, behind('duration: 1h\n    '));
    const items = Array.isArray(found) ? found : (found?.items ?? []);
    expect(items.find(({ label }) => label === 'expect')?.detail).toBe('eine Bedingung, die ein Lauf erfüllen muss');
  });

  test('helps with signatures in them', async () => {
    const help = await session.request(SignatureHelpRequest.type, behind('normal('));
    expect(help?.signatures).toMatchObject([
      {
        label: 'normal(mean, sd)',
        documentation: 'Die Glockenkurve.',
        parameters: [{ documentation: 'der Mittelwert' }, {}],
      },
    ]);
  });
});
