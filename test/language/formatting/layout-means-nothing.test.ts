import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { formatText } from '../../../language/index.js';
import { createNodeLanguage } from '../../../language/node.js';

const ROOT = join(import.meta.dirname, '../../..');

const language = createNodeLanguage(ROOT);

/** A text with every kind of expression: conditions, rules, expectations, and varied values. */
const KINDS = join(import.meta.dirname, 'every-expression.twin');

const EXAMPLES = join(ROOT, 'examples');
const TEXTS = [
  KINDS,
  ...readdirSync(EXAMPLES)
    .filter((name) => name.endsWith('.twin'))
    .map((name) => join(EXAMPLES, name)),
].map((path) => ({ path, name: basename(path), text: readFileSync(path, 'utf8') }));

const { services } = language;
const { Lexer } = services.parser;

const GAPS = ['', ' ', '   ', '\n', '\n\n    ', ' /* a remark */ ', ' // a remark\n'];

function words(text: string): string[] {
  return Lexer.tokenize(text).tokens.map(({ tokenType, image }) => `${tokenType.name} ${image}`);
}

/** The text with other white space and comments between its tokens. */
function laidOut(text: string, choices: readonly number[]): string {
  const { tokens } = Lexer.tokenize(text);
  return tokens
    .map((token, index) => {
      const before = tokens[index - 1];
      const gap = GAPS[choices[index % choices.length]];
      // Tokens that would merge need a space. A unit must be on the line of its number, a path must be on one line, and
      // no comment may precede a colon.
      const mayTouch = !before || !/\w$/.test(before.image) || !/^\w/.test(token.image);
      if (token.tokenType.name === 'UNIT') return `${/^ +$/.test(gap) ? gap : ''}${token.image}`;
      if (before?.tokenType.name === 'NUMBER' && /^\w/.test(token.image)) return `\n${token.image}`;
      if (token.image === '.' || before?.image === '.') return `${/^ *$/.test(gap) ? gap : ''}${token.image}`;
      if (token.image === ':') return `${gap.trim() === '' ? gap : ''}${token.image}`;
      return `${gap === '' && !mayTouch ? ' ' : gap}${token.image}`;
    })
    .join('');
}

/** Everything that the engine receives for a text: its scenarios and experiments. */
async function meaningOf(path: string, text: string): Promise<unknown> {
  const loaded = await language.loadText(URI.file(path), text);
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const scenarios = loaded.scenarios.map(({ name }) => {
    const lowered = language.lower(loaded, name);
    const expected = language.expectations(loaded, name).map(({ expectation }) => expectation);
    return { scenario: lowered.ok && lowered.scenario, expected };
  });
  const experiments = loaded.experiments.map(({ name }) => {
    const lowered = language.lowerExperiment(loaded, name);
    return lowered.ok && lowered.experiment;
  });
  expect([...scenarios.map(({ scenario }) => scenario), ...experiments]).not.toContain(false);
  return { scenarios, experiments };
}

describe('the layout of a text has no meaning', () => {
  it.each(TEXTS)('$name gives the same scenarios and experiments in another layout', async (sample) => {
    const meaning = await meaningOf(sample.path, sample.text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(GAPS.length - 1), { minLength: 7, maxLength: 61 }), async (choices) => {
        const other = laidOut(sample.text, choices);
        expect(words(other)).toEqual(words(sample.text));
        expect(await meaningOf(sample.path, other)).toEqual(meaning);
      }),
      { numRuns: 2, seed: 7 },
    );
  });

  it.each(TEXTS)('$name gives the same scenarios and experiments when it is formatted', async ({ path, text }) => {
    const cramped = laidOut(text, [0]);
    const formatted = await formatText(cramped, services);
    if (!('text' in formatted)) throw new Error(formatted.diagnostics.map(({ message }) => message).join('\n'));
    expect(await meaningOf(path, formatted.text)).toEqual(await meaningOf(path, text));
  });
});
