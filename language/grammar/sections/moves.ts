import type { ILexingError, IRecognitionException, IToken } from 'chevrotain';
import type { CstNode } from 'langium';
import { isRepaired, type RepairedFault } from '../habits.js';

/** A place in a text. */
export interface Place {
  readonly offset: number;
  readonly line: number;
}

/** A shift within a text: characters and lines. */
export type Distance = Place;

/** The fields in which Langium stores the position of a leaf of a concrete syntax tree, and the caches of a branch. */
interface Leaf {
  _offset: number;
  _startLine: number;
  _endLine: number;
}
interface Branch {
  _rangeCache: unknown;
}

/** All nodes of parts of a concrete syntax tree. A list is iterated much faster than the tree. */
export interface Movable {
  readonly leaves: readonly Leaf[];
  readonly branches: readonly Branch[];
}

export function movableIn(content: readonly CstNode[]): Movable {
  const leaves: Leaf[] = [];
  const branches: Branch[] = [];
  const add = (node: CstNode): void => {
    if ('content' in node) {
      branches.push(node as unknown as Branch);
      for (const child of node.content as readonly CstNode[]) add(child);
    } else leaves.push(node as unknown as Leaf);
  };
  for (const node of content) add(node);
  return { leaves, branches };
}

/** Moves parts of a concrete syntax tree by whole lines, so that no column changes. */
export function moveTree({ leaves, branches }: Movable, by: Distance): void {
  if (by.offset === 0 && by.line === 0) return;
  for (const leaf of leaves) leaf._offset += by.offset;
  if (by.line === 0) return;
  for (const leaf of leaves) {
    leaf._startLine += by.line;
    leaf._endLine += by.line;
  }
  for (const branch of branches) branch._rangeCache = undefined;
}

/** A lexer error at its place in the whole text. */
export function movedLexingError(error: ILexingError, by: Distance): ILexingError {
  const moved = { ...error, offset: error.offset + by.offset, line: error.line && error.line + by.line };
  if (!isRepaired(error)) return moved;
  const { repair } = error;
  const edits = repair.edits.map((edit) => ({ ...edit, start: edit.start + by.offset, end: edit.end + by.offset }));
  const withRepair: RepairedFault = { ...moved, repair: { ...repair, offset: repair.offset + by.offset, edits } };
  return withRepair;
}

/** A parser error at its place in the whole text. */
export function movedParsingError(error: IRecognitionException, by: Distance): IRecognitionException {
  const { name, message, context, token, resyncedTokens } = error;
  return {
    name,
    message,
    context,
    token: movedToken(token, by),
    resyncedTokens: resyncedTokens.map((resynced) => movedToken(resynced, by)),
  };
}

/** A token at its place in the whole text; undefined positions stay undefined. */
export function movedToken(token: IToken, by: Distance): IToken {
  return {
    ...token,
    startOffset: token.startOffset + by.offset,
    endOffset: token.endOffset === undefined ? undefined : token.endOffset + by.offset,
    startLine: token.startLine === undefined ? undefined : token.startLine + by.line,
    endLine: token.endLine === undefined ? undefined : token.endLine + by.line,
  };
}
