import type { ILexingError, IToken, TokenTypeDictionary } from 'chevrotain';
import type { LexerResult } from 'langium';

/** The lexer's message about a word with letters that are not allowed in names. */
export const NOT_A_NAME = 'This word has letters that names may not have.';

const FOREIGN_LETTER = /[\p{L}\p{M}]/u;
const WORD_CHARACTER = /[\w\p{L}\p{M}\p{N}]/u;
const WORD = /[\w\p{L}\p{M}\p{N}]+/uy;
const BEFORE_COLON = /\s*(?:\.\s*[A-Za-z_]\w*\s*){0,7}:/y;

/**
 * Turns a word such as `Zürich` into one name with one error, reported at its first occurrence, instead of fragments
 * that the parser cannot handle.
 */
export function withWholeWords(result: LexerResult, text: string, types: TokenTypeDictionary): LexerResult {
  if (!result.errors.some((error) => isForeign(error, text))) return result;
  const errors: ILexingError[] = [];
  const words: IToken[] = [];
  const told = new Set<string>();
  for (const error of result.errors) {
    const last = words.at(-1);
    const end = last ? last.startOffset + last.image.length : 0;
    if (error.offset < end) continue;
    const word = isForeign(error, text) ? wordAround(error, end, text, types) : undefined;
    if (!word) errors.push(error);
    else {
      words.push(word);
      if (!told.has(word.image)) errors.push(asFault(word));
      told.add(word.image);
    }
  }
  return { ...result, errors, tokens: withWords(result.tokens, words) };
}

function isForeign({ offset, length }: ILexingError, text: string): boolean {
  return FOREIGN_LETTER.test(text.slice(offset, offset + length));
}

/** The word around a letter that the lexer did not know; undefined if it begins with a digit. */
function wordAround(error: ILexingError, from: number, text: string, types: TokenTypeDictionary): IToken | undefined {
  let start = error.offset;
  while (start > from && WORD_CHARACTER.test(text[start - 1])) start--;
  WORD.lastIndex = start;
  const image = WORD.exec(text)?.[0];
  if (image === undefined || /^\d/.test(image)) return undefined;
  BEFORE_COLON.lastIndex = start + image.length;
  const tokenType = BEFORE_COLON.test(text) ? types.KEY : types.ID;
  const column = (error.column ?? 1) - (error.offset - start);
  return {
    image,
    startOffset: start,
    endOffset: start + image.length - 1,
    startLine: error.line,
    endLine: error.line,
    startColumn: column,
    endColumn: column + image.length - 1,
    tokenType,
    tokenTypeIdx: tokenType.tokenTypeIdx ?? 0,
  };
}

function asFault({ image, startOffset, startLine, startColumn }: IToken): ILexingError {
  return { offset: startOffset, line: startLine, column: startColumn, length: image.length, message: NOT_A_NAME };
}

/** The tokens with those words in place of their fragments. */
function withWords(tokens: readonly IToken[], words: readonly IToken[]): IToken[] {
  const merged: IToken[] = [];
  let next = 0;
  for (const token of tokens) {
    while (next < words.length && words[next].startOffset <= token.startOffset) merged.push(words[next++]);
    const last = words[next - 1];
    if (!last || token.startOffset >= last.startOffset + last.image.length) merged.push(token);
  }
  return [...merged, ...words.slice(next)];
}
