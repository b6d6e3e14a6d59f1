import type { IToken, TokenType } from 'chevrotain';
import type { Code } from '../../validation/codes.js';

/** A change of a text, by offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** The title of a quick fix, which is put into words where it is shown: change to, insert or remove `text`. */
export interface RepairTitle {
  readonly verb: 'change' | 'insert' | 'remove';
  readonly text: string;
}

/** A message about a missing or superfluous part of a text, its place, and the fix. */
export interface Repair {
  readonly code: Code;
  readonly message: string;
  /** The marked range. */
  readonly offset: number;
  readonly length: number;
  /** The quick fix: its title and its change. */
  readonly title: RepairTitle;
  readonly edits: readonly Edit[];
}

/** A repair as a change of tokens: at an index, some are removed and others inserted. */
export interface Candidate {
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly IToken[];
  readonly repair: Repair;
}

/** Token types by their names in the grammar; punctuation and keywords are named by their text. */
export type TokenTypes = Readonly<Record<string, TokenType>>;

export function endOf({ startOffset, image }: IToken): number {
  return startOffset + image.length;
}

/** An inserted token, directly after another one. It has no width. */
export function insertedToken(type: TokenType, behind: IToken): IToken {
  const offset = endOf(behind);
  const line = behind.endLine ?? behind.startLine;
  const column = behind.endColumn ?? behind.startColumn ?? 1;
  return {
    image: '',
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx ?? 0,
    startOffset: offset,
    endOffset: offset,
    startLine: line,
    endLine: line,
    startColumn: column + 1,
    endColumn: column,
  };
}

/** A token that the parser accepts and that leaves nothing in the tree. */
export function ignoredToken(token: IToken): IToken {
  const inserted: IToken & { isInsertedInRecovery: true } = { ...token, isInsertedInRecovery: true };
  return inserted;
}

/** A token of the text, read as one of another type. */
export function readAs(token: IToken, type: TokenType, image = token.image): IToken {
  return { ...token, image, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? 0 };
}

export function isFirstOnLine(tokens: readonly IToken[], index: number): boolean {
  return index === 0 || startsLine(tokens[index - 1], tokens[index]);
}

/** Maximum number of lines that may have been read as values after a comma or a colon. */
const LINES_READ = 2;

/** The tokens that end the lines above a token, nearest first. */
export function lineEndsBefore(tokens: readonly IToken[], from: number, at: number): number[] {
  const found: number[] = [];
  for (let index = Math.min(at, tokens.length - 1); index > from && found.length < LINES_READ; index--)
    if (isFirstOnLine(tokens, index)) found.push(index - 1);
  return found;
}

/** Whether a token is on a later line than the one before it. */
export function startsLine(before: IToken | undefined, token: IToken): boolean {
  return before === undefined || (before.endLine ?? before.startLine ?? 0) < (token.startLine ?? 0);
}

const DECLARATIONS: ReadonlySet<string> = new Set([
  'import',
  'distribution',
  'topology',
  'workload',
  'policy',
  'faults',
  'scenario',
  'experiment',
]);

export function declarationWords(): string[] {
  return [...DECLARATIONS];
}

/** Whether a declaration seems to begin here: its keyword is at the beginning of a line. */
export function beginsDeclaration(tokens: readonly IToken[], index: number): boolean {
  const token = tokens[index];
  return (
    token.startColumn === 1 &&
    DECLARATIONS.has(token.image) &&
    token.tokenType.name !== 'KEY' &&
    isFirstOnLine(tokens, index)
  );
}

export function removal(tokens: readonly IToken[], at: number, count: number, message: string): Candidate {
  const first = tokens[at];
  const last = tokens[at + count - 1];
  const length = endOf(last) - first.startOffset;
  return {
    at,
    remove: count,
    insert: [],
    repair: {
      code: 'syntax/unexpected',
      message,
      offset: first.startOffset,
      length,
      title: { verb: 'remove', text: textOf(tokens.slice(at, at + count)) },
      edits: [{ start: first.startOffset, end: endOf(last), newText: '' }],
    },
  };
}

export function textOf(tokens: readonly IToken[]): string {
  return tokens
    .map((token, index) =>
      index > 0 && endOf(tokens[index - 1]) < token.startOffset ? ` ${token.image}` : token.image,
    )
    .join('');
}

export function marking(token: IToken, message: string, title: RepairTitle, edits: Repair['edits']): Repair {
  return { code: 'syntax/unexpected', message, offset: token.startOffset, length: token.image.length, title, edits };
}

export function change(token: IToken, newText: string): Repair['edits'][number] {
  return { start: token.startOffset, end: endOf(token), newText };
}
