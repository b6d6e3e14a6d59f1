import type { IToken } from 'chevrotain';
import { DefaultLexer, type LexerResult, type TokenizeOptions } from 'langium';
import { withForeignOperators } from './foreign-operators.js';
import { withWholeWords } from './whole-words.js';

/** Brackets may be nested this deep. */
export const DEEPEST_NESTING = 30;

/** One expression may have this many operators. */
export const MOST_OPERATORS = 500;

/** What the lexer says of a text that goes beyond these bounds, or that it cannot read on. */
export const TOO_DEEP = `Brackets are nested more than ${DEEPEST_NESTING} deep here.`;
export const UNCLOSED_COMMENT = 'This comment has no closing `*/`.';
export const TOO_LONG = `This expression has more than ${MOST_OPERATORS} operators.`;

const OPENERS = new Set(['(', '[', '{']);
const CLOSERS = new Set([')', ']', '}']);
const OPERATORS = new Set(['+', '-', '*', '/', '<', '>', '<=', '>=', '==', '!=', 'and', 'or', 'not', 'clamped']);
/** Tokens behind which another expression begins. */
const ENDS = new Set(['{', '}', ',', '=', 'KEY', 'expect', 'when']);

/**
 * The parser and all that walks its trees go as deep as the text does, and the stack of the machine has an end. Nobody
 * writes such texts by hand; what goes beyond the bounds is left out and reported.
 */
export class TwinLexer extends DefaultLexer {
  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    const lexed = withWholeWords(super.tokenize(text, options), text, this.tokenTypes);
    const result = { ...lexed, ...withForeignOperators(text, lexed, this.definition) };
    const beyond = firstBeyond(result.tokens);
    if (!beyond) return result;
    const { token, index, message } = beyond;
    const error = {
      offset: token.startOffset,
      line: token.startLine,
      column: token.startColumn,
      length: token.image.length,
      message,
    };
    return { ...result, tokens: result.tokens.slice(0, index), errors: [...result.errors, error] };
  }
}

function firstBeyond(tokens: readonly IToken[]): { token: IToken; index: number; message: string } | undefined {
  let depth = 0;
  let operators = 0;
  for (const [index, token] of tokens.entries()) {
    const { name } = token.tokenType;
    const next = tokens[index + 1];
    // Two operators side by side, which nothing else could mean.
    if (name === '/' && next?.image === '*' && next.startOffset === token.startOffset + 1)
      return { token, index, message: UNCLOSED_COMMENT };
    if (OPENERS.has(name)) depth++;
    else if (CLOSERS.has(name)) depth = Math.max(0, depth - 1);
    else if (OPERATORS.has(name)) operators++;
    if (ENDS.has(name)) operators = 0;
    if (depth > DEEPEST_NESTING) return { token, index, message: TOO_DEEP };
    if (operators > MOST_OPERATORS) return { token, index, message: TOO_LONG };
  }
  return undefined;
}
