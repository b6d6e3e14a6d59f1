import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRegistryFromGrammars } from 'vscode-tmgrammar-test/dist/common/index.js';
import { parseGrammarTestCase, runGrammarTestCase } from 'vscode-tmgrammar-test/dist/unit/index.js';

const GRAMMAR = 'syntaxes/twin.tmLanguage.json';
const registry = createRegistryFromGrammars([
  { grammar: { path: GRAMMAR, scopeName: 'source.twin' }, content: readFileSync(GRAMMAR, 'utf8') },
]);

// The files beside this one are annotated scenarios. A line of carets names the scopes of the text above it.
describe('the TextMate grammar', () => {
  const folder = path.join('test', 'syntaxes');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.twin'))) {
    test(file, async () => {
      const annotated = parseGrammarTestCase(readFileSync(path.join(folder, file), 'utf8'));
      expect(annotated.assertions.length).toBeGreaterThan(0);
      expect(await runGrammarTestCase(registry, annotated)).toEqual([]);
    });
  }
});
