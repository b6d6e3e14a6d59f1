import type { IToken } from 'chevrotain';
import type { Maker } from './failure.js';
import { endOf, isFirstOnLine, marking } from './repair.js';

/**
 * A comma before another property or at the end: `nodes: 4,`. Lists do not end with a comma, and properties are not
 * separated by commas. The first words of the next line may have been read as another value.
 */
export const superfluousComma: Maker = ({ tokens, at, from }) =>
  commasBefore(tokens, from, at).map((place) => {
    const comma = tokens[place];
    const next = tokens[place + 1];
    const isList = next?.image === ')' || next?.image === ']';
    const message = isList
      ? 'A list must not end with a comma.'
      : 'Unexpected comma: properties are not separated by commas.';
    const edits = [{ start: comma.startOffset, end: endOf(comma), newText: '' }];
    return { at: place, remove: 1, insert: [], repair: marking(comma, message, { verb: 'remove', text: ',' }, edits) };
  });

/** Maximum number of lines that may have been read as values after a comma. */
const LINES_AFTER_COMMA = 2;

/** The comma right before a token, or those that end the lines above it, nearest first. */
function commasBefore(tokens: readonly IToken[], from: number, at: number): number[] {
  if (tokens[at - 1]?.image === ',') return [at - 1];
  const found: number[] = [];
  for (let index = Math.min(at, tokens.length - 1), lines = 0; index > from && lines < LINES_AFTER_COMMA; index--) {
    if (!isFirstOnLine(tokens, index)) continue;
    lines++;
    if (tokens[index - 1].image === ',') found.push(index - 1);
  }
  return found;
}
