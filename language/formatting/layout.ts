import type { Item, Landmarks } from './items.js';

/** One step of indentation. */
export const INDENT = '    ';

const OPENERS = new Set(['{', '(', '[']);
const CLOSERS = new Set(['}', ')', ']']);
const PAIRS: Readonly<Record<string, string>> = { '}': '{', ')': '(', ']': '[' };
const OPERATORS = new Set(['+', '-', '*', '/', '<', '>', '<=', '>=', '==', '!=', '|']);
/** Tokens that never begin a line. */
const BEHIND = new Set([':', ',', '.']);

/** An open bracket: how deep it lies, and whether it is a block that spans lines. */
interface Open {
  readonly bracket: string;
  readonly tall: boolean;
}

/**
 * Writes items with canonical white space. The author's line breaks stay, with two exceptions: a block is either on one
 * line or has a line for each part, and declarations start on a new line. Wide gaps within a line stay, since they
 * align columns.
 */
export function layOut(items: readonly Item[], landmarks: Landmarks): string {
  const tall = tallBlocks(items);
  const open: Open[] = [];
  const written: string[] = [];
  let column = 0;
  items.forEach((item, index) => {
    const previous = items[index - 1];
    const isCloser = item.kind === 'token' && CLOSERS.has(item.type);
    const closed = isCloser && open.at(-1)?.bracket === PAIRS[item.type] ? open.pop() : undefined;
    const breaks = previous
      ? breaksBefore(previous, item, { landmarks, open, closed, tall, atTop: open.length === 0 })
      : 0;
    if (previous && breaks === 0) {
      const gap = ' '.repeat(gapBefore(previous, item, landmarks, inBrackets(open) || inBracket(closed)));
      written.push(gap);
      column += gap.length;
    } else {
      const goesOn = open.length > 0 && !isCloser && item.kind === 'token' && !landmarks.statements.has(item.offset);
      const continues = goesOn && !inBrackets(open) ? 1 : 0;
      const indentation = INDENT.repeat(open.length + continues);
      written.push('\n'.repeat(breaks) + indentation);
      column = indentation.length;
    }
    const text = writeItem(item, column);
    written.push(text);
    column = text.includes('\n') ? text.length - (text.lastIndexOf('\n') + 1) : column + text.length;
    if (item.kind === 'token' && OPENERS.has(item.type)) open.push({ bracket: item.type, tall: tall.has(item.offset) });
  });
  return written.length === 0 ? '' : `${written.join('')}\n`;
}

interface Surroundings {
  readonly landmarks: Landmarks;
  readonly open: readonly Open[];
  readonly closed: Open | undefined;
  readonly tall: ReadonlySet<number>;
  readonly atTop: boolean;
}

function breaksBefore(previous: Item, item: Item, { landmarks, closed, tall, atTop }: Surroundings): number {
  const afterOpener = previous.type === '{' && previous.kind === 'token';
  const trailing = item.kind !== 'token' && item.breaks === 0;
  const authors = Math.min(item.breaks, 2);
  if (previous.kind === 'lineComment') return closed ? 1 : Math.max(1, afterOpener ? 1 : authors);
  if (trailing) return 0;
  if (closed?.bracket === '{') return closed.tall ? 1 : 0;
  if (afterOpener) return tall.has(previous.offset) ? 1 : 0;
  if (atTop && (landmarks.declarations.has(item.offset) || (item.kind !== 'token' && item.breaks > 0)))
    return Math.max(1, authors);
  if (item.kind === 'token' && (BEHIND.has(item.type) || isCallBracket(item, landmarks))) return 0;
  return authors === 2 && closed ? 1 : authors;
}

function isCallBracket(item: Item, landmarks: Landmarks): boolean {
  return landmarks.calls.has(item.offset);
}

function inBrackets(open: readonly Open[]): boolean {
  return inBracket(open.at(-1));
}

function inBracket(open: Open | undefined): boolean {
  return open?.bracket === '(' || open?.bracket === '[';
}

/** Blocks in braces with a line break somewhere inside, by the offset of their brace. */
function tallBlocks(items: readonly Item[]): Set<number> {
  const tall = new Set<number>();
  const open: Item[] = [];
  for (const item of items) {
    if (item.breaks > 0 || (item.kind === 'blockComment' && item.text.includes('\n')))
      for (const brace of open) if (brace.type === '{') tall.add(brace.offset);
    if (item.kind === 'lineComment') for (const brace of open) if (brace.type === '{') tall.add(brace.offset);
    if (item.kind !== 'token') continue;
    if (OPENERS.has(item.type)) open.push(item);
    else if (CLOSERS.has(item.type)) open.pop();
  }
  return tall;
}

/** Spaces between two items on one line. */
function gapBefore(previous: Item, item: Item, landmarks: Landmarks, bracketed: boolean): number {
  const kept = Math.max(1, item.spaces);
  if (item.kind !== 'token' || previous.kind !== 'token') return kept;
  if (item.type === 'UNIT' || BEHIND.has(item.type) || isCallBracket(item, landmarks)) return 0;
  if (previous.type === '.' || previous.type === '(' || previous.type === '[') return 0;
  if (item.type === ')' || item.type === ']') return 0;
  if (landmarks.signs.has(previous.offset)) return 0;
  if (previous.type === ':' || previous.type === ',' || previous.type === '=') return 1;
  // Columns are aligned after names and values, never after a keyword.
  if (item.type !== '{' && previous.type === previous.text && /^\w/.test(previous.text)) return 1;
  if (OPERATORS.has(item.type) || OPERATORS.has(previous.type) || bracketed) return 1;
  return kept;
}

/** The item itself; further lines of a comment move with its first. */
function writeItem(item: Item, column: number): string {
  if (item.kind === 'lineComment') return item.text.trimEnd();
  if (item.kind === 'token') return item.text;
  const [first, ...rest] = item.text.split('\n');
  const shift = column - item.column;
  return [first.trimEnd(), ...rest.map((line) => shifted(line, shift))].join('\n');
}

function shifted(line: string, by: number): string {
  const content = line.trim();
  if (content === '') return '';
  const indentation = line.length - line.trimStart().length;
  return ' '.repeat(Math.max(0, indentation + by)) + content;
}
