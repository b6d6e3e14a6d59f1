import type { IToken } from 'chevrotain';
import type { Lexer } from 'langium';
import type { Edit } from '../../grammar/repair/repair.js';
import { blockOf, pathsSet } from './blocks.js';
import { bracketOf } from './brackets.js';
import type { Block, Bracket, Place } from './place.js';
import { lastStatement } from './statements.js';
import { stretchAround } from './text-regions.js';

const WORD_BEFORE = /[A-Za-z_µ][\w/]*$|%$/;
const WORD_BEHIND = /^\w+/;

/** Tokens after which a value must come. */
const OPENERS = new Set([
  ...[':', ',', '=', '(', '[', '|', '+', '-', '*', '/', '<', '>', '<=', '>=', '==', '!='],
  ...['and', 'or', 'not', 'when', 'over', 'in', 'plot', 'within', 'at', 'from', 'to', 'by', 'crash', 'slow', 'drop'],
  ...['partition', 'byzantine', 'until', 'for', 'of', 'always'],
]);

/**
 * The place of an offset, deduced from the surrounding tokens alone: during typing the text seldom parses, and
 * completion asks about exactly the part that is missing. Reads only the declaration around the offset.
 * @param lacking finds the missing braces of a text; called if the numbers of `{` and `}` differ
 */
export function placeAt(
  text: string,
  offset: number,
  lexer: Lexer,
  lacking: (text: string) => readonly Edit[] = () => [],
): Place {
  const stretch = stretchAround(text, offset);
  const typed = WORD_BEFORE.exec(text.slice(stretch.start, offset))?.[0] ?? '';
  // A word after a number is its unit, even without a space between them.
  const start = offset - typed.length;
  const end = offset + (WORD_BEHIND.exec(text.slice(offset, stretch.end))?.[0].length ?? 0);
  const written = shifted(lexer.tokenize(text.slice(stretch.start, start)).tokens, stretch.start);
  const behind = lexer.tokenize(text.slice(end, stretch.end)).tokens;
  const before = isBalanced(written, behind)
    ? written
    : withBraces(written, lacking(textWithWord(text, { ...stretch, at: start, to: end })), stretch.start, start);

  const { open, flat } = openBrackets(before);
  const braces = open.filter(({ token }) => token.image === '{');
  const inner = braces.length > 0 ? open.indexOf(braces[braces.length - 1]) + 1 : 0;
  const blocks: Block[] = [];
  for (const brace of braces) blocks.push(blockOf(brace.before, blocks.at(-1)?.kind));
  const content = braces.length > 0 ? flatWithin(braces[braces.length - 1], open, flat) : (open[0]?.before ?? flat);
  const brackets = open
    .slice(inner)
    .map(
      (bracket, index): Bracket => bracketOf(bracket.token, bracket.before, open[inner + index + 1]?.before ?? flat),
    );
  const { qualifier, rest } = splitQualifier(flat);
  const statement = lastStatement(splitQualifier(content).rest, blocks.at(-1)?.kind);
  const previous = rest.at(-1) ?? open.at(-1)?.token;
  return {
    blocks,
    brackets,
    statement: statement?.statement,
    set: pathsSet(before.slice(0, before.length - 2 * qualifier.length), behind),
    qualifier,
    expectsValue: previous !== undefined && OPENERS.has(previous.image) && statement !== undefined,
    item: statement?.behind.filter((token) => token.image === ',').length ?? 0,
    number:
      qualifier.length === 0 && previous?.tokenType.name === 'NUMBER' && sameLine(text, previous, start)
        ? previous
        : undefined,
    previous,
    start,
    end,
  };
}

/** An opening bracket, and the tokens before it at its own level. */
interface Opened {
  readonly token: IToken;
  readonly before: IToken[];
}

const CLOSING: Readonly<Record<string, string>> = { '}': '{', ')': '(', ']': '[' };

/**
 * Brackets that are not closed. `flat` are the tokens at the innermost level, without those inside closed brackets. A
 * brace also closes brackets that were left open.
 */
function openBrackets(tokens: readonly IToken[]): { open: Opened[]; flat: IToken[] } {
  const open: Opened[] = [];
  let flat: IToken[] = [];
  for (const token of tokens) {
    const opener = CLOSING[token.image];
    if (token.image === '{' || token.image === '(' || token.image === '[') {
      open.push({ token, before: flat });
      flat = [];
    } else if (opener) {
      if (!open.some((bracket) => bracket.token.image === opener)) continue;
      for (let last = open.pop(); last; last = open.pop()) {
        flat = [...last.before, token];
        if (last.token.image === opener) break;
      }
    } else flat.push(token);
  }
  return { open, flat };
}

/** Tokens directly inside an open brace. */
function flatWithin(brace: Opened, open: readonly Opened[], flat: IToken[]): IToken[] {
  const next = open[open.indexOf(brace) + 1];
  return next ? next.before : flat;
}

const WORD = /^[A-Za-z_]\w*$/;

/** `a.b.` at the end of the tokens, and the tokens before it. */
function splitQualifier(tokens: readonly IToken[]): { qualifier: string[]; rest: IToken[] } {
  const qualifier: string[] = [];
  let index = tokens.length;
  while (index >= 2 && tokens[index - 1].image === '.' && WORD.test(tokens[index - 2].image)) {
    qualifier.unshift(tokens[index - 2].image);
    index -= 2;
  }
  return { qualifier, rest: tokens.slice(0, index) };
}

function sameLine(text: string, token: IToken, offset: number): boolean {
  return /^[ \t]*$/.test(text.slice(token.startOffset + token.image.length, offset));
}

function shifted(tokens: readonly IToken[], by: number): IToken[] {
  return by === 0 ? [...tokens] : tokens.map((token) => ({ ...token, startOffset: token.startOffset + by }));
}

function isBalanced(...parts: readonly (readonly IToken[])[]): boolean {
  let depth = 0;
  for (const { image } of parts.flat()) depth += image === '{' ? 1 : image === '}' ? -1 : 0;
  return depth === 0;
}

/** The declaration with a placeholder token at the place, whose indentation says which block it belongs to. */
function textWithWord(text: string, around: { start: number; end: number; at: number; to: number }): string {
  const { start, end, at, to } = around;
  const before = text.slice(start, at);
  const word = /(?:^|\n)[ \t]*$/.test(before) ? 'x: 0' : at === to ? 'x' : text.slice(at, to);
  return before + word + text.slice(to, end);
}

/** The tokens before a place, with missing braces inserted. */
function withBraces(tokens: readonly IToken[], braces: readonly Edit[], from: number, to: number): IToken[] {
  const absent = braces.flatMap(({ start, newText }): IToken[] => {
    const offset = from + start;
    return offset > to ? [] : [...newText.replaceAll(/\s/g, '')].map((image) => brace(image, offset));
  });
  const merged = [...tokens];
  for (const token of absent) {
    const index = merged.findIndex(({ startOffset }) => startOffset >= token.startOffset);
    merged.splice(index < 0 ? merged.length : index, 0, token);
  }
  return merged;
}

function brace(image: string, startOffset: number): IToken {
  return { image, startOffset, endOffset: startOffset, tokenTypeIdx: 0, tokenType: { name: image } };
}
