import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../engine/model/experiment.js';
import { uriIn } from '../language/memory-files.js';
import { languageOf } from '../language/shared-language.js';

const BASELINE = readFileSync('examples/baseline.twin', 'utf8');

async function load(text: string) {
  const language = await languageOf({ 'baseline.twin': BASELINE });
  const loaded = await language.loadText(uriIn('main.twin'), `import "baseline.twin"\n${text}`);
  return { language, loaded };
}

/**
 * The first experiment of a text.
 * @throws Error with the diagnostics if the text has errors
 */
async function experiment(text: string): Promise<Experiment> {
  const { language, loaded } = await load(text);
  const result = language.lowerExperiment(loaded, loaded.experiments[0]?.name ?? '');
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.experiment;
}

/** Codes and messages of the diagnostics of a text, and the underlined parts. */
async function findings(text: string): Promise<string[]> {
  const { loaded } = await load(text);
  const lines = text.split('\n');
  return loaded.diagnostics
    .filter(({ uri }) => uri === uriIn('main.twin').toString())
    .map(({ code, range }) => {
      const marked = lines[range.start.line - 1]?.slice(range.start.character, range.end.character);
      return `${code} at ${marked}`;
    });
}

describe('an experiment', () => {
  it('varies a parameter of a distribution and keeps the others', async () => {
    const { points, axes } = await experiment(
      'experiment E { scenario: Baseline  vary topology.bandwidth.sd over [0.1MB/s, 2MB/s] }',
    );
    expect(axes).toEqual([{ path: 'topology.bandwidth.sd', unit: 'MB/s', dimension: 0 }]);
    expect(points.map(({ values }) => values)).toEqual([
      [{ text: '0.1MB/s', value: 1e5 }],
      [{ text: '2MB/s', value: 2e6 }],
    ]);
    expect(points.map(({ scenario }) => scenario.topology.groups[0].bandwidth)).toEqual([
      { kind: 'normal', mean: 10e6, sd: 1e5, within: { lo: 0 } },
      { kind: 'normal', mean: 10e6, sd: 2e6, within: { lo: 0 } },
    ]);
  });

  it('chooses by a share, a time or a plain number, and knows which it is', async () => {
    const { goals } = await experiment(`workload Load { arrivals: poisson(10tx/s) }
scenario Loaded extends Baseline { primary.workload: Load }
experiment E {
      scenario: Loaded
      vary primary.blockSize over [1MB, 2MB]
      choose maximise primary.confirmed within 10s
      choose minimise mean(delay.total)
      choose minimise count(primary.roundsFailed)
    }`);
    expect(goals?.map(({ unit }) => unit)).toEqual(['share', 's', '']);
  });

  it('makes a grid of several `vary`, the last changing fastest, and pairs what is zipped', async () => {
    const { points, axes } = await experiment(`experiment E {
      scenario: Baseline
      vary primary.blockSize over [1MB, 2MB]
      vary management.nodes over [4, 8] zip management.configurationBlockSize over [1MB, 3MB]
    }`);
    expect(axes.map(({ dimension }) => dimension)).toEqual([0, 1, 1]);
    expect(points.map(({ values }) => values.map(({ text }) => text).join(' '))).toEqual([
      '1MB 4 1MB',
      '1MB 8 3MB',
      '2MB 4 1MB',
      '2MB 8 3MB',
    ]);
    const last = points[3].scenario;
    expect(last.primary.blockSize).toBe(2e6);
    expect(last.management.nodes).toEqual({ kind: 'random', count: 8 });
    expect(last.management.configurationBlockSize).toBe(3e6);
  });

  it('varies whole topologies, and words of an enumeration', async () => {
    const { points } = await experiment(`
      topology Ring { nodes: 8  peers: ring }
      topology Full { nodes: 6  peers: full }
      scenario S { topology: Ring  duration: 1min }
      experiment E { scenario: S  vary topology over [Ring, Full]  vary primary.votes over [digest, block] }`);
    expect(points.map(({ scenario }) => [scenario.topology.name, scenario.primary.votes])).toEqual([
      ['Ring', 'digest'],
      ['Ring', 'block'],
      ['Full', 'digest'],
      ['Full', 'block'],
    ]);
    expect(points[0].values).toEqual([{ text: 'Ring' }, { text: 'digest' }]);
  });

  it('has one point where nothing varies', async () => {
    const { points, replications } = await experiment('experiment E { scenario: Baseline  replications: 3 }');
    expect(points).toHaveLength(1);
    expect(points[0].values).toEqual([]);
    expect(replications).toEqual({ kind: 'fixed', count: 3 });
  });

  it('stops replications by a rule', async () => {
    const { replications } = await experiment(
      'experiment E { scenario: Baseline  replications: until 95% confidence of mean(delay.total) within 2%, at most 40 }',
    );
    expect(replications).toEqual({
      kind: 'until',
      confidence: 0.95,
      statistic: { kind: 'statistic', statistic: 'mean', metric: 'delay.total' },
      tolerance: 0.02,
      most: 40,
    });
  });

  it('expects what its scenario expects, and its own expectations, as trees in SI', async () => {
    const { expectations } = await experiment(`
      scenario S extends Baseline { expect "safe" always agreement }
      scenario T extends S { expect "soon" p95(delay.total) < 2 * 500ms }
      experiment E {
        scenario: T
        vary primary.blockSize over [1MB, 2MB]
        expect "flat" flat(median(delay.total), 10%) and not management.cyclesFailed > 3
      }`);
    expect(expectations.map(({ text, condition }) => [text, condition])).toEqual([
      ['safe', { kind: 'always', invariant: 'agreement' }],
      [
        'soon',
        {
          kind: 'comparison',
          operator: '<',
          left: { kind: 'statistic', statistic: 'p95', metric: 'delay.total' },
          right: { kind: 'constant', value: 1 },
        },
      ],
      [
        'flat',
        {
          kind: 'both',
          left: {
            kind: 'flat',
            value: { kind: 'statistic', statistic: 'median', metric: 'delay.total' },
            tolerance: 0.1,
          },
          right: {
            kind: 'not',
            operand: {
              kind: 'comparison',
              operator: '>',
              left: { kind: 'statistic', statistic: 'total', metric: 'management.cyclesFailed' },
              right: { kind: 'constant', value: 3 },
            },
          },
        },
      ],
    ]);
  });

  it('is plain JSON', async () => {
    const lowered = await experiment('experiment E { scenario: Baseline  vary primary.blockSize over [1MB] }');
    expect(JSON.parse(JSON.stringify(lowered))).toEqual(lowered);
  });
});

describe('errors of an experiment are reported at their places', () => {
  it.each([
    ['vary topology.bandwidth.shape over [2, 3]', 'distribution/parameter at topology.bandwidth.shape'],
    ['vary topology.bandwidth.sd over [1MB/s, 2s]', 'dimension/mismatch at 2s'],
    ['vary topology.bandwidth.sd over [1MB/s, -3MB/s]', 'value/range at -3MB/s'],
    ['vary management.nodes over [16, 64]', 'chain/nodes at 64'],
    ['vary management.nodes over [3, 16]', 'value/range at 3'],
    ['vary topology.peers over [full, regular(40)]', 'topology/peers at regular(40)'],
    ['vary seed over [1, 2]  vary seed over [3, 4]', 'property/duplicate at seed'],
    ['replications: 2  expect "x" rising(mean(delay.total))', 'expression/place at rising(mean(delay.total))'],
    ['plot primary.pool', 'expression/saturated at primary.pool'],
    [
      'replications: 2  vary seed over [1, 2]  expect "x" flat(mean(primary.latency), 5%)',
      'expression/saturated at primary.latency',
    ],
    ['expect "x" mean(delay.total) < 1s', 'experiment/undecidable at E'],
    ['vary primary.blockSize over [1MB, 2MB]', 'experiment/proposers at primary.blockSize'],
    ['search faults for 3 runs', 'scenario/not-yet at search faults for 3 runs'],
  ])('%s', async (members, finding) => {
    expect(await findings(`experiment E { scenario: Baseline  ${members} }`)).toEqual([finding]);
  });

  it('and none of these is needed for the figures of the paper', async () => {
    for (const name of ['figures.twin', 'figures-of-the-simulator.twin']) {
      const language = await languageOf({ 'baseline.twin': BASELINE });
      const loaded = await language.loadText(uriIn(name), readFileSync(`examples/${name}`, 'utf8'));
      expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      for (const { name: asked } of loaded.experiments) expect(language.lowerExperiment(loaded, asked).ok).toBe(true);
    }
  });
});
