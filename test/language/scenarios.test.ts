import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { URI } from 'langium';
import { describe, expect, it } from 'vitest';
import type { FactSink } from '../../engine/model/facts.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import type { LoadedFile, LoweringResult } from '../../language/index.js';
import { createNodeLanguage } from '../../language/node.js';

const FOLDER = join(import.meta.dirname, 'scenarios');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.twin'));
const language = createNodeLanguage(join(import.meta.dirname, '../..'));

async function load(path: string): Promise<{ loaded: LoadedFile; lower: (name?: string) => LoweringResult }> {
  const loaded = await language.load(URI.file(path));
  return { loaded, lower: (name) => language.lower(loaded, name) };
}

describe('the reference files of the language', () => {
  it.each(FILES.filter((name) => name !== '05-faults.twin'))('%s has neither errors nor warnings', async (name) => {
    const { loaded } = await load(join(FOLDER, name));
    expect(loaded.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('05-faults.twin gets a warning where more nodes fail than are tolerated, and a remark if it has expectations', async () => {
    const { loaded } = await load(join(FOLDER, '05-faults.twin'));
    const found = loaded.diagnostics.filter(({ severity, code }) => severity !== 'info' || code.startsWith('faults/'));
    expect(found.map(({ severity, code, message }) => [severity, code, message])).toEqual([
      [
        'info',
        'faults/together',
        'From 2 min to 3 min 30 s, up to 4 of the 10 twins fail at once (3 down, 1 Byzantine); 3 are tolerated, and with more no configuration can be agreed.',
      ],
      [
        'warning',
        'faults/byzantine',
        '`Conspiracy` makes 4 twins Byzantine, but of 10 only 3 are tolerated; the run will show what breaks.',
      ],
    ]);
  });

  it.each([
    ['01-baseline.twin', ['Baseline']],
    ['02-figures.twin', ['NarrowLinks']],
    ['03-consortium.twin', ['TradeLaneDay']],
    ['04-policies.twin', ['Rules', 'Mixed']],
    ['05-faults.twin', ['Storm', 'BeyondTolerance']],
    ['06-foresight.twin', ['LookAhead', 'Thrifty', 'Learning', 'Gambling']],
  ])('%s declares the scenarios %s', async (name, scenarios) => {
    const { loaded } = await load(join(FOLDER, name));
    expect(loaded.scenarios.map((scenario) => scenario.name)).toEqual(scenarios);
  });

  it.each(['01-baseline', '03-consortium'])('%s is lowered to its golden scenario', async (name) => {
    const { lower } = await load(join(FOLDER, `${name}.twin`));
    const golden: unknown = JSON.parse(readFileSync(join(import.meta.dirname, `golden/${name}.json`), 'utf8'));
    const result = lower();
    expect(result.ok && result.scenario).toEqual(golden);
  });

  it('05-faults.twin runs Storm: nodes crash, and some are Byzantine', async () => {
    const { lower } = await load(join(FOLDER, '05-faults.twin'));
    const result = lower('Storm');
    if (!result.ok) throw new Error('it does not run');
    await prepare();
    const kinds = new Set<string>();
    const record: FactSink = (_, { kind }) => kinds.add(kind);
    const simulation = new Simulation({ ...result.scenario, duration: 150 }, { record });
    simulation.advance(150);
    expect([...kinds]).toEqual(
      expect.arrayContaining(['nodeCrashed', 'byzantineBegan', 'misbehaved', 'blockFinalized']),
    );
  });

  it.each(['Rules', 'Mixed'])('04-policies.twin runs %s, and its twins change the configuration', async (name) => {
    const { lower } = await load(join(FOLDER, '04-policies.twin'));
    const result = lower(name);
    if (!result.ok) throw new Error('it does not run');
    await prepare();
    const simulation = new Simulation({ ...result.scenario, duration: 300 });
    simulation.advance(300);
    const { tables, violations } = simulation.results();
    expect(violations).toEqual([]);
    expect(tables.proposals.rows).toBeGreaterThan(5);
    expect(tables.changes.rows).toBeGreaterThan(0);
  });

  it.each([
    ['LookAhead', 12, { kind: 'each', replications: 3 }, 'maximise', 'tx/s', 0.1],
    ['Thrifty', 12, { kind: 'halving', runs: 36 }, 'minimise', 's', 0.2],
  ])('06-foresight.twin runs %s, whose twins look ahead', async (name, combinations, spend, goal, unit, within) => {
    const { lower } = await load(join(FOLDER, '06-foresight.twin'));
    const result = lower(name);
    if (!result.ok) throw new Error('it does not run');
    const { decision, accept, observe } = result.scenario.management.policy;
    if (decision.kind !== 'lookAhead') throw new Error('it does not look ahead');
    const { choices, horizon, ...plan } = decision.plan;
    expect(choices.reduce((product, { values }) => product * values.length, 1)).toBe(combinations);
    expect(horizon).toBe(60);
    expect(plan).toMatchObject({ spend, goal, unit });
    expect(observe?.view).toBe('mirrored');
    expect(accept).toMatchObject({ within });
  });

  it.each([
    ['Learning', { kind: 'qLearning', rate: 0.2, discount: 0.9, exploration: 0.1 }, 2],
    ['Gambling', { kind: 'thompson', memory: 0.95 }, 1],
  ])('06-foresight.twin runs %s, whose twins learn', async (name, method, variables) => {
    const { lower } = await load(join(FOLDER, '06-foresight.twin'));
    const result = lower(name);
    if (!result.ok) throw new Error('it does not run');
    const { decision } = result.scenario.management.policy;
    if (decision.kind !== 'learn') throw new Error('it does not learn');
    expect(decision.plan.method).toEqual(method);
    expect(decision.plan.state).toHaveLength(variables);
    expect(decision.plan.choices).toEqual([{ property: 'blockSize', values: [5e5, 1e6, 2e6, 4e6] }]);
  });

  it('02-figures.twin runs its scenario on narrow links, with the rest of the baseline', async () => {
    const { lower } = await load(join(FOLDER, '02-figures.twin'));
    const result = lower('NarrowLinks');
    if (!result.ok) throw new Error('it does not run');
    expect(result.scenario.topology.groups[0].bandwidth).toEqual({
      kind: 'normal',
      mean: 2e6,
      sd: 1e5,
      within: { lo: 0 },
    });
    expect(result.scenario.duration).toBe(3600);
  });
});

describe('the examples', () => {
  const examples = join(import.meta.dirname, '../../examples');

  it('the baseline is the reference file, unchanged', () => {
    expect(readFileSync(join(examples, 'baseline.twin'), 'utf8')).toBe(
      readFileSync(join(FOLDER, '01-baseline.twin'), 'utf8'),
    );
  });

  it.each(['baseline.twin', 'consortium.twin'])('%s can be run', async (name) => {
    const { loaded, lower } = await load(join(examples, name));
    // The coverage of the consortium's matrix is a remark.
    expect(loaded.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(lower().ok).toBe(true);
  });
});

describe('the place of a value', () => {
  async function originOf(path: string) {
    const { lower } = await load(join(FOLDER, '03-consortium.twin'));
    const result = lower();
    if (!result.ok) throw new Error('it does not run');
    const origin = result.origins[path];
    return { ...origin, uri: origin.uri.split('/').at(-1) };
  }

  it('a value written in the scenario', async () => {
    expect(await originOf('duration')).toEqual({
      uri: '03-consortium.twin',
      range: { start: { line: 24, character: 4 }, end: { line: 24, character: 19 } },
      kind: 'written',
      declaredIn: 'TradeLaneDay',
    });
  });

  it('a value of the topology that the scenario names', async () => {
    expect(await originOf('topology.groups.1.nodes')).toMatchObject({ kind: 'written', declaredIn: 'TradeLane' });
  });

  it('a value of the scenario that is extended, in another file', async () => {
    expect(await originOf('primary.blockSize')).toMatchObject({
      uri: '01-baseline.twin',
      kind: 'inherited',
      declaredIn: 'Baseline',
    });
  });

  it("a value that is not in the text has the place of the scenario's name", async () => {
    expect(await originOf('primary.roundTimeout')).toEqual({
      uri: '03-consortium.twin',
      range: { start: { line: 22, character: 9 }, end: { line: 22, character: 21 } },
      kind: 'default',
    });
  });
});
