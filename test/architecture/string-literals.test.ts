import { expect, test } from 'vitest';
import { stringLiterals } from './string-literals.js';

const texts = (code: string) => stringLiterals(code).map(({ text }) => text);

test('literals are found, with their lines', () => {
  expect(stringLiterals("const a = 'one';\nconst b = \"it's two\";")).toMatchObject([
    { text: 'one', line: 1 },
    { text: "it's two", line: 2 },
  ]);
});

test('templates are found, and so are literals in their expressions', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code that is read
  expect(texts("`run ${ok ? 'one' : `seed ${seed}`} of {x}`; 'after'")).toEqual([
    'run {} of {x}',
    'one',
    'seed {}',
    'after',
  ]);
});

test('comments and regular expressions contain none', () => {
  expect(texts("// it's\n/* 'no' */ const a = x.match(/['\"/[/]'`]/g); 'yes'; b / 2 / 'c'")).toEqual(['yes', 'c']);
});

test('escapes are decoded', () => {
  expect(texts("'don\\'t'")).toEqual(["don't"]);
});
