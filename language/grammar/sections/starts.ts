/** How a declaration begins that stands at the beginning of its line: nothing inside another one looks like this. */
export const DECLARATION_HEAD =
  '(?:(?:topology|workload|policy|faults|scenario|experiment)[ \\t]+\\w+(?:[ \\t]+extends[ \\t]+\\w*)?[ \\t]*\\{|distribution[ \\t]+\\w+[ \\t]*=|import[ \\t]*")';

/** What no declaration begins in comes first: texts, and comments of both kinds. */
const TEXT_COMMENT_OR_HEAD = new RegExp(
  `"[^"\\r\\n]*"|//[^\\r\\n]*|/\\*(?:[\\s\\S]*?\\*/|[\\s\\S]*)|^${DECLARATION_HEAD}`,
  'gm',
);
const LINE_ENDS: ReadonlySet<string | undefined> = new Set([undefined, '\n', '\r']);

/**
 * The offsets from which on a text can be read by itself: its beginning, and those of its declarations. A declaration
 * that does not begin its line, or whose first words are still being written, belongs to the section before it.
 */
export function sectionStarts(text: string): number[] {
  const starts = [0];
  // `^` also stands behind separators that end no line for the lexer.
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
