import type { ILexingError, IToken } from 'chevrotain';
import { DefaultLexer, type LexerResult, type TokenizeOptions } from 'langium';
import { withForeignOperators } from './foreign-operators.js';
import { withDecimalPoints, withHashComments } from './habits.js';
import { withWholeWords } from './whole-words.js';

/**
 * Brackets and signs may be nested this deep. The parser takes about fifty calls a level, and as many again to say what
 * it expected there: less than half of what the stack of Node holds (984 kB) is in use at this depth.
 */
export const DEEPEST_NESTING = 16;

/** Longer texts are not read at all, characters. People write them; 2 MB are about 40,000 lines. */
export const LARGEST_TEXT = 2_000_000;

/** One expression may have this many operators. */
export const MAX_OPERATORS = 500;

/** What the lexer says of a text that goes beyond these bounds, or that it cannot read on. */
export const TOO_DEEP = `Brackets and signs are nested more than ${DEEPEST_NESTING} deep here.`;
export const TOO_LARGE = `This text is too large: scenario files of up to ${LARGEST_TEXT / 1e6} MB are read.`;
export const UNCLOSED_COMMENT = 'This comment has no closing `*/`.';
export const TOO_LONG = `This expression has more than ${MAX_OPERATORS} operators.`;

/** Faults behind which a text is not read on: nothing is missing there. */
export const CUTS: ReadonlySet<string> = new Set([TOO_DEEP, TOO_LARGE, UNCLOSED_COMMENT, TOO_LONG]);

const OPENERS = new Set(['(', '[', '{']);
const CLOSERS = new Set([')', ']', '}']);
const OPERATORS = new Set(['+', '-', '*', '/', '<', '>', '<=', '>=', '==', '!=', 'and', 'or', 'not', 'clamped']);
/** Signs that stand before what they belong to, one before the other; the parser goes down a level for each. */
const PREFIXES = new Set(['-', 'not']);
/** Tokens behind which another expression begins. */
const ENDS = new Set(['{', '}', ',', '=', 'KEY', 'expect', 'when']);

/**
 * The parser and all that walks its trees go as deep as the text does, and the stack of the machine has an end. Nobody
 * writes such texts by hand; what goes beyond the bounds is left out and reported.
 */
export class TwinLexer extends DefaultLexer {
  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    if (text.length > LARGEST_TEXT) return { tokens: [], hidden: [], errors: [tooLarge(text)] };
    const words = withWholeWords(super.tokenize(text, options), text, this.tokenTypes);
    const lexed = { ...words, ...withDecimalPoints(withHashComments(text, words)) };
    const result = { ...lexed, ...withForeignOperators(text, lexed, this.definition) };
    const beyond = firstBeyond(result.tokens);
    const open = unclosedComment(result.hidden);
    if (!beyond) return open ? { ...result, errors: [...result.errors, open] } : result;
    const { token, index, message } = beyond;
    const error = errorAt(token, token.image.length, message);
    return { ...result, tokens: result.tokens.slice(0, index), errors: [...result.errors, error] };
  }
}

function tooLarge(text: string): ILexingError {
  const end = text.search(/[\r\n]/);
  return { offset: 0, line: 1, column: 1, length: Math.min(end < 0 ? text.length : end, 100), message: TOO_LARGE };
}

/** A comment without an end reaches to the end of the text; only the last one can. */
function unclosedComment(hidden: readonly IToken[]): ILexingError | undefined {
  const last = hidden.at(-1);
  if (last?.tokenType.name !== 'ML_COMMENT') return undefined;
  const isClosed = last.image.length >= 4 && last.image.endsWith('*/');
  return isClosed ? undefined : errorAt(last, 2, UNCLOSED_COMMENT);
}

function errorAt(
  { startOffset: offset, startLine: line, startColumn: column }: IToken,
  length: number,
  message: string,
) {
  return { offset, line, column, length, message };
}

function firstBeyond(tokens: readonly IToken[]): { token: IToken; index: number; message: string } | undefined {
  let operators = 0;
  let prefixes = 0;
  /** Of each open bracket: how many signs stood before it. */
  const brackets: number[] = [];
  for (const [index, token] of tokens.entries()) {
    const { name } = token.tokenType;
    if (OPENERS.has(name)) brackets.push(prefixes);
    else if (CLOSERS.has(name)) brackets.pop();
    if (PREFIXES.has(name)) prefixes++;
    else if (!OPENERS.has(name)) prefixes = brackets.at(-1) ?? 0;
    if (OPERATORS.has(name)) operators++;
    if (ENDS.has(name)) operators = 0;
    if (brackets.length + prefixes > DEEPEST_NESTING) return { token, index, message: TOO_DEEP };
    if (operators > MAX_OPERATORS) return { token, index, message: TOO_LONG };
  }
  return undefined;
}
