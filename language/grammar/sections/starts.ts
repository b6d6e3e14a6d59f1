/** How a declaration begins at the beginning of a line: nothing inside another declaration looks like this. */
export const DECLARATION_HEAD =
  '(?:(?:topology|workload|policy|faults|scenario|experiment)[ \\t]+\\w+(?:[ \\t]+extends[ \\t]+\\w*)?[ \\t]*\\{|distribution[ \\t]+\\w+[ \\t]*=|import[ \\t]*")';

/** Strings and both kinds of comments come first, since no declaration begins inside them. */
const TEXT_COMMENT_OR_HEAD = new RegExp(
  `"[^"\\r\\n]*"|//[^\\r\\n]*|/\\*(?:[\\s\\S]*?\\*/|[\\s\\S]*)|^${DECLARATION_HEAD}`,
  'gm',
);
const LINE_ENDS: ReadonlySet<string | undefined> = new Set([undefined, '\n', '\r']);

/**
 * The offsets at which sections of a text begin: its start, and the starts of its declarations. A declaration that does
 * not begin its line, or whose first words are incomplete, belongs to the section before it.
 */
export function sectionStarts(text: string): number[] {
  const starts = [0];
  // `^` also matches after separators that do not end a line for the lexer.
  for (const { 0: found, index } of text.matchAll(TEXT_COMMENT_OR_HEAD))
    if (index > 0 && isHead(found) && LINE_ENDS.has(text[index - 1])) starts.push(index);
  return starts;
}

function isHead(found: string): boolean {
  return found[0] !== '"' && found[0] !== '/';
}

/** How many lines a text ends. */
export function lineEnds(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) count++;
  }
  return count;
}
