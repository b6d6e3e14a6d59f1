import { DECLARATION_HEAD } from '../../grammar/sections/starts.js';

/** What kind of text an offset lies in. */
export type Region =
  | { readonly kind: 'code' }
  | { readonly kind: 'comment' }
  /** Inside the quotation marks of a text that begins at `start` (after the mark) and ends at `end`. */
  | { readonly kind: 'text'; readonly start: number; readonly end: number };

const OPAQUE = /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\r\n]*|"[^"\r\n]*"?/g;

/** Whether an offset lies in a comment, inside quotation marks, or in neither. */
export function regionAt(text: string, offset: number): Region {
  OPAQUE.lastIndex = 0;
  for (let found = OPAQUE.exec(text); found && found.index < offset; found = OPAQUE.exec(text)) {
    const end = found.index + found[0].length;
    const isText = found[0].startsWith('"');
    const closed = isText
      ? found[0].length > 1 && found[0].endsWith('"')
      : found[0].startsWith('/*') && found[0].endsWith('*/');
    if (closed ? offset < end : offset <= end)
      return isText ? { kind: 'text', start: found.index + 1, end: closed ? end - 1 : end } : { kind: 'comment' };
  }
  return { kind: 'code' };
}

const DECLARATION = new RegExp(`^${DECLARATION_HEAD}`, 'gm');

/**
 * The range of text around an offset that contains the whole declaration, so that a long file need not be read for one
 * place. Declarations start at the beginning of a line; one that does not only makes the range longer.
 */
export function stretchAround(text: string, offset: number): { start: number; end: number } {
  let start = 0;
  DECLARATION.lastIndex = 0;
  for (let found = DECLARATION.exec(text); found; found = DECLARATION.exec(text)) {
    if (found.index >= offset) return { start, end: found.index };
    start = found.index;
  }
  return { start, end: text.length };
}
