import type { ILexingError, IToken } from 'chevrotain';
import { DefaultLexer, type LexerResult, type TokenizeOptions } from 'langium';
import { withForeignOperators } from './foreign-operators.js';
import { withDecimalPoints, withHashComments } from './habits.js';
import { withWholeWords } from './whole-words.js';

/**
 * Maximum nesting of brackets and signs. The parser uses about fifty calls per level, and as many again to report what
 * it expected there. At this depth less than half of Node's stack (984 kB) is in use.
 */
export const DEEPEST_NESTING = 16;

/** Longer texts are refused, in characters. Texts are written by people; 2 MB are about 40,000 lines. */
export const LARGEST_TEXT = 2_000_000;

/** Maximum number of operators in one expression. */
export const MAX_OPERATORS = 500;

/** The lexer's messages about a text that exceeds these bounds, or that it cannot continue to read. */
export const TOO_DEEP = `Brackets and signs are nested more than ${DEEPEST_NESTING} deep here.`;
export const TOO_LARGE = `This text is too large: scenario files may have up to ${LARGEST_TEXT / 1e6} MB.`;
export const UNCLOSED_COMMENT = 'This comment has no closing `*/`.';
export const TOO_LONG = `This expression has more than ${MAX_OPERATORS} operators.`;

/** Errors after which reading stops; nothing is reported as missing there. */
export const FATAL_LEXING_ERRORS: ReadonlySet<string> = new Set([TOO_DEEP, TOO_LARGE, UNCLOSED_COMMENT, TOO_LONG]);

const OPENERS = new Set(['(', '[', '{']);
const CLOSERS = new Set([')', ']', '}']);
const OPERATORS = new Set(['+', '-', '*', '/', '<', '>', '<=', '>=', '==', '!=', 'and', 'or', 'not', 'clamped']);
/** Prefix signs, which may be stacked; the parser descends one level for each. */
const PREFIXES = new Set(['-', 'not']);
/** Tokens after which another expression begins. */
const ENDS = new Set(['{', '}', ',', '=', 'KEY', 'expect', 'when']);

/**
 * The parser and everything that walks its trees recurse as deep as the text is nested, and the stack is finite. Nobody
 * writes such texts by hand; whatever exceeds the bounds is skipped and reported.
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

/** An unclosed comment extends to the end of the text, so only the last one can be unclosed. */
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
  /** For each open bracket, the number of signs before it. */
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
