import type { ILexingError, IToken, TokenType } from 'chevrotain';

/** Operators of other languages, and their counterparts in our conditions. */
export const FOREIGN_OPERATORS: ReadonlyMap<string, string> = new Map([
  ['&&', 'and'],
  ['||', 'or'],
  ['!', 'not'],
  ['=', '=='],
]);

/** The lexer's message about them. */
export const FOREIGN_OPERATOR = 'This operator is written differently.';

export interface Lexed {
  readonly tokens: IToken[];
  readonly errors: ILexingError[];
}

/**
 * Reads operators of other languages in conditions as ours, and reports them. A foreign operator is thus one error, and
 * the rest of the condition still parses.
 */
export function withForeignOperators(text: string, lexed: Lexed, types: Readonly<Record<string, TokenType>>): Lexed {
  const unknown = lexed.errors.flatMap((error) => operatorsIn(text, error));
  const tokens: IToken[] = [];
  const foreign: IToken[] = [];
  const condition = new ConditionReader();
  for (const token of inOrder(withPairs(lexed.tokens), unknown)) {
    const word = condition.takes(token.image) ? FOREIGN_OPERATORS.get(token.image) : undefined;
    if (word !== undefined) {
      foreign.push(token);
      tokens.push({ ...token, image: word, tokenType: types[word], tokenTypeIdx: types[word].tokenTypeIdx ?? 0 });
    } else if (token.image === '||') tokens.push(...bars(token));
    else if (token.tokenType !== NO_TYPE) tokens.push(token);
    condition.read(tokens[tokens.length - 1]);
  }
  if (foreign.length === 0) return lexed;
  const read = new Set(foreign.map(({ startOffset }) => startOffset));
  return { tokens, errors: [...lexed.errors.filter(({ offset }) => !read.has(offset)), ...foreign.map(errorAt)] };
}

const SKIPPED = /^(?:&&|!)+$/;
const NO_TYPE: TokenType = { name: 'foreign' };

/** `&&` and `!` are not tokens of the language: the lexer skips them and reports it. */
function operatorsIn(text: string, { offset, length, line, column }: ILexingError): IToken[] {
  const skipped = text.slice(offset, offset + length);
  if (!SKIPPED.test(skipped)) return [];
  return [...skipped.matchAll(/&&|!/g)].map(({ 0: image, index }) => ({
    image,
    tokenType: NO_TYPE,
    tokenTypeIdx: 0,
    startOffset: offset + index,
    endOffset: offset + index + image.length - 1,
    startLine: line,
    startColumn: (column ?? 1) + index,
    endLine: line,
    endColumn: (column ?? 1) + index + image.length - 1,
  }));
}

/** Two adjacent bars read as one token. */
function withPairs(tokens: readonly IToken[]): IToken[] {
  const found: IToken[] = [];
  for (const token of tokens) {
    const last = found.at(-1);
    if (token.image === '|' && last?.image === '|' && last.startOffset + 1 === token.startOffset)
      found[found.length - 1] = { ...last, image: '||', endOffset: token.endOffset, endColumn: token.endColumn };
    else found.push(token);
  }
  return found;
}

/** Splits a pair that is not an operator back into two bars. */
function bars(pair: IToken): IToken[] {
  const column = pair.startColumn ?? 1;
  return [0, 1].map((index) => ({
    ...pair,
    image: '|',
    startOffset: pair.startOffset + index,
    endOffset: pair.startOffset + index,
    startColumn: column + index,
    endColumn: column + index,
  }));
}

function inOrder(tokens: readonly IToken[], others: readonly IToken[]): readonly IToken[] {
  return others.length === 0 ? tokens : [...tokens, ...others].sort((a, b) => a.startOffset - b.startOffset);
}

function errorAt({ startOffset: offset, startLine: line, startColumn: column, endOffset }: IToken): ILexingError {
  return { offset, line, column, length: (endOffset ?? offset) - offset + 1, message: FOREIGN_OPERATOR };
}

const WORD = /^[A-Za-z_]\w*$/;
const OPERATOR_WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not']);

/** Tracks tokens and knows whether they are inside a condition. */
class ConditionReader {
  private isOpen = false;
  /** The previous token. */
  private last: IToken | undefined;

  /** Whether an operator is possible here: `!` before a quantity, all others after one. */
  takes(operator: string): boolean {
    return this.isOpen && endsOperand(this.last) === (operator !== '!');
  }

  read(token: IToken | undefined): void {
    if (!token || token === this.last) return;
    const { name } = token.tokenType;
    if (name === 'when' || name === 'expect') this.isOpen = true;
    // An operator follows a quantity; a second quantity belongs to whatever follows the condition.
    else if (
      name === '{' ||
      name === '}' ||
      name === 'for' ||
      (startsOperand(token, this.last) && endsOperand(this.last))
    )
      this.isOpen = false;
    this.last = token;
  }
}

function isName(token: IToken | undefined): boolean {
  return token !== undefined && WORD.test(token.image) && !OPERATOR_WORDS.has(token.image) && !isOpening(token);
}

function isOpening({ tokenType: { name } }: IToken): boolean {
  return name === 'when' || name === 'expect';
}

function startsOperand(token: IToken, last: IToken | undefined): boolean {
  const { name } = token.tokenType;
  if (name === 'UNIT') return false;
  return name === 'NUMBER' || isName(token) || (token.image === '(' && !isName(last));
}

function endsOperand(token: IToken | undefined): boolean {
  const { name } = token?.tokenType ?? NO_TYPE;
  return name === 'NUMBER' || name === 'UNIT' || token?.image === ')' || isName(token);
}
