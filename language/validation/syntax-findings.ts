import type { ILexingError, IRecognitionException, IToken } from 'chevrotain';
import type { Range } from 'vscode-languageserver-types';
import { FOREIGN_OPERATOR, FOREIGN_OPERATORS } from '../grammar/foreign-operators.js';
import { TOO_DEEP, TOO_LONG, UNCLOSED_COMMENT } from '../grammar/lexer.js';
import { describeFound } from '../grammar/parser-error-messages.js';
import { didYouMean, nearest } from '../names/nearest.js';
import type { Code } from './codes.js';

/** A fault of the form of a text. */
export interface SyntaxFinding {
  readonly code: Code;
  readonly message: string;
  readonly range: Range;
  /** Words that could stand there instead, nearest first. */
  readonly suggestions?: readonly string[];
}

const DECLARATIONS = ['import', 'distribution', 'topology', 'workload', 'policy', 'faults', 'scenario', 'experiment'];
/** Words that begin a declaration or a part of one. */
const STATEMENT_WORDS = [
  ...DECLARATIONS,
  'group',
  'expect',
  'propose',
  'observe',
  'when',
  'simulate',
  'learn',
  'accept',
  'crash',
  'partition',
  'drop',
  'slow',
  'byzantine',
  'vary',
  'plot',
  'search',
  'stop',
];
const WORD = /^[A-Za-z]\w*$/;

/** What a fault of the lexer means. */
export function describeLexingError(error: ILexingError, text: string): SyntaxFinding {
  const line = (error.line ?? 1) - 1;
  const character = (error.column ?? 1) - 1;
  const found = text.slice(error.offset, error.offset + error.length);
  const range = rangeFrom(line, character, found);
  if (error.message === TOO_DEEP || error.message === TOO_LONG)
    return { code: 'syntax/too-deep', message: error.message, range };
  if (found.startsWith('"'))
    return { code: 'syntax/unclosed-text', message: 'This text has no closing quotation mark on its line.', range };
  if (error.message === UNCLOSED_COMMENT) return { code: 'syntax/unclosed-comment', message: error.message, range };
  if (error.message === FOREIGN_OPERATOR) return foreignOperator(found, range);
  const shown = found.length > 20 ? `${found.slice(0, 20)}…` : found;
  const quotes = found.startsWith("'") ? ' Texts stand in double quotation marks.' : '';
  return { code: 'syntax/unknown-character', message: `\`${shown}\` means nothing here.${quotes}`, range };
}

/** What a condition writes otherwise than other languages. */
function foreignOperator(found: string, range: Range): SyntaxFinding {
  const word = FOREIGN_OPERATORS.get(found) ?? '';
  const message =
    found === '=' ? '`=` sets a value. To compare, write `==`.' : `\`${found}\` means nothing here: write \`${word}\`.`;
  return { code: 'syntax/operator', message, range, suggestions: [word] };
}

function rangeFrom(line: number, character: number, found: string): Range {
  const lines = found.split('\n');
  const last = lines.at(-1) ?? '';
  const end =
    lines.length === 1
      ? { line, character: character + found.length }
      : { line: line + lines.length - 1, character: last.length };
  return { start: { line, character }, end };
}

/** What a fault of the parser means. */
export function describeParsingError(error: IRecognitionException): SyntaxFinding {
  const { token } = error;
  const previous = previousOf(error);
  const range = tokenRange(token) ?? afterToken(previous);
  if (previous?.image === ':' && (token.tokenType.name === 'KEY' || token.image === '}' || isEnd(token)))
    return {
      code: 'syntax/missing-value',
      message: `Expected a value behind \`:\`, but found ${describeFound(token)}.`,
      range: tokenRange(previous) ?? range,
    };
  const opensDeclaration = previous !== undefined && DECLARATIONS.includes(previous.image) && WORD.test(token.image);
  if (opensDeclaration && isInside(error) && !isKeyword(token))
    return {
      code: 'syntax/missing-brace',
      message: `A \`}\` is missing before \`${previous.image} ${token.image}\`: the block before it is still open.`,
      range: tokenRange(previous) ?? range,
    };
  if (isEnd(token) && isInside(error))
    return {
      code: 'syntax/missing-brace',
      message: 'A `}` is missing at the end: a block is still open.',
      range: afterToken(previous),
    };
  if (DECLARATIONS.includes(token.image) && isInside(error))
    return {
      code: 'syntax/missing-brace',
      message: `A \`}\` is missing before \`${token.image}\`: the block before it is still open.`,
      range,
    };
  if (isKeyword(token) && /a name/.test(error.message))
    return {
      code: 'syntax/reserved-word',
      message: `\`${token.image}\` is a word of the language and cannot be a name here.`,
      range,
    };
  const suggestions = token.tokenType.name === 'ID' ? nearest(token.image, STATEMENT_WORDS) : [];
  return { code: 'syntax/unexpected', message: `${error.message}${didYouMean(suggestions)}`, range, suggestions };
}

function previousOf(error: IRecognitionException): IToken | undefined {
  const { previousToken } = error as { previousToken?: IToken };
  return previousToken;
}

function isEnd(token: IToken): boolean {
  return token.tokenType.name === 'EOF';
}

function isKeyword(token: IToken): boolean {
  return WORD.test(token.image) && token.tokenType.name === token.image;
}

/** Whether the parser was inside a block when it stumbled. */
function isInside(error: IRecognitionException): boolean {
  return error.context.ruleStack.length > 1 && !/Import/.test(error.context.ruleStack.at(-1) ?? '');
}

function tokenRange(token: IToken | undefined): Range | undefined {
  if (token?.startLine === undefined || Number.isNaN(token.startOffset) || token.startOffset < 0) return undefined;
  const start = { line: token.startLine - 1, character: (token.startColumn ?? 1) - 1 };
  return {
    start,
    end: { line: (token.endLine ?? token.startLine) - 1, character: token.endColumn ?? start.character + 1 },
  };
}

function afterToken(token: IToken | undefined): Range {
  const end = tokenRange(token)?.end ?? { line: 0, character: 0 };
  return { start: end, end };
}
