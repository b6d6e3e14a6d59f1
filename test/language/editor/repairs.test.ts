import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-types';
import { readMarkers } from '../annotated/markers.js';
import { applied, codesOf, Editor } from './editor.js';

/**
 * One file per fault. Comments at its top give the message and the title of the first fix; a mark in the text shows the
 * place; the text after a line of dashes is the result of the fix.
 */
const CASES = join(import.meta.dirname, 'repairs');
const RULE = '// ------------------------------------------------------------\n';

interface Case {
  readonly message: string;
  readonly title: string;
  readonly marked: string;
  readonly after: string;
}

function read(name: string): Case {
  const [before, after] = readFileSync(join(CASES, name), 'utf8').split(RULE);
  const [message, title, ...marked] = before.split('\n');
  return { message: message.slice(3), title: title.slice(3), marked: marked.join('\n'), after };
}

describe('a syntax error', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.on();
  });

  it.each(readdirSync(CASES))('%s is reported once, at its place, and corrected by its fix', async (name) => {
    const { message, title, marked, after } = read(name);
    const { text, ranges } = readMarkers(marked);
    const document = await editor.open(text);
    const [fault, ...others] = document.diagnostics ?? [];
    expect(others.map((other) => other.message)).toEqual([]);
    expect({ message: fault?.message, range: fault?.range }).toEqual({ message, range: ranges[0] });
    const actions = ((await editor.services.lsp.CodeActionProvider?.getCodeActions(document, {
      textDocument: { uri: document.uri.toString() },
      range: fault.range,
      context: { diagnostics: [fault], only: ['quickfix'] },
    })) ?? []) as CodeAction[];
    expect(actions[0]?.title).toBe(title);
    const mended = applied(text, document, actions[0]?.edit?.changes?.[document.uri.toString()] ?? []);
    expect(mended).toBe(after);
    expect(codesOf(await editor.open(mended))).toEqual([]);
  });
});

describe('after a syntax error', () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await Editor.on();
  });

  const NET = 'topology Net { nodes: 8 }\n';
  const FAULTS = {
    'a forgotten opening brace': 'primary\n        blockSize: 1MB\n    }\n    ',
    'a forgotten closing brace': 'primary {\n        blockSize: 1MB\n    ',
    'an unfinished word': 'war\n    ',
    'an unfinished path': 'primary.\n    ',
    'a missing value': 'warmup:\n    ',
    'a superfluous comma': 'warmup: 3min,\n    ',
    'a bracket that is not closed': 'management.interval: normal(30s, 5s\n    ',
  };

  it.each(Object.entries(FAULTS))('the rest is checked: %s', async (_, fault) => {
    const text = `${NET}scenario S {\n    topology: Net\n    ${fault}seed: 3\n    duration: 3km\n}\nscenario T extends S { sede: 3 }\n`;
    const document = await editor.open(text);
    const found = codesOf(document).sort();
    expect(found.filter((code) => code.startsWith('syntax/'))).toHaveLength(1);
    expect(found.filter((code) => !code.startsWith('syntax/'))).toEqual(['property/unknown', 'unit/unknown']);
  });

  it('other errors are reported once each', async () => {
    const text = `${NET}scenario S {\n    topology = Net\n    duration 1h\n    seed: 3,\n}\nscenaro T extends S { warmup: 1,5min }\n# done\n`;
    expect(codesOf(await editor.open(text)).sort()).toEqual([
      'syntax/unexpected',
      'syntax/unexpected',
      'syntax/unexpected',
      'syntax/unexpected',
      'syntax/unexpected',
      'syntax/unknown-character',
    ]);
  });
});
