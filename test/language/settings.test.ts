import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LoweringResult } from '../../language/index.js';
import { uriIn } from './memory-files.js';
import { languageOf } from './shared-language.js';

const BASELINE = readFileSync(join(import.meta.dirname, 'scenarios/01-baseline.twin'), 'utf8');

async function lowerWith(...settings: string[]): Promise<LoweringResult> {
  const language = await languageOf({ 'baseline.twin': BASELINE });
  return language.lowerWith(await language.load(uriIn('baseline.twin')), undefined, settings);
}

async function scenarioWith(...settings: string[]) {
  const result = await lowerWith(...settings);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.scenario;
}

async function refusalOf(...settings: string[]) {
  const result = await lowerWith(...settings);
  return result.ok
    ? []
    : result.diagnostics.map(({ uri, code, message, range }) => ({ uri, code, message, at: range.start.character }));
}

describe('settings of the command line', () => {
  it('change any property, by the words of the language', async () => {
    const scenario = await scenarioWith(
      'duration=2min',
      'seed=7',
      'primary.blockSize=512KiB',
      'topology.peers=regular(8)',
    );
    expect(scenario).toMatchObject({ name: 'Baseline', duration: 120, seed: 7 });
    expect(scenario.primary.blockSize).toBe(524288);
    expect(scenario.topology.peers).toEqual({ kind: 'regular', degree: 8 });
  });

  it('change one parameter of a distribution, also of a named one', async () => {
    const scenario = await scenarioWith('topology.bandwidth.mean=2MB/s', 'management.interval.sd=1s');
    expect(scenario.topology.groups[0].bandwidth).toEqual({ kind: 'normal', mean: 2e6, sd: 5e5, within: { lo: 0 } });
    expect(scenario.management.interval).toEqual({ kind: 'normal', mean: 30, sd: 1, within: { lo: 0 } });
  });

  it('change a parameter of a form', async () => {
    expect((await scenarioWith('topology.peers.k=4')).topology.peers).toEqual({ kind: 'regular', degree: 4 });
  });

  it('change a parameter of a default', async () => {
    expect((await scenarioWith('primary.roundTimeout=3s', 'topology.jitter.value=2ms')).topology.jitter).toEqual({
      kind: 'constant',
      value: 0.002,
    });
  });

  it('are checked like properties, and the error names the place in the setting', async () => {
    expect(await refusalOf('seed=3', 'topology.bandwith=1MB/s')).toEqual([
      {
        uri: 'setting:1',
        code: 'property/unknown',
        message: 'A topology has no property `bandwith`. Did you mean `bandwidth`?',
        at: 9,
      },
    ]);
    expect(await refusalOf('duration=3MB')).toEqual([
      {
        uri: 'setting:0',
        code: 'dimension/mismatch',
        message: '`duration` expects a time, such as 30s, but `3MB` is an amount of data.',
        at: 9,
      },
    ]);
  });

  it('must fit the rest of the scenario', async () => {
    expect((await refusalOf('management.nodes=64')).map(({ code }) => code)).toEqual(['chain/nodes']);
  });

  it.each([
    'seed',
    'seed=',
    '=3',
    'seed=3\nwarmup=1s',
    'seed=3 } scenario Y {',
    'seed=3 warmup: 1s',
    'primary { blockSize=1MB }',
  ])('%j is refused as no setting', async (setting) => {
    const refused = await refusalOf(setting);
    expect(refused.map(({ uri }) => uri)).toEqual(['setting:0']);
  });

  it.each([
    ['management.interval=normal(30s, 5s', 34, 'Expected `)`, but found the end of the setting.'],
    ['primary.=3', 0, 'A setting reads `path=value`, such as `topology.bandwidth.mean=2MB/s`, but found `primary.=3`.'],
    [
      'topology={nodes:4}',
      9,
      'Expected a value, but found `{`. Set the properties of a block one by one, such as `--set topology.nodes=8`.',
    ],
    ['seed=)', 4, 'Expected a value after `=`, but found `)`.'],
    ['seed=3 } x {', 7, 'A setting sets one property, but `seed=3 } x {` continues with `}`.'],
    ['seed=3 /* four', 7, 'This comment has no closing `*/`.'],
  ])('what is wrong with %j is told in its own words, and the next is not blamed', async (setting, at, message) => {
    const refused = await refusalOf(setting, 'duration=1min');
    expect(refused).toEqual([{ uri: 'setting:0', code: expect.stringMatching(/^syntax\//), message, at }]);
  });

  it.each(['a"b.twin', 'a\\b.twin', 'settings-of-the-command-line.twin', 'a#settings.twin', 'a b.txt'])(
    'go with a file that is called %j',
    async (name) => {
      const language = await languageOf({ [name]: BASELINE, 'pings.csv': 'from,to,ms\nLondon,Paris,4\n' });
      const loaded = await language.load(uriIn(name));
      const result = await language.lowerWith(loaded, undefined, ['seed=7', 'topology.latency=matrix "pings.csv"']);
      expect(result).toMatchObject({ ok: true, scenario: { seed: 7, topology: { latency: { kind: 'matrix' } } } });
    },
  );

  it('one property twice is refused', async () => {
    expect((await refusalOf('seed=3', 'seed=4')).map(({ code }) => code)).toEqual(['property/duplicate']);
  });
});
