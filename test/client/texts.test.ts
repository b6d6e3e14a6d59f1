import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { keyOf, textsOf, translatedTemplate } from '../../client/webview/words/template-texts.js';
import { filesBelow } from '../architecture/sources.js';
import { type StringLiteral, stringLiterals } from '../architecture/string-literals.js';
import { referenceTexts } from './reference-texts.js';

/** Modules of the panel that translate texts without having any. */
const NOT_OF_THE_PANEL = ['client/webview/words/counted.ts'];

const BUNDLE = '../../l10n/bundle.l10n.json';

/** Sources of the extension host. Panel and studio are programs of their own. */
const files = filesBelow('client', /\.ts$/).filter((file) => !/^client\/(webview|studio)\//.test(file));

const literals = files.flatMap((file) =>
  stringLiterals(readFileSync(file, 'utf8')).map((literal) => ({ file, ...literal })),
);

/** Sources of the panel, whose translations are delivered with its page. */
const panel = filesBelow('client/webview', /\.ts$/)
  .filter((file) => !NOT_OF_THE_PANEL.includes(file))
  .flatMap((file) => stringLiterals(readFileSync(file, 'utf8')).map((literal) => ({ file, ...literal })));

/**
 * What the language server says in the editor, and what it has in common with the panel: lenses, hints, titles of fixes,
 * warnings, stories, hover, completion and signature help. What these say in the words of the reference is in its tables.
 */
const server = [
  ...[
    'server/lsp',
    'server/simulations',
    'server/view',
    'server/protocol',
    'language/editor/completion',
    'language/editor/fixes',
    'language/editor/hover',
  ].flatMap((folder) => filesBelow(folder, /\.ts$/)),
  ...[
    'code-lenses',
    'coverage-text',
    'document-links',
    'estimate-text',
    'inlay-hints',
    'localized',
    'quorum-text',
    'signature-help',
    'structure/rename',
  ].map((name) => `language/editor/${name}.ts`),
].flatMap((file) => stringLiterals(readFileSync(file, 'utf8')).map((literal) => ({ file, ...literal })));

/** Where the language writes texts that both its messages and the editor contain. */
const language = [
  'language/dimensions/dimension.ts',
  'language/properties/describe.ts',
  'language/editor/signature-help.ts',
].flatMap((file) => stringLiterals(readFileSync(file, 'utf8')));

/** Whether the literal is a lit-html template, whose texts are translated where they are written. */
const isTemplate = ({ before }: StringLiteral) => /\bhtml$/.test(before);

/** Whether the literal is a text by itself or a counted noun. */
const isPanelText = ({ before }: StringLiteral) => /\bt\(?\s*$/.test(before);
const isCounted = ({ before }: StringLiteral) => /\bcounted\((?:[^;{}]*)$/.test(before);

/** The same in the server, where the thing stands right behind its number. */
const isCountedThing = ({ before }: StringLiteral) => /\bcounted\((?:[^(){};'[]|\[[^\]]*\])*, $/.test(before);

/** Singular and plural of a counted noun; the plural is formed with `s` unless given. */
const bothNumbers = (text: string) => [text, `${text}s`];

/** The keys of a literal of the panel in the list of translations. */
function keysOf(literal: StringLiteral): string[] {
  const parts = literal.text.split('{}');
  if (isTemplate(literal)) return textsOf(parts);
  return isPanelText(literal) ? [keyOf(parts)] : isCounted(literal) ? bothNumbers(literal.text) : [];
}

/** A text of the language as data: text`at least ${4} nodes`. */
const isTextOfLanguage = ({ before }: StringLiteral) => /\btext$/.test(before);

/** Tables of completion and signature help, whose entries are looked up when they are sent. */
const isInTable = ({ file, text, before }: StringLiteral & { file: string }) =>
  text !== '' &&
  !text.includes('{}') &&
  /^language\/editor\/(completion|signature-help)/.test(file) &&
  /\b(?:detail|meaning):\s*$|\bword\([^,]*,\s*$/.test(before);

/** What completion inserts and how it is labelled is in our own language. */
const isInserted = ({ file, before }: StringLiteral & { file: string }) =>
  file.endsWith('/completion/declarations.ts') ||
  (/^language\/editor\/(completion|signature-help)/.test(file) &&
    /\b(?:label|snippet|name):\s*$|\bword\((?:[^,]*,[^,]*,\s*)?$/.test(before));

/** The hover of keywords is a table as well, which is read as one. */
const KEYWORDS = 'language/editor/hover/words.ts';

/** Whether the literal is the argument of a translating call. */
const isTranslated = ({ before }: StringLiteral) => /\bl10n\.t\(\s*$/.test(before);

/** Whether the literal looks like a text for readers: words with spaces between them, or a capitalized word. */
const isProse = ({ text }: StringLiteral) => /[A-Za-z]{2,}[…:]? [A-Za-z]/.test(text) || /^[A-Z][a-z]+(\W|$)/.test(text);

/**
 * Files without texts for users: the log is for developers, scenarios are in our own language, and a page only contains
 * the panel.
 */
const NOT_TEXTS = ['client/log-activity.ts', 'client/commands/new-scenario-text.ts', 'client/panel/webview-html.ts'];

/** Names that only programs read: products, formats, and the server's name for a run with decisions. */
const NAMES = ['Twinchain', 'JSON', 'Parquet', 'this run'];

const isExempt = ({ file, text, before }: StringLiteral & { file: string }) =>
  NOT_TEXTS.includes(file) || NAMES.includes(text) || /\blog\.(info|error)\(\s*$/.test(before);

/** Parts of pages and texts in our own language, and the name of a rule of the grammar. */
const NOT_SAID =
  /^\s*<|^\n#about|^img-src|^(?:propose current|maximise: |topology WorldWide|observe over 60s|(?:Property|Declaration|Group|Observation|Portion|References|Segment|Observe|Name|Suggest)$)/;

/** Texts that stay English: bugs of Twinchain go to the log, and findings in a file are diagnostics of the command line. */
const isForPrograms = ({ file, text, before }: StringLiteral & { file: string }) =>
  NOT_SAID.test(text) ||
  file.endsWith('/isolating-builder.ts') ||
  /\b(?:\w*Error|console\.error|log)\(\s*$/.test(before);

describe('the texts of the extension', () => {
  test('go through l10n.t, every one', () => {
    const bypassing = literals.filter((literal) => isProse(literal) && !isTranslated(literal) && !isExempt(literal));
    expect(bypassing.map(({ file, line, text }) => `${file}:${line}: ${text}`)).toEqual([]);
  });

  test('are whole sentences: none contains an expression or leaves out a part by an argument', () => {
    for (const { text, file, line } of [...literals, ...server].filter(isTranslated)) {
      expect(text, `${file}:${line}`).not.toContain('{}');
      const places = [...text.matchAll(/\{(\d+)\}/g)].map(([, place]) => Number(place));
      expect(new Set(places).size, `${file}:${line}`).toBe(Math.max(-1, ...places) + 1);
    }
  });

  test('are in one file, the source of translations', async () => {
    const texts = [
      ...new Set([
        ...[...literals, ...server].filter(isTranslated).map(({ text }) => text),
        ...server.filter(isCountedThing).flatMap(({ text }) => bothNumbers(text)),
        ...server.filter(isInTable).map(({ text }) => text),
        ...language.filter(isTextOfLanguage).map(({ text }) => keyOf(text.split('{}'))),
        ...referenceTexts(),
        ...panel.flatMap(keysOf),
      ]),
    ].sort();
    const bundle = Object.fromEntries(texts.map((text) => [text, text]));
    // `npx vitest run -u test/client/texts.test.ts` updates the bundle.
    await expect(`${JSON.stringify(bundle, null, 2)}\n`).toMatchFileSnapshot(BUNDLE);
  });
});

describe('the texts of the language server', () => {
  test('go through l10n.t, or are counted', () => {
    const bypassing = server.filter(
      (literal) =>
        isProse(literal) &&
        !isTranslated(literal) &&
        !isCountedThing(literal) &&
        !isTextOfLanguage(literal) &&
        !isInTable(literal) &&
        !isInserted(literal) &&
        literal.file !== KEYWORDS &&
        !isForPrograms(literal),
    );
    expect(bypassing.map(({ file, line, text }) => `${file}:${line}: ${text}`)).toEqual([]);
  });
});

describe('the texts of the panel', () => {
  /** Literals that only the browser reads: classes, media types, fonts, keys, and names of pictures and files. */
  const NOT_READ = [
    '(prefers-reduced-motion: reduce)',
    '(prefers-color-scheme: dark)',
    'Escape',
    'secondary with-chevron',
    'cycles single',
    'number best',
    'mark passed',
    '10px sans-serif',
    'Helvetica, Arial, sans-serif',
    'pre prepare',
    'plot drawing',
    'interval distinct',
    'figures paused',
    'swatch run-{}',
    'accept when {}',
  ];

  test('go through t or one of our templates, or are counted', () => {
    const bypassing = panel.filter(
      (literal) =>
        isProse(literal) &&
        keysOf(literal).length === 0 &&
        !isTemplate(literal) &&
        !/\b(svg|import|from)\s*$/.test(literal.before) &&
        !NOT_READ.includes(literal.text),
    );
    expect(bypassing.map(({ file, line, text }) => `${file}:${line}: ${text}`)).toEqual([]);
  });

  test('include every template', () => {
    for (const file of filesBelow('client/webview', /\.ts$/).filter((name) => !name.endsWith('/words/html.ts')))
      expect(readFileSync(file, 'utf8'), file).not.toMatch(/import \{[^}]*\bhtml\b[^}]*\} from 'lit-html'/);
  });

  test('a template is translated between its tags and in labels read aloud, and its values may change places', () => {
    const parts = ['<p class="', '" title="Show it">\n  ', ' of ', ' done <b>', '</b></p>'];
    expect(textsOf(parts)).toEqual(['Show it', '{0} of {1} done']);
    const german: Record<string, string> = { 'Show it': 'Zeigen', '{0} of {1} done': 'Von {1} fertig: {0}' };
    expect(translatedTemplate(parts, (text) => german[text])).toEqual({
      parts: ['<p class="', '" title="Zeigen">\n  Von ', ' fertig: ', ' <b>', '</b></p>'],
      order: [0, 2, 1, 3],
    });
    expect(translatedTemplate(parts, () => undefined)).toEqual({ parts, order: [0, 1, 2, 3] });
  });
});
