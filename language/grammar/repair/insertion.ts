import type { IToken } from 'chevrotain';
import { type Candidate, endOf, insertedToken, startsLine, type TokenTypes } from './repair.js';

/** A missing token, put in behind the token before it. */
export function insertion(name: string, tokens: readonly IToken[], at: number, types: TokenTypes): Candidate {
  const behind = tokens[at - 1];
  const next = tokens[at];
  const isHere = next !== undefined && !startsLine(behind, next);
  const end = endOf(behind);
  const marked = name === '{' || !isHere ? textBefore(tokens, at) : textFrom(tokens, at);
  const after = `after \`${textBefore(tokens, at).text}\``;
  const found = isHere ? `, but found \`${textFrom(tokens, at).text}\`` : '';
  return {
    at,
    remove: 0,
    insert: [insertedToken(types[name], behind)],
    repair: {
      code: name === '{' ? 'syntax/missing-brace' : 'syntax/unexpected',
      message: name === '{' ? `A \`{\` is missing ${after}.` : `Expected \`${name}\` ${after}${found}.`,
      offset: marked.offset,
      length: marked.text.length,
      title: { verb: 'insert', text: name },
      edits: [{ start: end, end, newText: insertedText(name, isHere && next.startOffset > end, isHere) }],
    },
  };
}

/** A token as a reader sees it: a number includes its unit. */
function textBefore(tokens: readonly IToken[], at: number): { text: string; offset: number } {
  const token = tokens[at - 1];
  const number = tokens[at - 2];
  const isUnit = token.tokenType.name === 'UNIT' && number !== undefined && endOf(number) === token.startOffset;
  return isUnit
    ? { text: number.image + token.image, offset: number.startOffset }
    : { text: token.image, offset: token.startOffset };
}

function textFrom(tokens: readonly IToken[], at: number): { text: string; offset: number } {
  const unit = tokens[at + 1];
  const isUnit = unit?.tokenType.name === 'UNIT' && endOf(tokens[at]) === unit.startOffset;
  return { text: tokens[at].image + (isUnit ? unit.image : ''), offset: tokens[at].startOffset };
}

function insertedText(name: string, hasBlank: boolean, isHere: boolean): string {
  const gap = hasBlank || !isHere ? '' : ' ';
  if (name === ':' || name === ',') return `${name}${gap}`;
  return name === ')' || name === ']' ? name : ` ${name}${gap}`;
}
