import { describe, expect, test } from 'vitest';
import { uriIn } from '../memory-files.js';
import { languageOf } from '../shared-language.js';

const SYSTEM = `topology Lane {
    group Banks { nodes: 6 }
    group Ports { nodes: 3 }
}
`;

/** Findings of a text with the text at each of their places, the main place first. */
async function places(text: string): Promise<{ code: string; at: string[]; messages: string[] }[]> {
  const whole = SYSTEM + text;
  const lines = whole.split('\n');
  const language = await languageOf({ 'main.twin': whole });
  const { diagnostics } = await language.load(uriIn('main.twin'));
  return diagnostics.map(({ code, range, related }) => ({
    code,
    at: [range, ...related.map((place) => place.range)].map(({ start, end }) =>
      lines[start.line].slice(start.character, start.line === end.line ? end.character : undefined),
    ),
    messages: related.map(({ message }) => message),
  }));
}

describe('an error in a topology', () => {
  const many = Array.from({ length: 49 }, (_, i) => `scenario S${i} { topology: Small  duration: 1h }`).join('\n');

  test.each([
    ['chain/quorum', 'group A { nodes: 1 }  group B { nodes: 2 }', ['nodes: 1', 'nodes: 2']],
    ['value/range', 'nodes: 3', ['3']],
    ['scenario/limits', 'nodes: 3000', ['nodes: 3000']],
  ])('is told there as %s, once, however many scenarios use it', async (code, nodes, at) => {
    const found = await places(`topology Small { ${nodes} }\n${many}`);
    expect(found.map((finding) => [finding.code, finding.at])).toEqual([[code, at]]);
  });

  test('and missing parts of a scenario are reported there, once, however many scenarios extend it', async () => {
    const heirs = Array.from({ length: 49 }, (_, i) => `scenario S${i} extends Base { seed: ${i} }`).join('\n');
    const found = await places(`scenario Base { topology: Lane }\n${heirs}`);
    expect(found.map((finding) => [finding.code, finding.at])).toEqual([['property/missing', ['Base']]]);
  });
});

describe('a value set by a rule that the system does not have', () => {
  test('is reported at the policy that the scenario names, with the rule that sets it and the groups', async () => {
    const found = await places(`policy P { when primary.consensus == pbft { primary.validators = 5 of Ports } }
scenario S { topology: Lane  duration: 1h  management.policy: P }`);
    expect(found).toEqual([
      {
        code: 'chain/nodes',
        at: ['management.policy: P', 'primary.validators = 5 of Ports', 'nodes: 3'],
        messages: ['It is decided here.', '`nodes` is set here.'],
      },
    ]);
  });

  test('is reported at the policy of the group whose twins follow the rule', async () => {
    const found = await places(`policy P { when primary.consensus == pbft { primary.validators = Boats } }
policy Keep { propose current }
scenario S { topology: Lane  duration: 1h  management { policy: Keep  policy for Ports: P } }`);
    expect(found).toEqual([
      {
        code: 'name/unknown',
        at: ['policy for Ports: P', 'topology: Lane', 'primary.validators = Boats'],
        messages: ['`topology` is set here.', 'It is decided here.'],
      },
    ]);
  });

  test('is reported at the rule that sets it, not at another one', async () => {
    const found = await places(`policy P {
    when primary.consensus == pbft { primary.blockSize = 1MB  primary.validators = 9 }
    when primary.consensus == bigfoot { primary.blockSize = 1MB  primary.validators = 10 }
}
scenario S { topology: Lane  duration: 1h  management.policy: P }`);
    expect(found.map(({ at }) => at[1])).toEqual(['primary.validators = 10']);
  });
});

test('a set of validators that no system accepts is reported once, at the rule', async () => {
  const found = await places(`policy P { when primary.consensus == pbft { primary.validators = 3 of Banks } }
scenario S { topology: Lane  duration: 1h  management.policy: P }`);
  expect(found.map(({ code, at }) => [code, at[0]])).toEqual([['policy/invalid', '3 of Banks']]);
});
