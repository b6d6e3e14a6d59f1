import { describe, expect, it } from 'vitest';
import { applied, Editor } from '../editor/editor.js';

const editor = await Editor.on();

/** The text after typing a brace or line end at `|`. */
async function typed(marked: string, ch: '}' | '\n'): Promise<string> {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const document = await editor.open(text);
  const edits = await editor.services.lsp.Formatter?.formatDocumentOnType(document, {
    textDocument: { uri: document.uri.toString() },
    position: document.textDocument.positionAt(offset),
    ch,
    options: { tabSize: 4, insertSpaces: true },
  });
  return applied(text, document, edits ?? []);
}

describe('during typing', () => {
  it('a closing brace is aligned with the line that opened its block', async () => {
    expect(await typed('scenario S {\n    primary {\n        blockSize: 1MB\n        }|', '}')).toBe(
      'scenario S {\n    primary {\n        blockSize: 1MB\n    }',
    );
    expect(await typed('scenario S {\n    seed: 3\n    }|', '}')).toBe('scenario S {\n    seed: 3\n}');
  });

  it('a new line is indented one step deeper than that line', async () => {
    expect(await typed('scenario S {\n|', '\n')).toBe('scenario S {\n    ');
    expect(await typed('scenario S {\n    primary {\n|\n    }\n}', '\n')).toBe(
      'scenario S {\n    primary {\n        \n    }\n}',
    );
    expect(await typed('topology T { nodes: 4 }\n    |', '\n')).toBe('topology T { nodes: 4 }\n');
  });

  it('a text need not parse, and a line in its right place stays', async () => {
    expect(await typed('scenario S {\n    primary\n  seed 3\n|', '\n')).toBe(
      'scenario S {\n    primary\n  seed 3\n    ',
    );
    expect(await typed('scenario S {\n}|', '}')).toBe('scenario S {\n}');
  });
});
