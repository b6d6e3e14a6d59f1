import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesBelow } from '../architecture/sources.js';
import { type StringLiteral, stringLiterals } from '../architecture/string-literals.js';

const BUNDLE = '../../l10n/bundle.l10n.json';

/** What runs in the extension host; the panel and the studio are programs of their own. */
const files = filesBelow('client', /\.ts$/).filter((file) => !/^client\/(webview|studio)\//.test(file));

const literals = files.flatMap((file) =>
  stringLiterals(readFileSync(file, 'utf8')).map((literal) => ({ file, ...literal })),
);

/** The literal is what a call translates. */
const isTranslated = ({ before }: StringLiteral) => /\bl10n\.t\(\s*$/.test(before);

/** Somebody would read it as a text: words with spaces between them, or a word with a capital. */
const isProse = ({ text }: StringLiteral) => /[A-Za-z]{2,}[…:]? [A-Za-z]/.test(text) || /^[A-Z][a-z]+(\W|$)/.test(text);

/** The log is for developers, a scenario is in our own language, and a page is what the panel is put into. */
const NOT_TEXTS = ['client/log-activity.ts', 'client/commands/new-scenario.ts', 'client/panel/webview-html.ts'];

/** What only programs read: names of products and formats, and what the server calls a run that decides. */
const NAMES = ['Twinchain', 'JSON', 'Parquet', 'this run'];

const isExempt = ({ file, text, before }: StringLiteral & { file: string }) =>
  NOT_TEXTS.includes(file) || NAMES.includes(text) || /\blog\.(info|error)\(\s*$/.test(before);

describe('what the extension says', () => {
  test('is translatable: every text goes through l10n.t', () => {
    const bypassing = literals.filter((literal) => isProse(literal) && !isTranslated(literal) && !isExempt(literal));
    expect(bypassing.map(({ file, line, text }) => `${file}:${line}: ${text}`)).toEqual([]);
  });

  test('is whole sentences: nothing is computed inside a text, and nothing is left out by an argument', () => {
    for (const { text, file, line } of literals.filter(isTranslated)) {
      expect(text, `${file}:${line}`).not.toContain('{}');
      const places = [...text.matchAll(/\{(\d+)\}/g)].map(([, place]) => Number(place));
      expect(new Set(places).size, `${file}:${line}`).toBe(Math.max(-1, ...places) + 1);
    }
  });

  test('stands in one file, from which translations are made', async () => {
    const texts = [...new Set(literals.filter(isTranslated).map(({ text }) => text))].sort();
    const bundle = Object.fromEntries(texts.map((text) => [text, text]));
    // `npx vitest run -u test/client/texts.test.ts` writes it anew.
    await expect(`${JSON.stringify(bundle, null, 2)}\n`).toMatchFileSnapshot(BUNDLE);
  });
});
