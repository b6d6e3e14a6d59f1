import type { IToken } from 'chevrotain';
import type { Maker } from './failure.js';
import { endOf, lineEndsBefore, marking, type Repair } from './repair.js';

/**
 * A comma before another property or at the end: `nodes: 4,`. Lists do not end with a comma, and properties are not
 * separated by commas. The first words of the next line may have been read as another value.
 */
export const superfluousComma: Maker = ({ tokens, at, from }) =>
  commasBefore(tokens, from, at).map((place) => {
    const next = tokens[place + 1];
    const isList = next?.image === ')' || next?.image === ']';
    return { at: place, remove: 1, insert: [], repair: withoutComma(tokens[place], isList) };
  });

/** @param isList whether a bracket follows the comma */
export function withoutComma(comma: IToken, isList = false): Repair {
  const message = isList
    ? 'A list must not end with a comma.'
    : 'Unexpected comma: properties are not separated by commas.';
  const edits = [{ start: comma.startOffset, end: endOf(comma), newText: '' }];
  return marking(comma, message, { verb: 'remove', text: ',' }, edits);
}

/** The comma right before a token, or those that end the lines above it, nearest first. */
function commasBefore(tokens: readonly IToken[], from: number, at: number): number[] {
  if (tokens[at - 1]?.image === ',') return [at - 1];
  return lineEndsBefore(tokens, from, at).filter((index) => tokens[index].image === ',');
}
