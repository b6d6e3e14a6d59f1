import { beforeAll, describe, expect, it } from 'vitest';
import { factsOf } from '../../../language/editor/hover/distribution-facts.js';
import { Editor } from './editor.js';

const BASE = `/** The whole world. */
topology World { nodes: 32 }
topology Lane { group Banks { nodes: 6 }  group Ports { nodes: 10 } }
/** Every half minute. */
distribution Cadence = normal(30s, 5s)
policy Keep { propose current }
scenario Base { topology: World  duration: 1h }
`;

let editor: Editor;
beforeAll(async () => {
  editor = await Editor.on();
});

const hover = (marked: string) => editor.hover(BASE + marked);

describe('hover', () => {
  it('shows meaning, unit, default, range and source of a property', async () => {
    const text = await hover('scenario S extends Base { primary.block<|>Size: 2MB }');
    expect(text).toContain('The largest size of a transaction block.');
    expect(text).toContain('- **Default:** `1MB`');
    expect(text).toContain('- **Range:** greater than 0');
    expect(text).toContain('`KiB`');
    expect(text).toContain('Section 3 of the paper');
    expect(text).toContain('**Here:** 2 MB');
  });

  it('shows what a value overrides, and where that was written', async () => {
    expect(await hover('scenario S extends Base { dura<|>tion: 120min }')).toContain('Overrides `1h` of `Base`.');
  });

  it('explains the parts of a dotted path', async () => {
    expect(await hover('scenario S extends Base { pri<|>mary.blockSize: 2MB }')).toContain(
      'The chain that carries transactions',
    );
    expect(await hover('scenario S extends Base { topology.bandwidth.s<|>d: 2MB/s }')).toContain(
      'parameter of `bandwidth`',
    );
    expect(await hover('experiment E { scenario: Base  vary topology.band<|>width.mean over [1MB/s] }')).toContain(
      'Rate at which',
    );
  });

  it('shows documentation of a declaration wherever it is named', async () => {
    expect(await hover('scenario S extends Base { management.interval: Cad<|>ence }')).toContain('Every half minute.');
    expect(await hover('scenario S extends Ba<|>se { }')).toContain('scenario Base');
    expect(
      await hover('scenario S extends Base { topology: Lane  management { policy for Po<|>rts: Keep } }'),
    ).toContain('group Ports');
    expect(await hover('scenario S extends Base { topology: Lane  management.policy for Po<|>rts: Keep }')).toContain(
      'group Ports',
    );
    expect(await hover('scenario S extends Base { topology: Lane  management.policy for Ports: Ke<|>ep }')).toContain(
      'policy Keep',
    );
    expect(await hover('scenario S extends Base { topology: Lane  management.pol<|>icy for Ports: Keep }')).toContain(
      'What a twin proposes',
    );
  });

  it('shows the place of a site, at its declaration and at its uses', async () => {
    const text = 'site "HQ-Geneva" at (46.2, 6.15)';
    expect(await hover(`${text}\ntopology T { nodes: 4  placement: "HQ-<|>Geneva" }`)).toContain(text);
    expect(await hover('site "HQ-<|>Geneva" at (46.2, 6.15)')).toContain(text);
  });

  it.each([
    ['bur<|>sts(50tx/s, 1000tx/s, 4min, 1min)', 'On average **240 tx/s**: 1000 tx/s in 20 % of the time.'],
    [
      'st<|>eps([100tx/s for 3min, 700tx/s for 1min])',
      'On average **250 tx/s** in the first 4 min, 700 tx/s from then on.',
    ],
    [
      'dai<|>ly(300tx/s, 500tx/s)',
      'From **100 tx/s** at midnight to **500 tx/s** at noon; **100 tx/s** when the run begins.',
    ],
  ])('tells how much demand %s is', async (arrivals, text) => {
    expect(await hover(`workload W { arrivals: ${arrivals} }`)).toContain(text);
  });

  it.each([
    ['learn qLearning fr<|>om "learnt.json" { }', 'learnt by the twins of another run'],
    ['learn qLearning { simulate uns<|>een { horizon: 60s } }', 'never been in'],
    ['learn qLearning { simu<|>late unseen { horizon: 60s } }', 'never been in'],
    ['simu<|>late { horizon: 60s }', 'proposes the best'],
  ])('tells what a word means where it stands: %s', async (member, meaning) => {
    expect(await hover(`policy P { observe over 60s { a = mean(primary.pool) } ${member} }`)).toContain(meaning);
  });

  it('shows what a twin sees of a metric, and what a rule decides', async () => {
    const observe = (view: string) =>
      hover(
        `policy P { observe over 60s ${view}{ a = rate(primary.rounds<|>Failed) } when a > 1 { primary.blockSize = 1MB } }`,
      );
    expect(await observe('')).toContain('**Seen by a twin:** Rounds that its node has given up,');
    expect(await observe('with exact ')).toContain(
      '**Seen by a twin:** Rounds that a quorum of validators has given up,',
    );
    expect(
      await hover(
        'policy P { observe over 60s { a = primary.roundsFailed } when a > 1 { primary.consensus = big<|>foot } }',
      ),
    ).toContain('fast path');
    expect(
      await hover(
        'policy P { observe over 60s { a = primary.roundsFailed } when a > 1 { primary.valid<|>ators = Banks } }',
      ),
    ).toContain('The nodes that vote on transaction blocks.');
    expect(
      await hover(
        'policy P { observe over 60s { a = primary.roundsFailed } when a > 1 { primary.validators = Ban<|>ks } }',
      ),
    ).toContain('group Banks');
  });

  it('shows mean, spread and truncated mass of a distribution, and draws its density', async () => {
    const text = await editor.hoverWithPictures(`${BASE}distribution A<|> = normal(30s, 15s) clamped to [5s, 50s]`);
    expect(text).toContain('mean **28.9 s**, sd 11.1 s');
    expect(text).toContain('below 5 s or above 50 s are drawn again: 14 %');
    const svg = Buffer.from(/base64,([^)]+)\)/.exec(text)?.[1] ?? '', 'base64').toString('utf8');
    expect(svg).toMatch(/^<svg xmlns=.*<polyline points=.*<\/svg>$/s);
    expect(svg).not.toContain('NaN');
  });

  it('cuts a distribution at zero where values must be positive', async () => {
    expect(await hover('scenario S extends Base { topology.bandwidth: nor<|>mal(2MB/s, 1MB/s) }')).toContain(
      'below 0 B/s are drawn again: 2.3 %',
    );
  });

  it('says how many pairs of places a latency matrix measures', async () => {
    const measured = await Editor.on({ 'pings.csv': 'from,to,ms\nBerlin,Paris,9\n' });
    const text =
      'topology Mea<|>sured { group A { nodes: 4  at: "Berlin", "Paris", "Rome" }  latency: matrix "pings.csv" }';
    expect(await measured.hover(text)).toContain('Latency: 1 of 3 pairs measured.');
  });

  it('counts nodes, links and the diameter of a topology', async () => {
    expect(await hover('topology Ring<|> { nodes: 10  peers: ring }')).toContain(
      '**10 nodes**, 10 links, 2 peers each, diameter 5',
    );
    expect(await hover('scenario S extends Base { topology: La<|>ne }')).toContain('2 groups: Banks 6, Ports 10');
  });

  it('names the parts of an overlay that is not connected', async () => {
    const parted = await Editor.on({ 'links.csv': 'from,to\n0,1\n2,3\n' });
    expect(await parted.hover('topology T<|> { nodes: 4  peers: edges "links.csv" }')).toContain(
      '2 parts that cannot reach each other',
    );
  });

  it('estimates a scenario by the closed form', async () => {
    const text = await hover('scenario S<|> extends Base { }');
    expect(text).toContain('Inherits from `Base`');
    expect(text).toContain('32 nodes, 32 validators: 22 of 32 votes; tolerates 10 crashed, 10 Byzantine');
    expect(text).toMatch(/block time ≈ 480 ms/);
    expect(text).toContain('- `duration: 1h` from `Base`');
  });

  it('shows what either quorum tolerates on the chain where it is set', async () => {
    const text = await hover('scenario S extends Base { primary.quo<|>rum: classic }');
    expect(text).toContain(
      '- `safe`: 22 of 32 votes; tolerates 10 crashed, 10 Byzantine; 12 that vote twice can fork the chain',
    );
    expect(text).toContain(
      '- `classic` (in force): 21 of 32 votes; tolerates 11 crashed, 9 Byzantine; 10 that vote twice can fork the chain',
    );
    expect(await hover('scenario S extends Base { management { quo<|>rum: safe } }')).toContain('11 of 16 votes');
  });

  it.each([
    ['scenario S extends Base { duration: 2<|>h }', '`2h` = **7200 s** (a time)'],
    ['scenario S extends Base { primary.consensus: pb<|>ft }', 'Castro and Liskov'],
    [
      'scenario S extends Base { expect "x" mean(delay.to<|>tal) < 3s }',
      'Agreement, propagation and update of one node together',
    ],
    ['scenario S extends Base { expect "x" p9<|>5(delay.total) < 3s }', '95 % of the samples'],
    ['scenario S extends Base { expect "x" always agree<|>ment }', 'No two honest nodes'],
    ['topology T { nodes: 4  placement: "Ber<|>lin" }', 'Europe: 52.52°, 13.41°'],
    ['topology T { nodes: 16  peers: regu<|>lar(4) }', 'exactly k peers'],
    ['policy P { when primary.block<|>Size > 1MB { primary.blockSize = 1MB } }', 'of the configuration in force'],
    ['experiment E { scenario: Base  va<|>ry primary.blockSize over [1MB] }', 'What varies'],
    ['distribution D = mix<|>ture(0.5: 1s, 0.5: 2s)', 'by weights that sum to one'],
  ])('explains %s', async (marked, expected) => {
    expect(await hover(marked)).toContain(expected);
  });

  it('is empty where there is nothing to show', async () => {
    expect(await hover('scenario S extends Base { <|> }')).toBe('');
    expect(await hover('// dura<|>tion')).toBe('');
  });
});

describe('figures of distributions', () => {
  it.each([
    [{ kind: 'uniform', lo: 2, hi: 8 }, 5, 6 / Math.sqrt(12)],
    [{ kind: 'gamma', mean: 30, shape: 4 }, 30, 15],
    [{ kind: 'weibull', scale: 20, shape: 2 }, 17.7245, 9.265],
    [{ kind: 'pareto', min: 1, alpha: 3 }, 1.5, Math.sqrt(0.75)],
    [{ kind: 'triangular', lo: 1, mode: 2, hi: 5 }, 8 / 3, Math.sqrt(13 / 18)],
    [{ kind: 'empirical', values: [1, 2, 3, 4] }, 2.5, Math.sqrt(1.25)],
    // The standard normal above zero: sqrt(2/π), and sqrt(1 - 2/π).
    [{ kind: 'normal', mean: 0, sd: 1, within: { lo: 0 } }, 0.797885, 0.60281],
    // The exponential distribution is memoryless.
    [{ kind: 'exponential', mean: 3, within: { lo: 2 } }, 5, 3],
  ] as const)('%o', (distribution, mean, sd) => {
    const facts = factsOf(structuredClone(distribution) as Parameters<typeof factsOf>[0]);
    expect(facts.mean).toBeCloseTo(mean, 3);
    expect(facts.sd).toBeCloseTo(sd, 2);
  });

  it('knows tails without a mean', () => {
    expect(factsOf({ kind: 'pareto', min: 1, alpha: 1 })).toMatchObject({ mean: Number.POSITIVE_INFINITY });
  });
});
