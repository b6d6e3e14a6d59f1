import type { IToken } from 'chevrotain';
import { didYouMean, nearest } from '../../names/nearest.js';
import { describeRedundant } from '../parser-error-messages.js';
import { openBraces } from './braces.js';
import { type Maker, WORD } from './failure.js';
import { type Candidate, declarationWords, isFirstOnLine, removal, startsLine, textOf } from './repair.js';
import { cutShort, notFinished } from './statements.js';

/** A word on a line of its own that begins a statement. */
export const unfinishedWord: Maker = ({ tokens, at, from }) => {
  const last = tokens[at - 1];
  const next = tokens[at];
  if (at <= from || (next && !startsLine(last, next))) return unfinishedAtFault(tokens, from, at);
  let first = at - 1;
  while (
    first > from &&
    !isFirstOnLine(tokens, first) &&
    (WORD.test(tokens[first].image) || tokens[first].image === '.')
  )
    first--;
  const words = tokens.slice(first, at);
  const isBehindBrace = ['{', '}'].includes(tokens[first].image);
  const kept = isBehindBrace ? words.slice(1) : words;
  if (kept.length === 0 || !kept.every(({ image }) => WORD.test(image) || image === '.'))
    return unfinishedAtFault(tokens, from, at);
  return [removal(tokens, at - kept.length, kept.length, notFinished(kept, textOf(kept)))];
};

/**
 * As `unfinishedWord`, if the word itself is the error: at the top level, and in blocks that allow several kinds of
 * statements.
 */
function unfinishedAtFault(tokens: readonly IToken[], from: number, at: number): Candidate[] {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (!token || !WORD.test(token.image) || !isFirstOnLine(tokens, at) || (next && !startsLine(token, next))) return [];
  if (openBraces(tokens, from, at).length > 0) return [removal(tokens, at, 1, notFinished([token], token.image))];
  const meant = didYouMean(nearest(token.image, declarationWords()));
  return [removal(tokens, at, 1, `${describeRedundant(token)}${meant}`)];
}

/** `scenario` alone in a block: a property being typed, although the word may begin a declaration. */
export const unfinishedWordOfDeclaration: Maker = ({ tokens, at, from }) => {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (!token || !declarationWords().includes(token.tokenType.name)) return [];
  const isAlone = next?.image === '}' || (next !== undefined && startsLine(token, next));
  if (!isAlone || openBraces(tokens, from, at).length === 0) return [];
  return [removal(tokens, at, 1, notFinished([token], token.image))];
};

/** A statement cut off by the brace of its block. */
export const unfinishedStatement: Maker = ({ tokens, at, from, expected }) => {
  const first = cutShort(tokens, from, at);
  // If only a colon can follow, the parser's own message is clear enough.
  if (first === undefined || expected?.name === ':') return [];
  const statement = tokens.slice(first, at);
  return [removal(tokens, first, statement.length, notFinished(statement, textOf(statement)))];
};
