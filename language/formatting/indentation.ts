import type { IToken } from 'chevrotain';
import { INDENT } from './layout.js';

const OPENERS: ReadonlySet<string> = new Set(['{', '(', '[']);
const CLOSERS: ReadonlySet<string> = new Set(['}', ')', ']']);

/**
 * The indentation of a line after these tokens: one step deeper than the line that opens its block, or equal to that
 * line if it begins with the closing bracket.
 */
export function indentationAt(tokens: readonly IToken[], next: string): string {
  const open: number[] = [];
  let column = 1;
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    if (!before || (before.endLine ?? 0) < (token.startLine ?? 0)) column = token.startColumn ?? 1;
    if (OPENERS.has(token.image)) open.push(column);
    else if (CLOSERS.has(token.image)) open.pop();
  });
  const opener = open.at(-1);
  if (opener === undefined) return '';
  return ' '.repeat(opener - 1) + (CLOSERS.has(next) ? '' : INDENT);
}
