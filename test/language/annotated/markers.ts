import type { Position, Range } from 'vscode-languageserver-types';

/** A text without its markers, and the marked ranges in order of their starts. */
export interface MarkedText {
  readonly text: string;
  readonly ranges: readonly Range[];
}

/** Removes `»…«` from a text. Marks cannot be nested. */
export function readMarkers(marked: string): MarkedText {
  let text = '';
  let open: Position | undefined;
  const ranges: Range[] = [];
  let line = 0;
  let character = 0;
  for (const sign of marked) {
    if (sign === '»') {
      if (open) throw new Error('a mark opens inside a mark');
      open = { line, character };
    } else if (sign === '«') {
      if (!open) throw new Error('a mark closes that never opened');
      ranges.push({ start: open, end: { line, character } });
      open = undefined;
    } else {
      text += sign;
      character += sign.length;
      if (sign === '\n') {
        line++;
        character = 0;
      }
    }
  }
  if (open) throw new Error('a mark is not closed');
  return { text, ranges };
}
