import type { Lexer } from 'langium';
import type { Draws } from './random.js';

/** Numbers at the limits of doubles and of the language. */
const NUMBERS = [
  '0',
  '1',
  '0.5',
  '1e308',
  '1e309',
  '5e-324',
  '1e-300',
  '99999999999999999999',
  '4294967296',
  '9007199254740993',
  '0.1e1',
  '1000000000000',
];
/** Text before and after a value. */
const WRAPPINGS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['-', ''],
  ['not ', ''],
  ['normal(', ', 1s)'],
  ['mixture(0.5: ', ', 0.5: 1s)'],
  ['', ' clamped to [0s, 1s]'],
  ['', ' / 0'],
  ['[', ']'],
];
/** Fragments that no grammar has, as people and editors leave them behind. */
const DEBRIS = [
  '{',
  '}',
  '(',
  ')',
  '"',
  '/*',
  '//',
  ':',
  ',',
  '=',
  '\\',
  '\u0000',
  '\ud83d',
  'é',
  '\u001b[2J',
  '.',
  '#',
];
const MAX_EDITS = 5;

/** A token with the text before it, which edits keep. */
interface Piece {
  readonly type: string;
  readonly text: string;
}

/**
 * Mutates texts by edits that know the grammar: tokens are omitted, doubled, or replaced with others of their type;
 * blocks move between texts; values are wrapped. Sometimes an edit inserts a fragment that no grammar has.
 */
export class Mutations {
  private readonly texts: readonly (readonly Piece[])[];
  private readonly byType = new Map<string, string[]>();

  constructor(
    texts: readonly string[],
    private readonly lexer: Lexer,
  ) {
    this.texts = texts.map((text) => this.piecesOf(text));
    for (const { type, text } of this.texts.flat()) {
      const known = this.byType.get(type);
      if (known) known.push(text);
      else this.byType.set(type, [text]);
    }
  }

  text(draws: Draws): string {
    let pieces: readonly Piece[] = draws.oneOf(this.texts);
    for (let edits = 1 + draws.below(MAX_EDITS); edits > 0; edits--) pieces = this.edited(pieces, draws);
    return pieces.map(({ text }) => text).join('');
  }

  private piecesOf(text: string): Piece[] {
    const pieces: Piece[] = [];
    let end = 0;
    for (const { startOffset, image, tokenType } of this.lexer.tokenize(text).tokens) {
      pieces.push({ type: 'between', text: text.slice(end, startOffset) }, { type: tokenType.name, text: image });
      end = startOffset + image.length;
    }
    return [...pieces, { type: 'between', text: text.slice(end) }];
  }

  private edited(pieces: readonly Piece[], draws: Draws): Piece[] {
    // An earlier edit may have left nothing.
    if (pieces.length === 0) return [{ type: 'debris', text: draws.oneOf(DEBRIS) }];
    const at = draws.below(pieces.length);
    const piece = pieces[at];
    const instead = (...others: Piece[]) => [...pieces.slice(0, at), ...others, ...pieces.slice(at + 1)];
    switch (draws.below(9)) {
      case 0:
        return instead();
      case 1:
        return instead(piece, { type: 'between', text: ' ' }, piece);
      case 2:
        return instead({ ...piece, text: draws.oneOf(this.byType.get(piece.type) ?? [piece.text]) });
      case 3:
        return numbersOf(pieces, draws);
      case 4: {
        const [before, after] = draws.oneOf(WRAPPINGS);
        return instead({ ...piece, text: before + piece.text + after });
      }
      case 5: {
        const [from, to] = blockIn(pieces, at);
        return [...pieces.slice(0, from), ...pieces.slice(to)];
      }
      case 6: {
        const other = draws.oneOf(this.texts);
        const [from, to] = blockIn(other, draws.below(other.length));
        return instead(piece, { type: 'between', text: ' ' }, ...other.slice(from, to));
      }
      case 7:
        return pieces.slice(0, at);
      default:
        return instead(piece, { type: 'debris', text: draws.oneOf(DEBRIS) });
    }
  }
}

/** Replaces a number with another one. */
function numbersOf(pieces: readonly Piece[], draws: Draws): Piece[] {
  const numbers = pieces.flatMap(({ type }, index) => (type === 'NUMBER' ? [index] : []));
  if (numbers.length === 0) return [...pieces];
  const changed = draws.oneOf(numbers);
  return pieces.map((piece, index) => (index === changed ? { ...piece, text: draws.oneOf(NUMBERS) } : piece));
}

/** Range from the word before the braces around a piece to the end of the block. */
function blockIn(pieces: readonly Piece[], at: number): [from: number, to: number] {
  let from = at;
  while (from > 0 && pieces[from].text !== '{') from--;
  let depth = 0;
  let to = from;
  do {
    if (pieces[to].text === '{') depth++;
    if (pieces[to].text === '}') depth--;
    to++;
  } while (to < pieces.length && depth > 0);
  return [Math.max(0, from - 2), to];
}
