import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scenario } from '../../../../engine/model/scenario.js';
import { Language } from '../../../../language/index.js';
import { MemoryFiles, uriIn, WORKSPACE } from '../../../language/memory-files.js';
import { constant, constantTopology } from '../../network/open-network.js';
import { texts } from '../../observed-run.js';
import { complaintsIn, type Extended, extend, load } from './extended.js';
import { readPage } from './page.js';

const page = readPage();
const topology = constantTopology(4, { latency: { kind: 'distribution', distribution: constant(0.1) } });

let folder: string;
let extended: Extended;

beforeAll(async () => {
  folder = extend(page);
  extended = await load(folder);
  await extended.prepare();
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TEXT = `topology Net { nodes: 4  latency: 50ms }
policy Calm {
    observe over 10s { failed = count(primary.roundsFailed) }
    when primary.consensus == pbft and failed < 1 { primary.consensus = rollCall }
}
scenario OnPrimary {
    topology: Net
    duration: 30s
    primary { consensus: rollCall  blockInterval: 1s }
    management { interval: 10s  activation: afterBlocks(3) }
}
scenario OnManagement { topology: Net  duration: 30s  primary.blockInterval: 1s  management { consensus: rollCall  interval: 10s } }
scenario Switching extends OnManagement { management.policy: Calm }
`;

/** Diagnostics of a language for the scenarios with roll call, and the result of lowering one. */
async function read(Reader: typeof Language) {
  const language = new Reader({ files: new MemoryFiles({ 'main.twin': TEXT }), roots: [WORKSPACE] });
  const loaded = await language.load(uriIn('main.twin'));
  const scenario = (name: string): Scenario => {
    const lowered = language.lower(loaded, name);
    if (!lowered.ok) throw new Error(lowered.diagnostics.map(({ message }) => message).join('\n'));
    return lowered.scenario;
  };
  return { diagnostics: loaded.diagnostics, scenario };
}

describe('the code in docs/extending.md', () => {
  test('passes the linter and the compiler at the paths that the page names', () => {
    expect(complaintsIn(folder)).toBe('');
  }, 120_000);

  test('names commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'));
    const names = page.commands.split('\n').flatMap((line) => /^npm run (\w+)/.exec(line)?.slice(1) ?? []);
    expect(names).toEqual(['generate', 'build']);
    for (const name of names) expect(scripts).toHaveProperty(name);
  });

  test('runs on a chain of numbers as its example says', () => {
    expect.hasAssertions();
    extended.example(topology, expect);
  });
});

describe('roll call', () => {
  const run = (nodes: number, silent?: number) => {
    const { NumberChain } = extended;
    const latency = { kind: 'distribution' as const, distribution: constant(0.1) };
    const drops = silent === undefined ? {} : { drops: ({ sender }: { sender: number }) => sender === silent };
    return new NumberChain({ protocol: 'rollCall', topology: constantTopology(nodes, { latency }), ...drops });
  };

  test('decides on every node after two messages', () => {
    const chain = run(4).run(100, 5);
    for (let height = 1; height <= 5; height++) {
      expect(chain.latency(height, 4)).toBeCloseTo(0.2, 9);
      expect(chain.latency(height, 1)).toBeCloseTo(0.2, 9);
    }
    expect(chain.proposals.slice(0, 5).map(({ node }) => node)).toEqual([0, 1, 2, 3, 0]);
    expect(Array.from(chain.network.traffic.messages.subarray(0, 2))).toEqual([5 * 3, 5 * 4 * 3]);
  });

  test.each([4, 7])('costs as much as its row says, with %i nodes', (n) => {
    const row = extended.PROTOCOLS.find(({ name }) => name === 'rollCall');
    const { steps, broadcasts, sends } = row?.goodCase(n) ?? { steps: [], broadcasts: 0, sends: 0 };
    const chain = run(n).run(200, 3);
    expect(chain.latency(1, n)).toBeCloseTo(steps.length * 0.1, 9);
    const copies = chain.network.traffic.messages.reduce((sum, count) => sum + count, 0);
    expect(copies).toBe(3 * (broadcasts * (n - 1) + sends));
  });

  test('stops at the first silent node, as the page says', () => {
    // The silent node receives everything, and is the only one to decide.
    expect(
      run(4, 3)
        .run(1000, 1)
        .decisions.map(({ contents }) => Array.from(contents)),
    ).toEqual([[-1, -1, -1, 0]]);
  });
});

describe('from its row follows', () => {
  test('that scenarios and rules may name it, and may not name it without the row', async () => {
    expect((await read(extended.Language)).diagnostics).toEqual([]);
    const without = (await read(Language)).diagnostics.map(({ code, message }) => [code, message]);
    expect(without).toEqual(
      ['primary.consensus', 'consensus', 'consensus'].map((property) => [
        'value/unknown',
        expect.stringMatching(new RegExp(`^\`rollCall\` is not a valid value for \`${property}\``)),
      ]),
    );
  });

  test('that it runs either chain, with its own message names, and twins switch to it', async () => {
    const { scenario } = await read(extended.Language);
    const outcome = (name: string) => {
      const results = extended.observe(scenario(name));
      return { results, messages: new Set(texts(results, 'traffic', 'kind')) };
    };
    for (const name of ['OnPrimary', 'OnManagement']) {
      const { results, messages } = outcome(name);
      expect(results.violations).toEqual([]);
      expect(results.tables.blocks.rows).toBeGreaterThan(20);
      expect(results.tables.configurationBlocks.rows).toBeGreaterThan(1);
      expect(messages).toContain('vote');
    }
    const { results } = outcome('Switching');
    expect(texts(results, 'configurationBlocks', 'consensus')).toContain('rollCall');
    expect(results.violations).toEqual([]);
  });

  test('that completion offers it, hover explains it, and the reference has it', async () => {
    const editor = await extended.Editor.on();
    expect(await editor.labels('scenario S { primary.consensus: <|> }')).toContain('rollCall');
    expect(await editor.labels('policy P { when 1 < 2 { primary.consensus = <|> } }')).toContain('rollCall');
    expect(await editor.hover('scenario S { primary.consensus: roll<|>Call }')).toContain(
      'A block is decided when everyone has said yes to it.',
    );
    expect(extended.referencePage()).toMatch(/`rollCall`.*Roll call/s);
  });
});
