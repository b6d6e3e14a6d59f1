import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODES, formatText, Language, type LoadedFile } from '../../language/index.js';
import { MemoryFiles, uriIn, WORKSPACE } from './memory-files.js';

const FOLDER = join(import.meta.dirname, 'scenarios');
const SAMPLES = Object.fromEntries(readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]));
const TEXTS = Object.entries(SAMPLES)
  .filter(([name]) => name.endsWith('.twin'))
  .map(([, text]) => text);

const language = new Language({ files: new MemoryFiles(SAMPLES), roots: [WORKSPACE] });

/** `FUZZ_RUNS=2000 npx vitest run test/language/fuzz.test.ts` runs more. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 60);

/** The same seed every time, so that failures can be reproduced; `FUZZ_SEED` sets another one. */
const SEED = Number(process.env.FUZZ_SEED ?? 20261130);

/** Fragments with which people and editors break a text, and worse ones. */
const PIECES = [
  ...'{}()[]:,.=|"*/+-<>%\n\t;\\\'@#',
  '//',
  '/*',
  '*/',
  '1e999',
  '-1',
  '0',
  '10minits',
  '99999999999999999999',
  'topology',
  'scenario S extends S {',
  'extends',
  'duration: ',
  'primary.',
  'normal(',
  'mixture(',
  'clamped to [',
  'import "01-baseline.twin"',
  'import "main.twin"',
  'group',
  'policy for Banks: Keep',
  'management.policy for ',
  ' && ',
  '||',
  '!',
  'when',
  'observe over',
  '\u0000',
  '\ufeff',
  '\ud83d',
  'é',
];

interface Edit {
  at: number;
  remove: number;
  insert: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(fc.nat(3), fc.nat(200)),
  insert: fc.oneof(fc.constantFrom(...PIECES), fc.constant(''), fc.string({ maxLength: 12 })),
});

const mutated = fc
  .record({ text: fc.constantFrom(...TEXTS), edits: fc.array(edit, { minLength: 1, maxLength: 6 }) })
  .map(({ text, edits }) =>
    edits.reduce((current, { at, remove, insert }) => {
      const offset = Math.floor(at * current.length);
      return current.slice(0, offset) + insert + current.slice(offset + remove);
    }, text),
  );

const random = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 8 }), fc.constant(' ')), {
  maxLength: 60,
});

function isInside(loaded: LoadedFile): boolean {
  return loaded.diagnostics.every(({ uri, range }) => {
    const lines = loaded.texts.get(uri)?.split('\n').length ?? 0;
    return range.start.line >= 0 && range.end.line <= lines && range.start.character >= 0;
  });
}

async function survives(language: Language, text: string): Promise<void> {
  const loaded = await language.loadText(uriIn('main.twin'), text);
  for (const { code, message } of loaded.diagnostics) {
    expect(Object.keys(CODES)).toContain(code);
    expect(code, message).not.toBe('internal/rule');
    expect(message).not.toMatch(/error occurred|undefined|NaN|\[object/);
  }
  expect(isInside(loaded)).toBe(true);
  for (const { name } of loaded.scenarios) language.lower(loaded, name);
}

/** The comments of a text. */
function comments(text: string): string[] {
  return text.match(/\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g)?.map((comment) => comment.replace(/\s+/g, ' ').trim()) ?? [];
}

describe('nothing throws, and everything ends soon', () => {
  it('on scenario files with random edits', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, (text) => survives(language, text)),
      { numRuns: RUNS, seed: SEED },
    );
  }, 600_000);

  it('on texts that are not scenario files', async () => {
    await fc.assert(
      fc.asyncProperty(random, (pieces) => survives(language, pieces.join(''))),
      { numRuns: RUNS, seed: SEED },
    );
  }, 600_000);

  it('on constructs whose cost grows fastest: deep brackets, long paths, many comments', async () => {
    const deep = 500;
    for (const text of [
      `distribution A = ${'('.repeat(deep)}1s${')'.repeat(deep)}`,
      `scenario S { ${'primary { '.repeat(deep)} ${'}'.repeat(deep)} }`,
      `scenario S { ${'a.'.repeat(5000)}b: 1 }`,
      `distribution A = ${'-'.repeat(deep)}1s`,
      `distribution A = ${'1s + '.repeat(2000)}1s`,
      `${'/* '.repeat(20_000)}`,
      `${'"'.repeat(20_001)}`,
      `distribution A = 1${' '.repeat(50_000)}s`,
      Array.from({ length: 300 }, (_, index) => `scenario S${index} extends S${index + 1} { seed: ${index} }`).join(
        '\n',
      ),
    ])
      await survives(language, text);
  }, 600_000);
});

describe('formatting changes no meaning', () => {
  it('of a text without syntax errors', async () => {
    const spaces = fc.array(fc.constantFrom(' ', '  ', '\n', '\n\n\n', '\t', ' // c\n', ' /* c */ '), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...TEXTS),
        spaces,
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (text, pieces, at) => {
          // White space and comments are inserted where some exist already, which does not change the meaning.
          const gaps = [...text.matchAll(/\s/g)].map((match) => match.index);
          let changed = text;
          pieces.forEach((piece, index) => {
            const gap = gaps[Math.floor(((at + index / 8) % 1) * gaps.length)];
            changed = changed.slice(0, gap) + piece + changed.slice(gap);
          });
          const result = await formatText(changed, language.services);
          if (!('text' in result)) return;
          expect(comments(result.text)).toEqual(comments(changed));
          const again = await formatText(result.text, language.services);
          expect('text' in again && again.text).toBe(result.text);
        },
      ),
      { numRuns: 25, seed: SEED },
    );
  }, 600_000);
});
