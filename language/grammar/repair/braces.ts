import type { IToken } from 'chevrotain';
import {
  beginsDeclaration,
  type Candidate,
  endOf,
  insertedToken,
  isFirstOnLine,
  startsLine,
  type TokenTypes,
} from './repair.js';

/** An opening brace, and the indentation of its line. */
interface Opened {
  readonly index: number;
  readonly column: number;
  readonly line: number;
}

/** Opening braces between two tokens that are not closed there, outermost first. */
export function openBraces(tokens: readonly IToken[], from: number, to: number): Opened[] {
  const open: Opened[] = [];
  let column = 1;
  for (let index = from; index < to; index++) {
    const token = tokens[index];
    if (isFirstOnLine(tokens, index)) column = token.startColumn ?? 1;
    if (token.tokenType.name === '{') open.push({ index, column, line: token.startLine ?? 0 });
    else if (token.tokenType.name === '}') open.pop();
  }
  return open;
}

/**
 * Where a closing brace that the parser expects at `to` was forgotten: before the first line that is not indented
 * deeper than its block, else at `to`.
 */
export function missingClosing(tokens: readonly IToken[], from: number, to: number, types: TokenTypes): Candidate[] {
  const open = openBraces(tokens, from, to);
  if (open.length === 0) return [];
  const outdented = firstOutdented(tokens, from, to);
  const places =
    outdented && outdented.index < to ? [outdented, { index: to, block: open[open.length - 1].index }] : [];
  if (places.length === 0) places.push({ index: to, block: open[open.length - 1].index });
  return places.map(({ index, block }) => closingBefore(tokens, index, block, types));
}

/** The first line that is not indented deeper than the line that opens its block, and does not close that block. */
function firstOutdented(
  tokens: readonly IToken[],
  from: number,
  to: number,
): { index: number; block: number } | undefined {
  const open: Opened[] = [];
  let column = 1;
  for (let index = from; index < to; index++) {
    const token = tokens[index];
    const { name } = token.tokenType;
    const inner = open.at(-1);
    if (isFirstOnLine(tokens, index)) {
      column = token.startColumn ?? 1;
      const deeper = inner === undefined || column > inner.column;
      if (inner && !deeper && name !== '}' && name !== '{') return { index, block: inner.index };
      // A closing brace that is indented less than the block it would close.
      if (inner && name === '}' && column < inner.column && open.length > 1) return { index, block: inner.index };
    }
    if (name === '{') open.push({ index, column, line: token.startLine ?? 0 });
    else if (name === '}') open.pop();
  }
  return undefined;
}

function closingBefore(tokens: readonly IToken[], index: number, block: number, types: TokenTypes): Candidate {
  const behind = tokens[index - 1];
  const next = tokens[index];
  const opener = tokens[block];
  const name = nameBefore(tokens, block);
  const where = next ? `before \`${shown(tokens, index)}\`` : 'at the end';
  const stillOpen = name ? `the block of \`${name}\` is still open` : 'a block is still open';
  const oneLine = opener.startLine === behind.endLine && !startsLine(opener, behind);
  const indentation = ' '.repeat(columnOfLine(tokens, block) - 1);
  return {
    at: index,
    remove: 0,
    insert: [insertedToken(types['}'], behind)],
    repair: {
      code: 'syntax/missing-brace',
      message: `A \`}\` is missing ${where}: ${stillOpen}.`,
      offset: next ? next.startOffset : endOf(behind),
      length: next ? next.image.length : 0,
      title: { verb: 'insert', text: '}' },
      edits: [{ start: endOf(behind), end: endOf(behind), newText: oneLine ? ' }' : `\n${indentation}}` }],
    },
  };
}

function shown(tokens: readonly IToken[], index: number): string {
  const named = tokens[index + 1];
  return beginsDeclaration(tokens, index) && named && /^\w+$/.test(named.image)
    ? `${tokens[index].image} ${named.image}`
    : tokens[index].image;
}

/** The words before an opening brace: `primary`, `scenario S`. */
function nameBefore(tokens: readonly IToken[], brace: number): string {
  let first = brace;
  while (first > 0 && !isFirstOnLine(tokens, first)) first--;
  const words = tokens.slice(first, brace).filter(({ image }) => /^\w+$/.test(image));
  const isDeclared = words.length > 1 && words[0].tokenType.name === words[0].image;
  return isDeclared ? `${words[0].image} ${words[1].image}` : (words.at(-1)?.image ?? '');
}

function columnOfLine(tokens: readonly IToken[], index: number): number {
  let first = index;
  while (first > 0 && !isFirstOnLine(tokens, first)) first--;
  return tokens[first].startColumn ?? 1;
}
