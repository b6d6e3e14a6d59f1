import { describe, expect, test } from 'vitest';
import { BLOCKS } from '../../../language/properties/blocks.js';
import { applied, Editor } from './editor.js';

const editor = await Editor.on();

/** A small system with a property of one of its blocks that has no value yet. */
function textWith(block: string, line: string, nodes: number): string {
  const at = (name: string) => (block === name ? `    ${line}\n` : '');
  return `topology Small {
    nodes: ${nodes}
${at('topology')}}
workload Demand {
    arrivals: poisson(10tx/s)
${at('workload')}}
policy Keep {
    propose current
}
faults Calm {
    at 1min { crash 1 node for 10s }
}
scenario Base {
    topology: Small
    duration: 10min
${at('scenario')}    primary {
        blockInterval: 1s
    ${at('primary')}    }
    management {
        interval: 30s
    ${at('management')}    }
}
`;
}

const IN = ['scenario', 'primary', 'management', 'topology', 'workload'];

/** The properties that the system does not set already. */
const PROPERTIES = BLOCKS.filter(({ name }) => IN.includes(name))
  .flatMap(({ name, properties }) => properties.map((property) => ({ block: name, property: property.name })))
  .filter(
    ({ block, property }) =>
      (block === 'management' && property === 'nodes') || !textWith(block, '', 4).includes(`${property}:`),
  );

describe.each([4, 7, 8])('in a system of %i nodes', (nodes) => {
  test.each(PROPERTIES)(
    'what is inserted for `$property` of `$block` leaves the text clean',
    async ({ block, property }) => {
      await editor.moveTo();
      const before = textWith(block, `${property}:`, nodes);
      const document = await editor.open(before);
      const diagnostics = document.diagnostics ?? [];
      expect(diagnostics.map(({ severity }) => severity)).toContain(1);
      const actions = await editor.services.lsp.CodeActionProvider?.getCodeActions(document, {
        textDocument: { uri: document.uri.toString() },
        range: diagnostics[0].range,
        context: { diagnostics, only: ['quickfix'] },
      });
      for (const action of actions ?? []) {
        if (!('edit' in action)) continue;
        const edits = action.edit?.changes?.[document.uri.toString()] ?? [];
        const after = applied(before, document, edits);
        const left = (await editor.open(after)).diagnostics ?? [];
        expect(
          left.filter(({ severity }) => (severity ?? 1) <= 2).map(({ message }) => `${action.title}: ${message}`),
        ).toEqual([]);
      }
      expect(actions?.length).toBeGreaterThan(0);
    },
  );
});

test.each([
  ['nodes:', 'Remove `nodes:`'],
  ['nodes: 4', 'Move to the scenario as `management.nodes`'],
])('`%s` in `primary` is not taken for a misspelt `votes`', async (line, title) => {
  await editor.moveTo();
  const document = await editor.open(textWith('primary', line, 4));
  const diagnostics = document.diagnostics ?? [];
  const actions = await editor.services.lsp.CodeActionProvider?.getCodeActions(document, {
    textDocument: { uri: document.uri.toString() },
    range: diagnostics[0].range,
    context: { diagnostics, only: ['quickfix'] },
  });
  expect(actions?.map(({ title }) => title)).toEqual([title]);
});
