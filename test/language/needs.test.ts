import { describe, expect, it } from 'vitest';
import { uriIn } from './memory-files.js';
import { languageOf } from './shared-language.js';

async function read(files: Record<string, string>) {
  const language = await languageOf(files);
  const loaded = await language.load(uriIn('main.twin'));
  const codes = (diagnostics: readonly { code: string; severity: string }[]) =>
    diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  return {
    all: codes(loaded.diagnostics),
    run: (name: string) => {
      const lowered = language.lower(loaded, name);
      return lowered.ok ? 'runs' : codes(lowered.diagnostics);
    },
    sweep: (name: string) => {
      const lowered = language.lowerExperiment(loaded, name);
      return lowered.ok ? 'runs' : codes(lowered.diagnostics);
    },
    expectations: (name: string) => language.expectations(loaded, name).length,
  };
}

describe('a run only needs its own declarations to be right', () => {
  const system = `topology Good { nodes: 4 }
topology Bad { nodes: 4  peers: regular(9) }
workload Heavy { arrivals: poisson(1tx/s) }
scenario Fine { topology: Good  duration: 10s  expect "blocks" count(primary.blockTime) > 3 }
scenario Heir extends Fine { seed: 2 }
scenario Wrong { topology: Bad  duration: 10s }
scenario Long { topology: Good  duration: 100d }
experiment Seeds { scenario: Fine  vary seed over [1, 2] }
experiment Days { scenario: Fine  vary duration over [10s, 100d] }
`;

  it.each([
    ['Fine', 'runs'],
    ['Heir', 'runs'],
    ['Wrong', ['topology/peers']],
    ['Long', ['scenario/limits']],
  ])('the scenario %s: %s', async (name, outcome) => {
    const { all, run } = await read({ 'main.twin': system });
    expect(all).toEqual(['topology/peers', 'scenario/limits', 'scenario/limits']);
    expect(run(name)).toEqual(outcome);
  });

  it.each([
    ['Seeds', 'runs'],
    ['Days', ['scenario/limits']],
  ])('the experiment %s: %s', async (name, outcome) => {
    expect((await read({ 'main.twin': system })).sweep(name)).toEqual(outcome);
  });

  it('the expectations of a scenario are known, whatever else is wrong', async () => {
    const { expectations } = await read({ 'main.twin': system });
    expect([expectations('Heir'), expectations('Wrong')]).toEqual([1, 0]);
  });

  it('a file that is imported may have errors elsewhere', async () => {
    const { run } = await read({
      'main.twin':
        'import "other.twin"\nscenario S { topology: Good  duration: 10s }\nscenario T { topology: Bad  duration: 10s }',
      'other.twin': system,
    });
    expect([run('S'), run('T')]).toEqual(['runs', ['topology/peers']]);
  });

  it('a name that is declared twice is an error for the run', async () => {
    const { run } = await read({ 'main.twin': `${system}topology Good { nodes: 8 }` });
    expect(run('Fine')).toEqual(['name/duplicate']);
  });

  it('a syntax error anywhere in the file prevents the run', async () => {
    const { run } = await read({ 'main.twin': `${system}experiment Half { vary }` });
    expect(run('Fine')).toContain('syntax/unexpected');
  });
});

describe('a file that could not be imported', () => {
  it('is one error, not one for each name that it would have imported', async () => {
    const text = `import "nowhere.twin"
scenario S extends Parent { topology: Net  management { nodes: 4 of A  policy: P } }
experiment E { scenario: Other  vary primary.workload over [W] }`;
    const { all, run } = await read({ 'main.twin': text });
    expect(all).toEqual(['import/missing']);
    expect(run('S')).toEqual(['import/missing']);
  });

  it('is reported in the same way in files that import the importing file', async () => {
    const { all } = await read({
      'main.twin': 'import "middle.twin"\nscenario S { topology: Net  duration: 10s }',
      'middle.twin': 'import "nowhere.twin"\ntopology Own { nodes: 4 }',
    });
    expect(all).toEqual(['import/missing']);
  });
});
