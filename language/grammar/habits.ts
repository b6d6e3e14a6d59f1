import type { ILexingError, IToken, TokenType } from 'chevrotain';
import { withoutValue } from './repair/absences.js';
import { withoutComma } from './repair/commas.js';
import { endOf, ignoredToken, insertedToken, isFirstOnLine, type Repair, startsLine } from './repair/repair.js';

/** A syntax error, with its fix. */
export interface RepairedFault extends ILexingError {
  readonly repair: Repair;
}

export function isRepaired(error: ILexingError): error is RepairedFault {
  return 'repair' in error;
}

interface Lexed {
  readonly tokens: IToken[];
  readonly errors: ILexingError[];
}

/** Reads comments that begin with `#`, as in other languages: one error each, and their content is skipped. */
export function withHashComments(text: string, { tokens, errors }: Lexed): Lexed {
  const marks = errors.filter(({ offset }) => text[offset] === '#');
  if (marks.length === 0) return { tokens, errors };
  const comments: { start: number; end: number; fault: RepairedFault }[] = [];
  for (const mark of marks) {
    if (mark.offset < (comments.at(-1)?.end ?? 0)) continue;
    const end = text.slice(mark.offset).search(/[\r\n]/);
    const hashes = /^#+/.exec(text.slice(mark.offset))?.[0] ?? '#';
    comments.push({
      start: mark.offset,
      end: end < 0 ? text.length : mark.offset + end,
      fault: {
        ...mark,
        length: hashes.length,
        repair: {
          code: 'syntax/unknown-character',
          message: `Unexpected \`${hashes}\`; comments begin with \`//\`.`,
          offset: mark.offset,
          length: hashes.length,
          title: { verb: 'change', text: '//' },
          edits: [{ start: mark.offset, end: mark.offset + hashes.length, newText: '//' }],
        },
      },
    });
  }
  const isRead = (offset: number) => !comments.some(({ start, end }) => offset >= start && offset < end);
  return {
    tokens: tokens.filter(({ startOffset }) => isRead(startOffset)),
    errors: [...errors.filter(({ offset }) => isRead(offset)), ...comments.map(({ fault }) => fault)],
  };
}

/**
 * Reads a number with a decimal comma, `1,5MB`, as a decimal number. A list, by contrast, has a space after its commas,
 * or a unit at each number.
 */
export function withDecimalPoints({ tokens, errors }: Lexed): Lexed {
  const read: IToken[] = [];
  const faults: RepairedFault[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const whole = tokens[index];
    if (!isDecimal(tokens, index)) {
      read.push(whole);
      continue;
    }
    const fraction = tokens[index + 2];
    const written = `${whole.image},${fraction.image}`;
    const meant = `${whole.image}.${fraction.image}`;
    read.push({ ...whole, image: meant, endOffset: fraction.endOffset, endColumn: fraction.endColumn });
    faults.push({
      offset: whole.startOffset,
      length: written.length,
      line: whole.startLine,
      column: whole.startColumn,
      message: written,
      repair: {
        code: 'syntax/unexpected',
        message: `Numbers have a decimal point: \`${meant}\`, not \`${written}\`.`,
        offset: whole.startOffset,
        length: written.length,
        title: { verb: 'change', text: meant },
        edits: [{ start: whole.startOffset, end: whole.startOffset + written.length, newText: meant }],
      },
    });
    index += 2;
  }
  return faults.length > 0 ? { tokens: read, errors: [...errors, ...faults] } : { tokens, errors };
}

/** Tokens after which a number must be a single value. */
const BEFORE_NUMBERS: ReadonlySet<string> = new Set([':', '=', '(', '[', ',', '<', '>', '<=', '>=', '==', '!=', 'for']);

function isDecimal(tokens: readonly IToken[], index: number): boolean {
  const [whole, comma, fraction, unit] = tokens.slice(index, index + 4);
  if (whole?.tokenType.name !== 'NUMBER' || comma?.image !== ',' || fraction?.tokenType.name !== 'NUMBER') return false;
  if (!/^\d+$/.test(whole.image) || !/^\d+(?:[eE][-+]?\d+)?$/.test(fraction.image)) return false;
  if (!touches(whole, comma) || !touches(comma, fraction)) return false;
  // `nodes: 3,4`: no property takes a list of bare numbers.
  const isValue = tokens[index - 1]?.image === ':' && tokens[index - 2]?.tokenType.name === 'KEY';
  // `mixture(0,8: …)`: every weight has a distribution. In `smallWorld(8, 0,1)` the other comma is followed by a space.
  const isWeight = unit?.image === ':';
  const before = tokens[index - 1];
  const isLastArgument = unit?.image === ')' && before?.image === ',' && !touches(before, whole);
  if (unit?.tokenType.name !== 'UNIT') return (isValue && unit?.image !== ',') || isWeight || isLastArgument;
  // In `max(2 * x,4MB)` the comma separates two arguments.
  return touches(fraction, unit) && BEFORE_NUMBERS.has(tokens[index - 1]?.image ?? '');
}

/**
 * A path that ends with a dot at the end of its line, `primary.`, while it is being typed. The next line does not
 * belong to it. A property that consists only of such a path is ignored; in an expression a name is assumed after the
 * dot.
 */
export function withUnfinishedPaths({ tokens, errors }: Lexed, name: TokenType): Lexed {
  const read: IToken[] = [];
  const faults: RepairedFault[] = [];
  tokens.forEach((token, index) => {
    read.push(token);
    const next = tokens[index + 1];
    if (token.image !== '.' || (next && !startsLine(token, next))) return;
    const first = firstOfPath(tokens, index);
    const path = tokens.slice(first, index + 1);
    const written = path.map(({ image }) => image).join('');
    if (isFirstOnLine(tokens, first)) read.splice(read.length - path.length, path.length);
    else read.push(ignoredToken(insertedToken(name, token)));
    const start = path[0].startOffset;
    const end = endOf(token);
    faults.push({
      offset: start,
      length: end - start,
      line: path[0].startLine,
      column: path[0].startColumn,
      message: written,
      repair: {
        code: 'syntax/unexpected',
        message: `\`${written}\` is incomplete: expected a name after the dot.`,
        offset: start,
        length: end - start,
        title: { verb: 'remove', text: written },
        edits: [{ start, end, newText: '' }],
      },
    });
  });
  return faults.length > 0 ? { tokens: read, errors: [...errors, ...faults] } : { tokens, errors };
}

/**
 * What stands before `simulate unseen { … }` in a policy that learns, and lacks its value or has a comma too many. The
 * parser would read `simulate` as a value and `unseen` as a property.
 */
export function withUnseenApart({ tokens, errors }: Lexed, name: TokenType): Lexed {
  const read: IToken[] = [];
  const faults: RepairedFault[] = [];
  tokens.forEach((token, index) => {
    const isApart =
      tokens[index + 1]?.image === 'simulate' && /[,:]/.test(token.image) && beginsUnseen(tokens, index + 1);
    if (!isApart || token.image === ':') read.push(token);
    if (!isApart) return;
    if (token.image === ':') read.push(ignoredToken(insertedToken(name, token)));
    const { startOffset: offset, startLine: line, startColumn: column, image } = token;
    const repair = image === ',' ? withoutComma(token) : withoutValue(token, '`simulate`');
    faults.push({ offset, length: image.length, line, column, message: image, repair });
  });
  return faults.length > 0 ? { tokens: read, errors: [...errors, ...faults] } : { tokens, errors };
}

function beginsUnseen(tokens: readonly IToken[], index: number): boolean {
  const [simulate, what, brace] = tokens.slice(index, index + 3);
  if (simulate?.image !== 'simulate' || !what || brace?.image !== '{' || startsLine(simulate, what)) return false;
  return what.image === 'unseen' || (WORD.test(what.image) && isFirstOnLine(tokens, index));
}

const WORD = /^[A-Za-z_]\w*$/;

function firstOfPath(tokens: readonly IToken[], dot: number): number {
  let first = dot;
  while (first >= 1 && tokens[first].image === '.' && WORD.test(tokens[first - 1].image)) {
    first -= 1;
    if (tokens[first - 1]?.image === '.') first -= 1;
  }
  return first;
}

function touches(token: IToken, next: IToken): boolean {
  return token.startOffset + token.image.length === next.startOffset;
}
