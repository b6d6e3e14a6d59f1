import { beforeAll, describe, expect, it } from 'vitest';
import { Editor } from './editor.js';

const BASE = `topology World { nodes: 32 }
topology Lane {
    group Banks { nodes: 6 }
    group Ports { nodes: 10 }
}
distribution Cadence = normal(30s, 5s)
distribution Rate = normal(10MB/s, 1MB/s)
policy Keep { propose current }
scenario Base { topology: Lane  duration: 1h }
`;

const ELSEWHERE = `topology Far { nodes: 8 }
distribution Slow = exponential(3s)
scenario Distant { topology: Far  duration: 1h }
`;

let editor: Editor;
beforeAll(async () => {
  editor = await Editor.on({ 'elsewhere.twin': ELSEWHERE });
});

const labels = (marked: string) => editor.labels(BASE + marked);
const item = async (marked: string, label: string) =>
  (await editor.complete(BASE + marked)).find((candidate) => candidate.label === label);

describe('completion of properties', () => {
  it('offers missing properties, required ones first', async () => {
    expect(await labels('topology T { peers: full  loss: 1%  <|> }')).toEqual([
      'nodes',
      ...['placement', 'bandwidth', 'links', 'drawn', 'latency', 'jitter', 'sharing', 'group'],
    ]);
  });

  it('considers the text after the cursor, and properties that are set by a path', async () => {
    const offered = await labels('scenario S { primary { con<|> blockSize: 1MB }  primary.blockInterval: 2s }');
    expect(offered).toContain('consensus');
    expect(offered).not.toContain('blockSize');
    expect(offered).not.toContain('blockInterval');
  });

  it('shows the default, and fills it in to be changed', async () => {
    const found = await item('scenario S { primary { <|> } }', 'blockSize');
    expect(found).toMatchObject({ detail: 'default: 1MB', textEdit: { newText: 'blockSize: ${1:1MB}' } });
    expect(found?.documentation).toMatchObject({ value: expect.stringContaining('largest size') });
  });

  it('opens blocks', async () => {
    expect(await item('scenario S { <|> }', 'management')).toMatchObject({
      textEdit: { newText: 'management {\n    $0\n}' },
    });
  });

  it.each([
    ['scenario S extends Base { primary.<|> }', 'blockSize'],
    ['scenario S extends Base { topology.<|> }', 'bandwidth'],
    ['scenario S extends Base { topology.<|> }', 'Banks'],
    ['scenario S extends Base { topology.Banks.<|> }', 'at'],
    ['scenario S extends Base { management.interval.<|> }', 'sd'],
    ['experiment E { scenario: Base  vary topology.<|> over [1] }', 'Ports'],
    ['experiment E { vary management.<|> }', 'configurationBlockSize'],
  ])('follows dotted paths: %s', async (marked, label) => {
    expect(await labels(marked)).toContain(label);
  });

  it('does not offer `nodes` of a topology that has groups', async () => {
    expect(await labels('scenario S extends Base { topology.<|> }')).not.toContain('nodes');
  });

  it.each([
    ['policy P { <|> }', ['propose current', 'observe', 'when', 'simulate', 'learn', 'accept when']],
    ['faults F { <|> }', ['at', 'from', 'byzantine']],
    ['faults F { at 2min { <|> } }', ['crash', 'partition', 'drop', 'slow', 'bandwidth']],
    ['experiment E { <|> }', ['scenario', 'replications', 'vary', 'plot', 'choose', 'expect']],
    ['scenario S { <|> }', ['expect', 'topology', 'duration']],
    ['policy P { when a > 1 { <|> } }', ['primary.blockSize', 'primary.consensus']],
    ['policy P { simulate { <|> } }', ['horizon', 'maximise', 'primary.blockSize in']],
    ['faults F { byzantine 2 twins { <|> } }', ['propose', 'vote']],
  ])('offers the statements of a block: %s', async (marked, expected) => {
    expect(await labels(marked)).toEqual(expect.arrayContaining(expected));
  });
});

describe('completion of values', () => {
  it('offers defined sites where a city is allowed', async () => {
    const site = 'site "HQ-Geneva" at (46.2, 6.15)\n';
    expect(await labels(`${site}topology T { placement: <|> }`)).toContain('"HQ-Geneva"');
    expect(await labels(`${site}topology T { nodes: 4  placement: "<|>" }`)).toContain('HQ-Geneva');
  });

  it('offers words of an enumeration with what they mean', async () => {
    expect(await labels('scenario S { primary.consensus: <|> }')).toEqual(
      expect.arrayContaining(['pbft', 'tendermint']),
    );
    expect(await item('topology T { sharing: <|> }', 'uplink')).toMatchObject({
      documentation: { value: expect.stringContaining('one after another') },
    });
  });

  it('puts the default first', async () => {
    expect((await labels('topology T { latency: <|> }'))[0]).toBe('geographic');
  });

  it('offers distributions with arguments of the right dimension', async () => {
    expect(await item('topology T { bandwidth: <|> }', 'uniform')).toMatchObject({
      textEdit: { newText: 'uniform(${1:5MB/s}, ${2:20MB/s})' },
    });
    expect(await item('scenario S { management.interval: <|> }', 'gamma')).toMatchObject({
      textEdit: { newText: 'gamma(${1:30s}, ${2:2})' },
    });
  });

  it('offers named distributions of the right dimension only', async () => {
    const offered = await labels('scenario S { management.interval: <|> }');
    expect(offered).toContain('Cadence');
    expect(offered).not.toContain('Rate');
  });

  it.each([
    ['scenario S { duration: 3<|> }', ['s', 'ms', 'min', 'h', 'd']],
    ['scenario S { duration: 3 <|> }', ['s', 'ms', 'min', 'h', 'd']],
    ['topology T { bandwidth: normal(10MB/s, 3<|>) }', ['MB/s', 'B/s', 'kB/s', 'GB/s', 'kbit/s', 'Mbit/s', 'Gbit/s']],
    ['workload W { arrivals: poisson(4<|>) }', ['tx/s']],
    ['experiment E { vary primary.blockSize over [1MB, 2<|>] }', ['MB', 'B', 'kB', 'GB', 'KiB', 'MiB', 'GiB']],
  ])('offers the units that fit behind a number: %s', async (marked, units) => {
    expect(await labels(marked)).toEqual(units);
  });

  it.each([
    ['scenario S { duration: 3<|> }', '3', 5],
    ['topology T { nodes: 3<|> }', '3', 0],
    ['scenario S { seed: 1 <|> }', ' ', 0],
    ['scenario S extends Base { topology: <|> }', ' ', 3],
  ])('does not get in the way of somebody who types: %s', async (marked, triggerCharacter, offered) => {
    const { document, ...params } = await editor.openAt(BASE + marked);
    const context = { triggerKind: 2 as const, triggerCharacter };
    const list = await editor.services.lsp.CompletionProvider?.getCompletion(document, { ...params, context });
    expect(list?.items).toHaveLength(offered);
  });

  it('offers no units after a count', async () => {
    expect(await labels('topology T { nodes: 3<|> }')).not.toContain('s');
  });

  it('offers cities, regions and the whole world as places', async () => {
    expect(await labels('topology T { placement: <|> }')).toEqual(
      expect.arrayContaining(['worldwide', '"Berlin"', 'region "Europe"', '(latitude, longitude)']),
    );
    expect(await labels('topology T { group A { at: "Fra<|>" } }')).toContain('Frankfurt');
    expect(await labels('topology T { placement: region "<|>" }')).toContain('South America');
  });

  it('offers files with learnt tables, and in new states no goal except the reward', async () => {
    const found = await Editor.on({ 'learnt.json': '{}', 'other.csv': '' });
    expect(await found.labels('policy P { learn qLearning from "<|>" { } }')).toEqual(['learnt.json']);
    const offered = await labels('policy P { learn qLearning { simulate unseen { <|> } } }');
    expect(offered).not.toContain('maximise');
  });

  it('offers groups where nodes are chosen', async () => {
    expect(await labels('scenario S extends Base { management.nodes: <|> }')).toEqual(
      expect.arrayContaining(['Banks', '4 of Ports', 'all', 'random']),
    );
    expect(await labels('scenario S extends Base { management.nodes: Banks, 4 of <|> }')).toEqual(['Banks', 'Ports']);
  });

  it.each([
    ['scenario S extends Base { expect "x" <|> }', ['mean', 'management.cyclesFailed', 'always']],
    ['scenario S extends Base { expect "x" always <|> }', ['agreement', 'rotation', 'progress']],
    ['experiment E { expect "x" <|> }', ['rising', 'flat']],
    ['experiment E { plot <|> }', ['delays', 'overhead', 'throughput', 'delay.total', 'p95']],
    ['experiment E { choose <|> }', ['minimise', 'maximise']],
    ['experiment E { choose minimise <|> }', ['p95', 'delay.total', 'min']],
    ['experiment E { choose maximise mean(<|>) }', ['delay.total', 'primary.blockTime']],
    ['experiment E { plot p95(<|>) }', ['delay.total', 'primary.blockTime']],
    ['policy P { observe over 60s { a = mean(primary.<|>) } }', ['pool', 'blockTime']],
    ['policy P { observe over 60s { backlog = mean(primary.pool) } when <|> }', ['backlog', 'primary.blockSize']],
    ['policy P { observe over 60s with <|> }', ['mirrored', 'exact']],
    ['policy P { propose <|> }', ['current']],
    ['policy P { learn <|> }', ['qLearning']],
    ['policy P { learn qLearning <|> { } }', ['from']],
    ['policy P { learn qLearning { <|> } }', ['reward', 'simulate unseen']],
    ['policy P { learn qLearning { simulate <|> } }', ['unseen']],
    ['policy P { learn qLearning { simulate unseen { <|> } } }', ['horizon', 'replications']],
    ['policy P { when primary.consensus == pbft { primary.consensus = <|> } }', ['bigfoot']],
    ['policy P { when primary.consensus == <|>', ['pbft', 'hotstuff']],
    ['policy P { when primary.consensus != <|> { propose current } }', ['tendermint']],
    ['policy P { when 1 > 2 and primary.dissemination == <|>', ['gossip', 'direct']],
    ['policy P { accept when proposed.consensus == <|> }', ['bigfoot']],
    [
      'policy P { when primary.consensus == pbft { primary.validators = <|> } }',
      ['all', 'random', 'Banks', '4 of Ports'],
    ],
    ['policy P { when primary.consensus == pbft { <|> } }', ['primary.validators', 'primary.dissemination']],
    ['distribution D = <|>', ['normal', 'mixture', 'Cadence']],
    ['distribution D = normal(1s, 2s) <|>', ['clamped to', 'scenario']],
    ['scenario S { faults: Base  management { policy: <|> } }', ['Keep']],
  ])('offers what an expression or phrase needs: %s', async (marked, expected) => {
    expect(await labels(marked)).toEqual(expect.arrayContaining(expected));
  });

  it('offers nothing but the words of a property that is compared with one of them', async () => {
    expect(await labels('policy P { when primary.dissemination == <|>')).toEqual(['gossip', 'direct']);
    // A size may be compared with any expression.
    expect(await labels('policy P { when primary.blockSize == <|>')).toContain('primary.blockSize');
  });

  it('offers in policies only what a twin can see', async () => {
    expect(await labels('policy P { observe over 60s { a = mean(<|>) } }')).toContain('delay.propagation');
    expect(await labels('policy P { observe over 60s { a = mean(<|>) } }')).not.toContain('network.bytes');
    expect(await labels('scenario S { expect "x" mean(<|>) }')).toContain('network.bytes');
  });

  it('offers trends in experiments only', async () => {
    expect(await labels('scenario S { expect "x" <|> }')).not.toContain('rising');
  });
});

describe('completion of names', () => {
  it('offers declarations of the right kind, and those of other files with their import', async () => {
    expect(await labels('scenario S { topology: <|> }')).toEqual(['World', 'Lane', 'Far']);
    const found = await item('scenario S { topology: <|> }', 'Far');
    expect(found?.detail).toBe('from "elsewhere.twin"');
    expect(found?.additionalTextEdits).toEqual([
      {
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        newText: 'import "elsewhere.twin"\n\n',
      },
    ]);
  });

  it('adds an import after the existing ones', async () => {
    const found = (await editor.complete('import "other.twin"\nscenario S { topology: <|> }')).find(
      ({ label }) => label === 'Far',
    );
    expect(found?.additionalTextEdits?.[0]).toMatchObject({
      range: { start: { line: 0, character: 19 } },
      newText: '\nimport "elsewhere.twin"',
    });
  });

  it('needs no second import for what is in scope', async () => {
    const [found] = await editor.complete('import "elsewhere.twin"\nscenario S { topology: <|> }');
    expect(found).toMatchObject({ label: 'Far', detail: 'topology' });
    expect(found.additionalTextEdits).toBeUndefined();
  });

  it.each([
    ['in the block', 'management { policy for', '}'],
    ['as a path', 'management.policy for', ''],
  ])('offers groups, and policies for a policy of their own, %s', async (_form, before, behind) => {
    expect(await labels(`scenario S extends Base { ${before} <|> ${behind} }`)).toEqual(['Banks', 'Ports']);
    expect(await labels(`scenario S extends Base { ${before} Banks: <|> ${behind} }`)).toEqual(['Keep']);
  });

  it('offers a policy for a group wherever that of the management nodes is allowed', async () => {
    expect(await labels('scenario S extends Base { management.<|> }')).toContain('policy for');
    expect(await labels('scenario S extends Base { management { <|> } }')).toContain('policy for');
    expect(await labels('scenario S extends Base { primary.<|> }')).not.toContain('policy for');
    expect(await labels('scenario S extends Base { <|> }')).not.toContain('policy for');
  });

  it('offers scenarios to extend, but not the scenario itself', async () => {
    expect(await labels('scenario S extends <|> { }')).toEqual(['Base', 'Distant']);
    expect(await labels('experiment One { }\nexperiment Two extends <|> { }')).toEqual(['One']);
  });
});

describe('completion of declarations', () => {
  it('offers whole declarations at the top level of the file', async () => {
    const offered = await labels('<|>');
    for (const keyword of [
      'scenario',
      'topology',
      'workload',
      'policy',
      'faults',
      'distribution',
      'experiment',
      'import',
    ])
      expect(offered).toContain(keyword);
  });

  it.each([
    'scenario',
    'topology',
    'topology … groups',
    'workload',
    'policy',
    'policy … rules',
    'faults',
    'distribution',
    'experiment',
  ])('a new %s is right as it is', async (label) => {
    const names = 'topology WorldWide { nodes: 32 }\nscenario Baseline { topology: WorldWide  duration: 1h }\n';
    const snippet = (await editor.complete(`${names}<|>`)).find((candidate) => candidate.label === label)?.textEdit;
    const text = snippet?.newText.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\d/g, '') ?? '';
    const renamed = text.replace(/^(topology|scenario) (WorldWide|Baseline)/, '$1 New');
    const document = await editor.open(names + renamed, 'new.twin');
    const errors = (document.diagnostics ?? []).filter(({ severity }) => severity === 1);
    expect(errors.map(({ message }) => message)).toEqual([]);
    await editor.open('', 'new.twin');
  });

  it('offers nothing in comments, and nothing where a new name is written', async () => {
    expect(await labels('// scen<|>')).toEqual([]);
    expect(await labels('/* scenario S { <|> */')).toEqual([]);
    expect(await labels('distribution <|>')).toEqual([]);
  });

  it('works in a text that was never saved', async () => {
    expect(
      await editor.labels('topology T { nodes: 4 }\nscenario S { topology: <|> }', 'untitled:Untitled-1.twin'),
    ).toContain('T');
  });

  it('works while the text around is broken', async () => {
    expect(await labels('scenario S { topology: \n primary { consensus: <|>')).toContain('pbft');
  });

  it('replaces the word that is being typed', async () => {
    const { textEdit } = (await item('scenario S { primary.con<|> }', 'consensus')) ?? {};
    expect(textEdit).toMatchObject({ range: { start: { line: 9, character: 21 }, end: { line: 9, character: 24 } } });
  });
});

describe('completion on a new line', () => {
  it('finds properties of blocks by their own names', async () => {
    expect(await labels('scenario S extends Base {\n    cyc<|>\n}')).toContain('management.cycleTimeout');
    expect(await labels('scenario S extends Base {\n    <|>\n}')).not.toContain('management.cycleTimeout');
  });

  it('starts with what begins a line, not with what could continue the previous line', async () => {
    const offered = await labels(
      'distribution D = normal(1s, 2s)\ntopology T {\n    bandwidth: normal(1MB/s, 2MB/s)\n    <|>\n}',
    );
    expect(offered.indexOf('clamped to')).toBeGreaterThan(offered.indexOf('nodes'));
    expect(offered.indexOf('nodes')).toBe(0);
  });

  it('offers replications until an interval is narrow enough', async () => {
    expect(await labels('experiment E { scenario: Base  replications: <|> }')).toContain('until 95% confidence of …');
  });

  it('offers distributions in a mixture', async () => {
    for (const marked of [
      'distribution D = mixture(<|>',
      'distribution D = mixture(0.5: <|>',
      'scenario S extends Base { management.interval: mixture(0.8: 1s, 0.2: <|>) }',
    ])
      expect(await labels(marked), marked).toEqual(expect.arrayContaining(['normal', 'exponential']));
  });
});

describe('completion where a brace is missing', () => {
  const NET = 'topology Net { nodes: 8 }\n';

  it('offers what belongs into the block whose brace is missing, and after it', async () => {
    const forgotten = 'scenario S {\n    topology: Net\n    primary\n        blockSize: 1MB\n';
    const inside = await labels(`${NET}${forgotten}        <|>\n    }\n    duration: 1h\n}\n`);
    expect(inside).toContain('roundTimeout');
    expect(inside).not.toContain('duration');
    const behind = await labels(`${NET}${forgotten}    }\n    <|>\n}\n`);
    expect(behind).toContain('duration');
    expect(behind).not.toContain('roundTimeout');
  });

  it('offers what belongs to the block that the indentation suggests', async () => {
    const open = 'scenario S {\n    topology: Net\n    primary {\n        blockSize: 1MB\n';
    const behind = await labels(`${NET}${open}    <|>\n    seed: 3\n}\n`);
    expect(behind).toContain('duration');
    expect(behind).not.toContain('roundTimeout');
    const inside = await labels(`${NET}${open}        <|>\n    seed: 3\n}\n`);
    expect(inside).toContain('roundTimeout');
    expect(inside).not.toContain('duration');
  });
});
