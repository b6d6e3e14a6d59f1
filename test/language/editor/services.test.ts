import { describe, expect, it } from 'vitest';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { applied, Editor } from './editor.js';

const BASE = `topology World { nodes: 32 }
distribution Cadence = normal(30s, 5s)
policy Keep { propose current }
scenario Base { topology: World  duration: 1h  management.interval: Cadence }
`;

/** Shared by all tests, each of which loads files of its own. */
const editor = await Editor.on();

const WHOLE = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

describe('signature help', () => {
  async function signature(marked: string) {
    await editor.moveTo();
    const { document, ...params } = await editor.openAt(marked);
    return editor.services.lsp.SignatureHelp?.provideSignatureHelp(document, params);
  }

  it.each([
    ['distribution D = normal(<|>)', 'normal(mean, sd)', 0],
    ['distribution D = normal(30s, <|>)', 'normal(mean, sd)', 1],
    ['distribution D = normal(sd: <|>)', 'normal(mean, sd)', 1],
    ['distribution D = mixture(0.5: 1s, 0.5: <|>)', 'mixture(weight: distribution)', 0],
    ['distribution D = mixture(0.5: exponential(<|>', 'exponential(mean)', 0],
    ['distribution D = empirical("a.csv", "<|>', 'empirical("file.csv", "column", unit)', 1],
    ['topology T { nodes: 8  peers: smallWorld(8, <|>) }', 'smallWorld(k, p)', 1],
    ['workload W { arrivals: poisson(<|>) }', 'poisson(rate)', 0],
    ['policy P { learn qLearning { state: bins(backlog, [<|>]) } }', 'bins(observation, bounds)', 1],
    ['policy P { when 1s < min(1s, <|>) { } }', 'min(a, b)', 1],
    ['scenario S { expect "x" mean(<|>) }', 'mean(metric)', 0],
  ])('%s', async (marked, label, parameter) => {
    const help = await signature(marked);
    const shown = help?.signatures[help.activeSignature ?? 0];
    expect(shown?.label).toBe(label);
    expect(help?.activeParameter).toBe(parameter);
  });

  it('is silent outside calls and in comments', async () => {
    expect(await signature('distribution D = <|>')).toBeUndefined();
    expect(await signature('// normal(<|>')).toBeUndefined();
  });
});

describe('inlay hints', () => {
  async function hints(text: string, files: Readonly<Record<string, string>> = {}) {
    await editor.moveTo(files);
    const document = await editor.open(text);
    const found = await editor.services.lsp.InlayHintProvider?.getInlayHints(document, {
      textDocument: { uri: '' },
      range: WHOLE,
    });
    return (found ?? []).map(({ label, position }) => `${position.line}: ${label}`);
  }

  it('show inherited values, the votes that decide and what they tolerate, and the closed form', async () => {
    const text = `${BASE}scenario S extends Base {\n    primary {\n        blockSize: 1MB\n    }\n    management {\n        nodes: random(4)\n    }\n}\n`;
    expect((await hints(text)).slice(-3)).toEqual([
      expect.stringMatching(/^4: duration: 1h · block ≈ \d+ ms · delay ≈ \d+ ms$/),
      '5: 22 of 32 votes · f = 10 · consensus: pbft · blockInterval: 100ms',
      '8: 3 of 4 votes · f = 1 · interval: Cadence',
    ]);
  });

  it('show how many pairs of places a latency matrix measures', async () => {
    const text =
      'topology T {\n    group A { nodes: 4  at: "Berlin", "Paris", "Rome" }\n    latency: matrix "pings.csv"\n}';
    const pings = { 'pings.csv': 'from,to,ms\nBerlin,Paris,9\nParis,Rome,12\n' };
    expect(await hints(text, pings)).toContain('2: 2 of 3 pairs measured');
  });

  it('show the defaults of a topology', async () => {
    expect(await hints('topology T {\n    nodes: 8\n    peers: full\n}')).toEqual([
      '0: bandwidth: normal(10MB/s, 0.5MB/s) · latency: geographic',
    ]);
  });

  it('promise no more than a lower bound where copies queue', async () => {
    const text = 'topology T { nodes: 8  sharing: uplink }\nscenario S { topology: T  duration: 1h }';
    expect((await hints(text)).at(-1)).toMatch(/block ≳/);
  });

  it('leave out an estimate of what cannot be run', async () => {
    expect(await hints('scenario S { duration: 1h }')).toEqual([]);
  });
});

describe('code lenses', () => {
  it('run each scenario and each experiment, and show the last results where there are any', async () => {
    const editor = await Editor.on(
      {},
      {
        ofScenario: (_, scenario) => (scenario === 'Base' ? 'delay 1.2 s · seed 1' : undefined),
        ofExperiment: (_, experiment) => (experiment === 'Sizes' ? '1 passed' : undefined),
      },
    );
    const experiments = ['Sizes', 'Luck'].map((name) => `experiment ${name} { scenario: Base }`).join('\n');
    const document = await editor.open(`${BASE}scenario Other extends Base { }\n${experiments}`);
    const lenses = await editor.services.lsp.CodeLensProvider?.provideCodeLens(document, { textDocument: { uri: '' } });
    const uri = document.uri.toString();
    expect(
      lenses?.map(({ command, range }) => [range.start.line, command?.title, command?.command, command?.arguments]),
    ).toEqual([
      [3, '$(play) Run', 'twinchain.runScenario', [uri, 'Base']],
      [3, 'Run with new seed', 'twinchain.runScenarioNewSeed', [uri, 'Base']],
      [3, 'Compare with last', 'twinchain.compareWithLast', [uri, 'Base']],
      [3, '$(graph) delay 1.2 s · seed 1', 'twinchain.showLastResults', [uri, 'Base']],
      [4, '$(play) Run', 'twinchain.runScenario', [uri, 'Other']],
      [4, 'Run with new seed', 'twinchain.runScenarioNewSeed', [uri, 'Other']],
      [5, '$(beaker) Run experiment', 'twinchain.runExperiment', [uri, 'Sizes']],
      [5, '$(graph) 1 passed', 'twinchain.showLastExperiment', [uri, 'Sizes']],
      [6, '$(beaker) Run experiment', 'twinchain.runExperiment', [uri, 'Luck']],
    ]);
  });
});

describe('navigation', () => {
  it('leads from names to declarations, even in other files, and from imports to files', async () => {
    await editor.moveTo({ 'base.twin': BASE });
    const at = async (marked: string) => {
      const { document, ...params } = await editor.openAt(marked);
      const [link] = (await editor.services.lsp.DefinitionProvider?.getDefinition(document, params)) ?? [];
      return link && `${link.targetUri.split('/').at(-1)}:${link.targetSelectionRange.start.line}`;
    };
    expect(await at('import "base.twin"\nscenario S extends Ba<|>se { }')).toBe('base.twin:3');
    expect(await at('import "base.twin"\nscenario S extends Base { management.interval: Cade<|>nce }')).toBe(
      'base.twin:1',
    );
    expect(await at('import "ba<|>se.twin"')).toBe('base.twin:0');
  });

  it('finds references across files, and highlights those in one file', async () => {
    await editor.moveTo({ 'base.twin': BASE });
    const { document, ...params } = await editor.openAt(
      'import "base.twin"\nscenario S extends Base { management.interval: Cade<|>nce }',
    );
    const found = await editor.services.lsp.ReferencesProvider?.findReferences(document, {
      ...params,
      context: { includeDeclaration: true },
    });
    expect(found?.map(({ uri, range }) => `${uri.split('/').at(-1)}:${range.start.line}`).sort()).toEqual([
      'base.twin:1',
      'base.twin:3',
      'main.twin:1',
    ]);
    const marks = await editor.services.lsp.DocumentHighlightProvider?.getDocumentHighlight(document, params);
    expect(marks).toHaveLength(1);
  });

  it('renames across files', async () => {
    await editor.moveTo({ 'base.twin': BASE });
    const { document, ...params } = await editor.openAt(
      'import "base.twin"\nscenario S extends Base { management.interval: Cade<|>nce }',
    );
    expect(await editor.services.lsp.RenameProvider?.prepareRename(document, params)).toEqual({
      start: { line: 1, character: 47 },
      end: { line: 1, character: 54 },
    });
    const edit = await editor.services.lsp.RenameProvider?.rename(document, { ...params, newName: 'Pace' });
    expect(
      Object.entries(edit?.changes ?? {})
        .map(([uri, edits]) => [uri.split('/').at(-1), edits.length])
        .sort(),
    ).toEqual([
      ['base.twin', 2],
      ['main.twin', 1],
    ]);
  });

  it.each([
    ['when', 'is a keyword'],
    ['two words', 'cannot be a name'],
    ['World', 'already a declaration'],
  ])('refuses to rename to `%s`', async (newName, message) => {
    await editor.moveTo();
    const { document, ...params } = await editor.openAt(
      BASE.replace('distribution Cadence', 'distribution Cade<|>nce'),
    );
    await expect(editor.services.lsp.RenameProvider?.rename(document, { ...params, newName })).rejects.toThrow(message);
  });

  it('does not rename what is not a name', async () => {
    await editor.moveTo();
    const { document, ...params } = await editor.openAt(BASE.replace('duration', 'dur<|>ation'));
    expect(await editor.services.lsp.RenameProvider?.prepareRename(document, params)).toBeUndefined();
  });

  it('outlines declarations with their contents', async () => {
    await editor.moveTo();
    const document = await editor.open(
      `${BASE}topology Lane { group Banks { nodes: 6 } }\nexperiment E { scenario: Base  vary primary.blockSize over [1MB, 2MB] }
scenario G extends Base { topology: Lane  management.policy for Banks: Keep  management { policy for Banks: Keep } }`,
    );
    const symbols =
      (await editor.services.lsp.DocumentSymbolProvider?.getSymbols(document, { textDocument: { uri: '' } })) ?? [];
    const shown = (symbol: DocumentSymbol): unknown[] => [
      symbol.name,
      symbol.kind,
      symbol.detail,
      ...(symbol.children ?? []).map(shown),
    ];
    expect(symbols.map(shown)).toEqual([
      ['World', 3, 'topology', ['nodes', 7, '32']],
      ['Cadence', 14, 'normal(30s, 5s)'],
      ['Keep', 11, 'policy', ['propose current', 6, undefined]],
      ['Base', 5, 'scenario', ['topology', 7, 'World'], ['duration', 7, '1h'], ['management.interval', 7, 'Cadence']],
      ['Lane', 3, 'topology', ['Banks', 23, 'group', ['nodes', 7, '6']]],
      ['E', 2, 'experiment', ['scenario', 7, 'Base'], ['primary.blockSize', 13, '[1MB, 2MB]']],
      [
        'G',
        5,
        'extends Base',
        ['topology', 7, 'Lane'],
        ['management.policy for Banks', 7, 'Keep'],
        ['management', 19, undefined, ['policy for Banks', 7, 'Keep']],
      ],
    ]);
  });

  it('finds declarations of the whole workspace', async () => {
    await editor.moveTo({ 'base.twin': BASE });
    const found = await editor.services.shared.lsp.WorkspaceSymbolProvider?.getSymbols({ query: 'cad' });
    expect(found?.map(({ name, kind }) => [name, kind])).toEqual([['Cadence', 14]]);
  });

  it('folds blocks, comments and imports', async () => {
    await editor.moveTo();
    const document = await editor.open(
      'import "a.twin"\nimport "b.twin"\n// one\n// two\n\n/**\n * Three.\n */\nscenario S {\n    primary {\n        blockSize: 1MB\n    }\n}\n',
    );
    const folds = await editor.services.lsp.FoldingRangeProvider?.getFoldingRanges(document, {
      textDocument: { uri: '' },
    });
    expect(folds?.map(({ startLine, endLine, kind }) => [startLine, endLine, kind])).toEqual(
      expect.arrayContaining([
        [0, 1, 'imports'],
        [2, 3, 'comment'],
        [5, 7, 'comment'],
        [8, 11, undefined],
        [9, 10, undefined],
      ]),
    );
  });

  it('links imports and data files that exist', async () => {
    await editor.moveTo({ 'base.twin': BASE, 'pings.csv': 'from,to,ms\n' });
    const document = await editor.open(
      'import "base.twin"\nimport "none.twin"\ntopology T { nodes: 4  latency: matrix "pings.csv" }\ndistribution D = empirical("pings.csv", "ms", ms)',
    );
    const links = await editor.services.lsp.DocumentLinkProvider?.getDocumentLinks(document, {
      textDocument: { uri: '' },
    });
    expect(links?.map(({ target, range }) => [target?.split('/').at(-1), range.start.line])).toEqual([
      ['base.twin', 0],
      ['pings.csv', 2],
      ['pings.csv', 3],
    ]);
  });
});

describe('semantic colours', () => {
  async function coloured(text: string): Promise<string[]> {
    await editor.moveTo();
    const document = await editor.open(text);
    const provider = editor.services.lsp.SemanticTokenProvider;
    const { data } = (await provider?.semanticHighlight(document, { textDocument: { uri: '' } })) ?? { data: [] };
    const types = Object.keys(provider?.tokenTypes ?? {});
    const shown: string[] = [];
    let line = 0;
    let character = 0;
    for (let index = 0; index < data.length; index += 5) {
      const [lines, characters, length, type] = data.slice(index, index + 4);
      character = lines === 0 ? character + characters : characters;
      line += lines;
      const start = { line, character };
      shown.push(
        `${document.textDocument.getText({ start, end: { line, character: character + length } })} ${types[type]}`,
      );
    }
    return shown;
  }

  it('tell names from keywords, properties from values, units from numbers', async () => {
    expect(
      await coloured(
        'distribution min = normal(30s, 5s)\nscenario S { topology: T  management.interval: min  primary.consensus: pbft }\ntopology T { nodes: 4 }',
      ),
    ).toEqual([
      ...['min variable', 'normal function', 's number', 's number'],
      ...['S class', 'topology property', 'T namespace', 'management property', 'interval property', 'min variable'],
      ...['primary property', 'consensus property', 'pbft enumMember', 'T namespace', 'nodes property'],
    ]);
  });
});

describe('formatting', () => {
  async function formatted(text: string, range?: typeof WHOLE): Promise<string> {
    await editor.moveTo();
    const document = await editor.open(text);
    const formatter = editor.services.lsp.Formatter;
    const options = { tabSize: 4, insertSpaces: true };
    const params = { textDocument: { uri: '' }, options };
    const edits = range
      ? await formatter?.formatDocumentRange(document, { ...params, range })
      : await formatter?.formatDocument(document, params);
    return applied(text, document, edits ?? []);
  }

  const UNTIDY = 'topology   T {\n  nodes:4 // four\n      peers: full\n}\n';

  it('formats a document, keeps its comments, and changes nothing the second time', async () => {
    const once = await formatted(UNTIDY);
    expect(once).toContain('topology T {\n    nodes: 4');
    expect(once).toContain('// four');
    expect(await formatted(once)).toBe(once);
  });

  it('formats the requested lines, and no others', async () => {
    const only = await formatted(UNTIDY, { start: { line: 2, character: 0 }, end: { line: 2, character: 20 } });
    expect(only).toBe('topology   T {\n  nodes:4 // four\n    peers: full\n}\n');
  });

  it('does not touch a text with syntax errors', async () => {
    const broken = 'topology   T {\n  nodes:\n}\n';
    expect(await formatted(broken)).toBe(broken);
  });
});

describe('diagnostics', () => {
  it('carry their code, and lead to the page that explains it', async () => {
    await editor.moveTo();
    const document = await editor.open('distribution A = 1s\ndistribution A = 2s');
    expect(document.diagnostics).toMatchObject([
      {
        code: 'name/duplicate',
        source: 'twinchain',
        codeDescription: { href: 'command:twinchain.explainCode?%5B%22name%2Fduplicate%22%5D' },
        relatedInformation: [{ location: { range: { start: { line: 0, character: 13 } } } }],
      },
    ]);
  });
});

describe('other units', () => {
  it('are offered for a quantity where they give a short number', async () => {
    await editor.moveTo();
    const { document, position, textDocument } = await editor.openAt('distribution D = 12<|>0s');
    const actions = await editor.services.lsp.CodeActionProvider?.getCodeActions(document, {
      textDocument,
      range: { start: position, end: position },
      context: { diagnostics: [] },
    });
    expect(actions?.map(({ title }) => title)).toEqual(['Write as `120000ms`', 'Write as `2min`']);
  });
});
