import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../engine/model/policy.js';
import { CONFIGURATION_FIELDS, type ConfigurationField } from '../../engine/twins/valid-configuration.js';
import { isScenarioDeclaration } from '../../language/generated/ast.js';
import { lowerScenario } from '../../language/lowering/scenario.js';
import { propertyOf } from '../../language/properties/blocks.js';
import { largest } from '../../language/values/ranges.js';
import { uriIn } from './memory-files.js';
import { languageOf } from './shared-language.js';

const FOLDER = join(import.meta.dirname, 'scenarios');
const reference = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const FILES = {
  '01-baseline.twin': reference('01-baseline.twin'),
  '03-consortium.twin': reference('03-consortium.twin'),
  '03-pings.csv': reference('03-pings.csv'),
  '04-policies.twin': reference('04-policies.twin'),
};

/** The scenario with this name in a text beside the reference files, and the source positions of its parts. */
async function lowered(text: string, name: string) {
  const language = await languageOf({ ...FILES, 'main.twin': text });
  const loaded = await language.load(uriIn('main.twin'));
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const { LangiumDocuments } = language.services.shared.workspace;
  const node = LangiumDocuments.all
    .flatMap((document) => Reflect.get(document.parseResult.value, 'declarations'))
    .filter(isScenarioDeclaration)
    .find((scenario) => scenario.name === name);
  if (!node) throw new Error(`no scenario ${name}`);
  const { DataFiles, Defaults, ImportGraph } = language.services.twin;
  const found = lowerScenario(node, { files: DataFiles, defaults: Defaults, declared: ImportGraph.declaredAround });
  if (!found) throw new Error(`${name} is not complete`);
  return found;
}

/** The policy of a scenario with seven nodes and these members. */
async function policy(members: string): Promise<Policy> {
  const text = `topology Net { group Banks { nodes: 4 } group Ports { nodes: 3 } }
policy P { ${members} }
scenario S { topology: Net  duration: 1h  primary.headerSize: 300B  management.policy: P }`;
  return (await lowered(text, 'S')).scenario.management.policy;
}

describe('policies become plain data', () => {
  it('the policies of the reference file', async () => {
    const { scenario } = await lowered('import "04-policies.twin"', 'Mixed');
    const { policy: common, policyFor } = scenario.management;
    expect(common.name).toBe('ScaleBlocks');
    expect(common.observe).toEqual({
      window: 60,
      view: 'mirrored',
      observations: [
        { name: 'backlog', value: { kind: 'statistic', statistic: 'mean', metric: 'primary.pool' }, unit: 'tx' },
        { name: 'delay', value: { kind: 'statistic', statistic: 'p95', metric: 'primary.blockTime' }, unit: 's' },
      ],
    });
    const rules = common.decision.kind === 'rules' ? common.decision.rules : [];
    expect(rules.map(({ source, intervals }) => [source, intervals])).toEqual([
      ['backlog > 2000tx and primary.blockSize < 4MB', 1],
      ['backlog < 100tx', 3],
      ['delay > 5s', 1],
    ]);
    expect(rules[1].condition).toEqual({
      kind: 'comparison',
      operator: '<',
      left: { kind: 'observation', name: 'backlog' },
      right: { kind: 'constant', value: 100 },
    });
    expect(rules[1].changes).toEqual([
      {
        property: 'blockSize',
        value: {
          kind: 'arithmetic',
          operator: 'max',
          left: {
            kind: 'arithmetic',
            operator: '/',
            left: { kind: 'property', path: 'primary.blockSize' },
            right: { kind: 'constant', value: 2 },
          },
          right: { kind: 'constant', value: 256e3 },
        },
      },
    ]);
    expect(rules[2].changes).toEqual([{ property: 'consensus', value: { kind: 'word', word: 'bigfoot' } }]);
    expect(common.accept).toEqual({
      source: 'proposed.blockSize <= 8MB',
      condition: {
        kind: 'comparison',
        operator: '<=',
        left: { kind: 'property', path: 'proposed.blockSize' },
        right: { kind: 'constant', value: 8e6 },
      },
    });
    expect(policyFor.map(({ group, policy: own }) => [group, own.name])).toEqual([['Banks', 'Cautious']]);
    expect(JSON.parse(JSON.stringify(scenario))).toEqual(scenario);
  });

  it('`propose current` may observe and accept', async () => {
    expect(
      await policy(
        'observe over 2min with exact { failed = primary.roundsFailed } propose current accept when failed < 3',
      ),
    ).toEqual({
      name: 'P',
      observe: {
        window: 120,
        view: 'exact',
        observations: [
          {
            name: 'failed',
            value: { kind: 'statistic', statistic: 'total', metric: 'primary.roundsFailed' },
            unit: '',
          },
        ],
      },
      decision: { kind: 'current' },
      accept: {
        source: 'failed < 3',
        condition: {
          kind: 'comparison',
          operator: '<',
          left: { kind: 'observation', name: 'failed' },
          right: { kind: 'constant', value: 3 },
        },
      },
    });
  });

  it.each([
    ['all', { kind: 'nodes', choice: { kind: 'all' } }],
    ['random(5)', { kind: 'nodes', choice: { kind: 'random', count: 5 } }],
    ['Banks', { kind: 'nodes', choice: { kind: 'groups', parts: [{ group: 'Banks' }] } }],
    [
      'Banks, 2 of Ports',
      { kind: 'nodes', choice: { kind: 'groups', parts: [{ group: 'Banks' }, { group: 'Ports', count: 2 }] } },
    ],
    ['5', { kind: 'constant', value: 5 }],
    [
      'primary.validators - 1',
      {
        kind: 'arithmetic',
        operator: '-',
        left: { kind: 'property', path: 'primary.validators' },
        right: { kind: 'constant', value: 1 },
      },
    ],
    ['failed', { kind: 'observation', name: 'failed' }],
  ])('validators can be set to `%s`', async (written, value) => {
    const { decision } = await policy(
      `observe over 60s { failed = primary.roundsFailed } when failed > 3 { primary.validators = ${written} }`,
    );
    expect(decision.kind === 'rules' && decision.rules[0].changes).toEqual([{ property: 'validators', value }]);
  });

  it('a statistic in a rule is observed under its own text, with its unit', async () => {
    const { observe, decision } = await policy(
      'observe over 60s { b = primary.roundsFailed } when mean(primary.throughput) > 1tx/s or b > 3 { primary.blockSize = 2MB }',
    );
    expect(observe?.observations.map(({ name, unit }) => [name, unit])).toEqual([
      ['b', ''],
      ['mean(primary.throughput)', 'tx/s'],
    ]);
    expect(JSON.stringify(decision)).toContain('{"kind":"observation","name":"mean(primary.throughput)"}');
  });

  it('an observation that reads another contains its expression', async () => {
    const { observe } = await policy(
      'observe over 60s { a = mean(primary.blockTime)  b = a * 2 } when b > 3s { primary.blockSize = 2MB }',
    );
    expect(observe?.observations[1].value).toEqual({
      kind: 'arithmetic',
      operator: '*',
      left: { kind: 'statistic', statistic: 'mean', metric: 'primary.blockTime' },
      right: { kind: 'constant', value: 2 },
    });
  });

  it('a property that twins do not decide is a constant', async () => {
    const { decision } = await policy(
      `observe over 60s { failed = primary.roundsFailed }
       when primary.headerSize > 1B and management.nodes > 3 and management.consensus == pbft and failed > 1 { primary.blockSize = 2MB }`,
    );
    expect(JSON.stringify(decision)).toContain('{"kind":"constant","value":300}');
    expect(JSON.stringify(decision)).toContain('{"kind":"constant","value":7}');
    expect(JSON.stringify(decision)).toContain('{"kind":"word","word":"pbft"}');
  });

  it('a value of the enumeration takes precedence over an observation of that name', async () => {
    const { decision } = await policy(
      'observe over 60s { pbft = primary.roundsFailed } when primary.consensus == pbft and pbft > 2 { primary.blockSize = 2MB }',
    );
    expect(decision).toMatchObject({
      rules: [
        { condition: { left: { right: { kind: 'word', word: 'pbft' } }, right: { left: { kind: 'observation' } } } },
      ],
    });
  });

  it('the source of a condition has no comments and is one line', async () => {
    const { decision } = await policy(
      'observe over 60s { b = primary.roundsFailed } when b > 3 // many\n  and /* but */ b < 9 { primary.blockSize = 2MB }',
    );
    expect(decision).toMatchObject({ rules: [{ source: 'b > 3 and b < 9' }] });
  });
});

describe('the policy for a group', () => {
  const system = `topology Net { group Banks { nodes: 4 } group Ports { nodes: 3 } }
policy P { propose current }
policy Q { propose current  accept when proposed.blockSize < 2MB }`;
  const scenario = async (management: string) =>
    (await lowered(`${system}\nscenario S { topology: Net  duration: 1h  ${management} }`, 'S')).scenario;

  it('is the same as a path and in the block', async () => {
    const found = await scenario('management.policy: P  management.policy for Ports: Q');
    expect(found.management.policyFor.map(({ group, policy: { name } }) => [group, name])).toEqual([['Ports', 'Q']]);
    expect(found).toEqual(await scenario('management { policy: P  policy for Ports: Q }'));
  });

  it('is inherited, and overridden in either form', async () => {
    const child = await lowered(
      `${system}
scenario Base { topology: Net  duration: 1h  management.policy for Ports: Q  management.policy for Banks: Q }
scenario S extends Base { management { policy for Ports: P } }`,
      'S',
    );
    expect(child.scenario.management.policyFor.map(({ group, policy: { name } }) => [group, name])).toEqual([
      ['Ports', 'P'],
      ['Banks', 'Q'],
    ]);
  });
});

describe('the places of rules and `accept` in the text', () => {
  it('include those of the policy for all and of the policy for one group', async () => {
    const { origins } = await lowered('import "04-policies.twin"', 'Mixed');
    const line = (path: string) => [origins[path]?.uri.split('/').at(-1), origins[path]?.range.start.line];
    expect(line('management.policy.decision.rules.0')).toEqual(['04-policies.twin', 9]);
    expect(line('management.policy.decision.rules.2')).toEqual(['04-policies.twin', 15]);
    expect(line('management.policy.accept')).toEqual(['04-policies.twin', 18]);
    expect(line('management.policyFor.0.policy.decision.rules.1')).toEqual(['04-policies.twin', 28]);
    expect(line('management.policyFor.0.policy.accept')).toEqual(['04-policies.twin', 29]);
  });
});

describe('the ranges in the language are those of a valid configuration', () => {
  const fields = (CONFIGURATION_FIELDS as readonly ConfigurationField[]).filter(({ unit }) => unit !== '');
  const nodes = { count: () => 7 };

  it.each(fields.map(({ name }) => name))('%s', (name) => {
    const type = propertyOf('primary', name)?.accepts.find((accepted) => accepted.kind === 'quantity');
    const field = fields.find((candidate) => candidate.name === name);
    if (type?.kind !== 'quantity' || !field) throw new Error(`no quantity ${name}`);
    for (const value of [-1, 0, 1e-9, 1, 1e9, 1e13]) {
      const tooSmall = type.min !== undefined && (type.exclusiveMin ? value <= type.min : value < type.min);
      const tooLarge = value > largest(type.dimension);
      expect([value, field.fault(value, nodes) !== undefined]).toEqual([value, tooSmall || tooLarge]);
    }
  });
});
