import type { IToken, TokenType } from 'chevrotain';
import type { Candidate, TokenTypes } from './repair.js';

/** A syntax error: the tokens around it, and what the parser knows. */
export interface ParseFailure {
  readonly tokens: readonly IToken[];
  /** The first token of the enclosing declaration. */
  readonly from: number;
  /** Index of the token that is not allowed there; the number of tokens if the text ends too early. */
  readonly at: number;
  readonly expected: TokenType | undefined;
  readonly types: TokenTypes;
}

/** Makes the possible repairs of one kind, the likeliest first. */
export type Maker = (failure: ParseFailure) => readonly Candidate[];

export const WORD = /^[A-Za-z_]\w*$/;

/** Token types that can end a value or a name. */
export const VALUE_ENDS: ReadonlySet<string> = new Set([
  'NUMBER',
  'UNIT',
  'ID',
  'KEY',
  'STRING',
  ')',
  ']',
  'nodes',
  'topology',
  'workload',
  'policy',
  'faults',
]);
