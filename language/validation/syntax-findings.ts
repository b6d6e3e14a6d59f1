import type { ILexingError, IRecognitionException, IToken } from 'chevrotain';
import type { Range } from 'vscode-languageserver-types';
import { FOREIGN_OPERATOR, FOREIGN_OPERATORS } from '../grammar/foreign-operators.js';
import { isRepaired } from '../grammar/habits.js';
import { TOO_DEEP, TOO_LARGE, TOO_LONG, UNCLOSED_COMMENT } from '../grammar/lexer.js';
import { describeFound } from '../grammar/parser-error-messages.js';
import type { Repair } from '../grammar/repair/repair.js';
import { NOT_A_NAME } from '../grammar/whole-words.js';
import { didYouMean, nearest } from '../names/nearest.js';
import type { Code } from './codes.js';

/** A syntax error. */
export interface SyntaxFinding {
  readonly code: Code;
  readonly message: string;
  readonly range: Range;
  /** Suggested replacements, nearest first. */
  readonly suggestions?: readonly string[];
  /** The fix, if it is known. */
  readonly repair?: Pick<Repair, 'title' | 'edits'>;
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
  'duplicate',
  'slow',
  'byzantine',
  'vary',
  'plot',
  'choose',
  'search',
  'stop',
];
const WORD = /^[A-Za-z]\w*$/;

/** The finding for a lexer error. */
export function describeLexingError(error: ILexingError, text: string): SyntaxFinding {
  const line = (error.line ?? 1) - 1;
  const character = (error.column ?? 1) - 1;
  const found = text.slice(error.offset, error.offset + error.length);
  if (isRepaired(error)) {
    const { code, message, title, edits } = error.repair;
    const range = rangeFrom(line, character, found);
    return { code, message, range, ...(edits.length > 0 ? { repair: { title, edits } } : {}) };
  }
  const range = rangeFrom(line, character, found);
  if (error.message === TOO_DEEP || error.message === TOO_LONG)
    return { code: 'syntax/too-deep', message: error.message, range };
  if (error.message === TOO_LARGE) return { code: 'file/too-large', message: error.message, range };
  if (found.startsWith('"'))
    return { code: 'syntax/unclosed-text', message: 'This string has no closing quotation mark on its line.', range };
  if (error.message === UNCLOSED_COMMENT) return { code: 'syntax/unclosed-comment', message: error.message, range };
  if (error.message === FOREIGN_OPERATOR) return foreignOperator(found, range);
  if (error.message === NOT_A_NAME) {
    const plain = found.normalize('NFD').replace(/\p{M}/gu, '');
    const suggestions = WORD.test(plain) ? [plain] : [];
    const message = `\`${found}\` is not a valid name: names consist of A-Z, a-z, 0-9 and \`_\`.${didYouMean(suggestions)}`;
    return { code: 'syntax/unknown-character', message, range, suggestions };
  }
  const shown = found.length > 20 ? `${found.slice(0, 20)}…` : found;
  const quotes = found.startsWith("'") ? ' Strings need double quotation marks.' : '';
  return { code: 'syntax/unknown-character', message: `Unexpected \`${shown}\`.${quotes}`, range };
}

/** Operators that conditions write differently from other languages. */
function foreignOperator(found: string, range: Range): SyntaxFinding {
  const word = FOREIGN_OPERATORS.get(found) ?? '';
  const message =
    found === '=' ? '`=` sets a value. To compare, write `==`.' : `Unexpected \`${found}\`; write \`${word}\`.`;
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

/** The context before a parser error. */
export interface Before {
  /** The tokens before it; the nearest comes last. */
  readonly tokens: readonly IToken[];
  /** The blocks that are open there. */
  readonly open: number;
}

/** For errors in text order: the context before each of them. */
export function beforeFaults(tokens: readonly IToken[]): (fault: IToken) => Before {
  const depths: number[] = [];
  let depth = 0;
  for (const { image } of tokens) {
    depths.push(depth);
    if (image === '{') depth++;
    else if (image === '}') depth = Math.max(0, depth - 1);
  }
  return (fault) => {
    const index = isEnd(fault) || Number.isNaN(fault.startOffset) ? tokens.length : indexAt(tokens, fault.startOffset);
    return { tokens: tokens.slice(Math.max(0, index - 2), index), open: depths[index] ?? depth };
  };
}

/** Index of the first token from an offset on. */
function indexAt(tokens: readonly IToken[], offset: number): number {
  let from = 0;
  let to = tokens.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (tokens[middle].startOffset < offset) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The finding for a parser error. */
export function describeParsingError(error: IRecognitionException, { tokens, open }: Before): SyntaxFinding {
  const { token } = error;
  const previous = tokens.at(-1);
  const range = tokenRange(token) ?? afterToken(previous);
  const absent = absentAfter(previous, token);
  if (absent) return { ...absent, range: tokenRange(previous) ?? range };
  const stray = strayWord(error, tokens);
  if (stray) return stray;
  const opensDeclaration = previous !== undefined && DECLARATIONS.includes(previous.image) && WORD.test(token.image);
  if (opensDeclaration && open > 0 && !isKeyword(token))
    return {
      code: 'syntax/missing-brace',
      message: `A \`}\` is missing before \`${previous.image} ${token.image}\`: the block before it is still open.`,
      range: tokenRange(previous) ?? range,
    };
  if (isEnd(token) && open > 0)
    return {
      code: 'syntax/missing-brace',
      message: 'A `}` is missing at the end: a block is still open.',
      range: afterToken(previous),
    };
  if (DECLARATIONS.includes(token.image) && open > 0)
    return {
      code: 'syntax/missing-brace',
      message: `A \`}\` is missing before \`${token.image}\`: the block before it is still open.`,
      range,
    };
  if (isKeyword(token) && /a name/.test(error.message))
    return {
      code: 'syntax/reserved-word',
      message: `\`${token.image}\` is a keyword and cannot be a name here.`,
      range,
    };
  const suggestions = token.tokenType.name === 'ID' ? nearest(token.image, STATEMENT_WORDS) : [];
  return { code: 'syntax/unexpected', message: `${error.message}${didYouMean(suggestions)}`, range, suggestions };
}

/** A value or a name that is missing because something else begins or ends. */
function absentAfter(previous: IToken | undefined, token: IToken): Omit<SyntaxFinding, 'range'> | undefined {
  const ends = isEnd(token) || ['}', ')', ']'].includes(token.image) || token.tokenType.name === 'KEY';
  if ((previous?.image === ':' && ends) || (previous?.image === '=' && (ends || isKeyword(token))))
    return {
      code: 'syntax/missing-value',
      message: `Expected a value after \`${previous.image}\`, but found ${describeFound(token)}.`,
    };
  if (previous?.image === 'extends' && (ends || isKeyword(token)))
    return {
      code: 'syntax/unexpected',
      message: `Expected the name of a scenario after \`extends\`, but found ${describeFound(token)}.`,
    };
  return undefined;
}

/** After these, a value or a part of one is complete. */
const VALUE_ENDS = new Set(['ID', 'NUMBER', 'UNIT', 'STRING', ')', ']']);

/** A word after a value on its line is parsed as the next property, but the word itself is the error. */
function strayWord(error: IRecognitionException, [before, word]: readonly IToken[]): SyntaxFinding | undefined {
  if (!/^Property\b/.test(error.context.ruleStack.at(-1) ?? '') || word?.tokenType.name !== 'ID') return undefined;
  if (!VALUE_ENDS.has(before.tokenType.name) || before.endLine !== word.startLine) return undefined;
  const range = tokenRange(word);
  if (!range) return undefined;
  const digits = before.tokenType.name === 'NUMBER' && /^_[\d_]+(\w*)$/.test(word.image);
  const hint = digits
    ? ` Numbers are written without \`_\`: \`${before.image}${word.image.replaceAll('_', '')}\`.`
    : before.tokenType.name === 'ID'
      ? ` If it belongs to \`${before.image}\`, put it in quotation marks: \`${before.image} "${word.image}"\`.`
      : '';
  const message = `\`${word.image}\` is not part of the value before it, and a property needs \`:\` or \`{\` after it, not ${describeFound(error.token)}.${hint}`;
  return { code: 'syntax/unexpected', message, range };
}

function isEnd(token: IToken): boolean {
  return token.tokenType.name === 'EOF';
}

function isKeyword(token: IToken): boolean {
  return WORD.test(token.image) && token.tokenType.name === token.image;
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
