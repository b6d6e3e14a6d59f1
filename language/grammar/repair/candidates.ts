import { missingBlock, missingValue } from './absences.js';
import { missingClosing } from './braces.js';
import { bracketWithinCall } from './brackets.js';
import { superfluousComma } from './commas.js';
import type { Maker, ParseFailure } from './failure.js';
import { colonAfterWord, colonAndEquals, missingToken, superfluousToken } from './punctuation.js';
import type { Candidate } from './repair.js';
import { unfinishedStatement, unfinishedWord, unfinishedWordOfDeclaration } from './unfinished.js';
import { misspeltWord, quotedWord, strayWord } from './words.js';

/** Possible repairs of a syntax error, the likeliest first. */
export function candidatesFor(failure: ParseFailure): Candidate[] {
  return MAKERS.flatMap((make) => make(failure));
}

const closingBrace: Maker = ({ tokens, from, at, types }) => missingClosing(tokens, from, at, types);

/** Their order decides which message a user sees. */
const MAKERS: readonly Maker[] = [
  superfluousComma,
  colonAndEquals,
  colonAfterWord,
  quotedWord,
  misspeltWord,
  bracketWithinCall,
  missingToken,
  unfinishedWordOfDeclaration,
  closingBrace,
  missingValue,
  missingBlock,
  strayWord,
  unfinishedWord,
  unfinishedStatement,
  superfluousToken,
];
