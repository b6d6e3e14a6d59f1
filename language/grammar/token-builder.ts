import type { IToken, TokenType } from 'chevrotain';
import { DefaultTokenBuilder, type GrammarAST, type Stream, type TokenBuilderOptions } from 'langium';
import { unitNamed } from '../dimensions/units.js';

type Matcher = (text: string, offset: number, matched: IToken[]) => RegExpExecArray | null;

const KEY = /[A-Za-z_]\w*(?=\s*(?:\.\s*[A-Za-z_]\w*\s*){0,7}:)/y;
const UNIT = /%|[A-Za-z\u00b5]\w*(?:\/[A-Za-z]\w*)?/y;
/**
 * After a number and a space, a word before one of these is a name (`seed: 3 primary { … }`) unless it is a known unit.
 */
const BLOCK_OR_PATH = /[ \t]*[{.(]/y;

function at(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}

const matchKey: Matcher = (text, offset) => at(KEY, text, offset);

/** A unit is a word on the same line after a number: `30s`, `30 s`, `10 MB/sec` (which validation then refuses). */
const matchUnit: Matcher = (text, offset, matched) => {
  const previous = matched.at(-1);
  if (previous?.tokenType.name !== 'NUMBER') return null;
  const end = previous.startOffset + previous.image.length;
  for (let index = end; index < offset; index++) if (text[index] !== ' ' && text[index] !== '\t') return null;
  const found = at(UNIT, text, offset);
  if (!found) return null;
  const isName = offset > end && !unitNamed(found[0]) && at(BLOCK_OR_PATH, text, offset + found[0].length);
  return isName ? null : found;
};

/** `time: "timestamp"` after the name of a file; no property with these names takes a string. */
const COLUMN = /(?:time|size|from|to|latency|spread)(?=\s*:\s*")/y;

const matchColumn: Matcher = (text, offset, matched) =>
  matched.at(-1)?.tokenType.name === 'STRING' ? at(COLUMN, text, offset) : null;

/** `primary.confirmed within 10s` */
const SPAN = /within\b/y;

const matchSpan: Matcher = (text, offset, matched) =>
  matched.at(-1)?.image === 'confirmed' && matched.at(-2)?.image === '.' ? at(SPAN, text, offset) : null;

/** Keywords that may follow a number after a space; directly after it they are (unknown) units. */
const LETTER = /^[A-Za-z]/;

/**
 * COLUMN, SPAN, KEY and UNIT depend on their surroundings, which a regular expression of the lexer cannot see. They
 * come before the keywords, because a property may be named like one (`topology: T`).
 */
export class TwinTokenBuilder extends DefaultTokenBuilder {
  protected override buildTerminalToken(terminal: GrammarAST.TerminalRule): TokenType {
    if (terminal.name === 'COLUMN') return contextual('COLUMN', matchColumn);
    if (terminal.name === 'SPAN') return contextual('SPAN', matchSpan);
    if (terminal.name === 'KEY') return contextual('KEY', matchKey);
    if (terminal.name === 'UNIT') return contextual('UNIT', matchUnit);
    return super.buildTerminalToken(terminal);
  }

  protected override buildKeywordTokens(
    rules: Stream<GrammarAST.AbstractRule>,
    terminals: TokenType[],
    options?: TokenBuilderOptions,
  ): TokenType[] {
    const keywords = super.buildKeywordTokens(rules, terminals, options);
    const words = new Set(keywords.map((keyword) => keyword.name).filter((name) => LETTER.test(name)));
    const taken = (name: string) =>
      terminals.splice(
        terminals.findIndex((terminal) => terminal.name === name),
        1,
      );
    const [column, span, key, unit] = ['COLUMN', 'SPAN', 'KEY', 'UNIT'].map(taken);
    unit[0].PATTERN = unlessKeyword(words);
    return [...column, ...span, ...key, ...unit, ...keywords];
  }
}

/** `4 of Ports` and `3 nodes` are not quantities: a keyword after a space stays a keyword. */
function unlessKeyword(words: ReadonlySet<string>): Matcher {
  return (text, offset, matched) => {
    const found = matchUnit(text, offset, matched);
    if (!found || !words.has(found[0])) return found;
    const previous = matched.at(-1);
    const adjacent = previous !== undefined && previous.startOffset + previous.image.length === offset;
    return adjacent ? found : null;
  };
}

function contextual(name: string, pattern: Matcher): TokenType {
  return { name, PATTERN: pattern, LINE_BREAKS: false };
}
