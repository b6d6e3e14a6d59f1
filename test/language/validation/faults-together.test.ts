import { describe, expect, test } from 'vitest';
import { uriIn } from '../memory-files.js';
import { languageOf } from '../shared-language.js';

/** Ten twins can lose three, thirteen validators four. */
const SYSTEM = `topology Lane { group Banks { nodes: 10 }  group Ports { nodes: 3 } }
scenario Base { topology: Lane  duration: 10min  management.nodes: Banks }
`;

/** Warnings about faults that are counted together, and the faults that they mark. */
async function warnings(faults: string, settings = ''): Promise<[fault: string, message: string][]> {
  const text = `${SYSTEM}faults F {\n${faults}\n}\nscenario S extends Base { faults: F  ${settings} }`;
  const language = await languageOf({ 'main.twin': text });
  const { diagnostics } = await language.load(uriIn('main.twin'));
  const lines = text.split('\n');
  return diagnostics
    .filter(({ code }) => code === 'faults/together')
    .map(({ message, range: { start, end } }) => [lines[start.line].slice(start.character, end.character), message]);
}

describe('crashed and Byzantine nodes are counted together', () => {
  test('over time, and tolerated numbers are not reported', async () => {
    expect(
      await warnings(`
        at 2min { crash 3 twins for 90s }
        at 4min { crash 3 twins for 90s }
        at 6min { crash Ports, Banks[1] for 45s }
        from 7min to 8min { byzantine 3 of Banks { vote: never } }
        from 7min to 8min { crash Banks[1] }`),
    ).toEqual([]);
  });

  test('for each chain at the fault with which too many first fail, with the end and the number', async () => {
    expect(
      await warnings(`
        at 2min { crash 2 twins for 90s }
        at 3min { crash 1 of Banks for 45s }
        at 5min { crash Ports, Banks[1], Banks[2] for 1min }
        byzantine 1 twin { propose: silent }`),
    ).toEqual([
      [
        'crash 1 of Banks for 45s',
        'From 3 min to 3 min 30 s, up to 4 of the 10 twins fail at once (3 down, 1 Byzantine); 3 are tolerated, and with more no configuration can be agreed.',
      ],
      [
        'crash Ports, Banks[1], Banks[2] for 1min',
        'From 5 min to 6 min, up to 5 of the 13 validators fail at once; 4 are tolerated, and with more no block can become final.',
      ],
    ]);
  });

  test('by the members and the quorum of the scenario that names them', async () => {
    const four = 'at 2min { crash 4 twins for 90s }';
    expect(await warnings(four)).toHaveLength(1);
    expect(await warnings(four, 'management.nodes: all')).toEqual([]);
  });

  test('not while the schedule names nodes that do not exist', async () => {
    expect(await warnings('at 2min { crash 14 nodes for 90s }')).toEqual([]);
  });
});
