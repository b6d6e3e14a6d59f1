import type { IToken } from 'chevrotain';
import { openBraces } from './braces.js';
import { openBracket } from './brackets.js';
import { type Maker, VALUE_ENDS, WORD } from './failure.js';
import { insertion } from './insertion.js';
import { change, isFirstOnLine, marking, readAs, removal, startsLine } from './repair.js';

/** `duration = 1h` instead of a colon, `primary.blockSize: 2MB` instead of an equals sign. */
export const colonAndEquals: Maker = ({ tokens, at, types }) => {
  const token = tokens[at];
  const other = token?.image === '=' || token?.image === '==' ? ':' : token?.image === ':' ? '=' : undefined;
  if (!other) return [];
  const message =
    other === ':'
      ? `Expected \`:\` before the value of a property, not \`${token.image}\`.`
      : 'Expected `=` before the value here, not `:`.';
  return [
    {
      at,
      remove: 1,
      insert: [readAs(token, types[other])],
      repair: marking(token, message, { verb: 'change', text: other }, [change(token, other)]),
    },
  ];
};

/**
 * A property without its colon that is itself the error: it has the name of a keyword, `scenario = Baseline` or
 * `interval 30s`, or its block allows several kinds of statements.
 */
export const colonAfterWord: Maker = (failure) => {
  const { tokens, at, types } = failure;
  const word = tokens[at];
  const next = tokens[at + 1];
  if (!word || !next || startsLine(word, next)) return [];
  const isName = word.tokenType.name === 'ID' || word.tokenType.name === word.image;
  if (!WORD.test(word.image) || !isName || word.startColumn === 1) return [];
  const [{ remove, insert, repair }] = [
    ...colonAndEquals({ ...failure, at: at + 1 }),
    insertion(':', tokens, at + 1, types),
  ];
  return [{ at, remove: remove + 1, insert: [readAs(word, types.KEY), ...insert], repair }];
};

/** A missing comma, colon, equals sign, bracket or keyword. */
export const missingToken: Maker = ({ tokens, at, from, expected, types }) => {
  const behind = tokens[at - 1];
  if (at <= from) return [];
  const bracket = openBracket(tokens, from, at);
  const next = tokens[at];
  const isFresh = next === undefined || startsLine(behind, next);
  const names: string[] = [];
  if (bracket) names.push(...(isFresh ? [bracket, ','] : [',', bracket]));
  if (!isFresh && (WORD.test(behind.image) || behind.image === ')')) names.push(':', '=');
  if (VALUE_ENDS.has(behind.tokenType.name) && (!isFresh || isDeeper(tokens, at))) names.push('{');
  if (expected && WORD.test(expected.name) && expected.name === expected.name.toLowerCase()) names.push(expected.name);
  return [...new Set(names)].map((name) => insertion(name, tokens, at, types));
};

/** Whether the line of a token is indented deeper than the line before it. */
function isDeeper(tokens: readonly IToken[], at: number): boolean {
  let first = at - 1;
  while (first > 0 && !isFirstOnLine(tokens, first)) first--;
  return (tokens[at]?.startColumn ?? 1) > (tokens[first].startColumn ?? 1);
}

/** A token too many. */
export const superfluousToken: Maker = ({ tokens, at, from }) => {
  const token = tokens[at];
  if (token?.image === '}' && openBraces(tokens, from, at).length > 0) return [];
  if (!token || !['}', ')', ']', ',', ':', '.', '{'].includes(token.image)) return [];
  const message = token.image === '}' ? 'Unexpected `}`: no block is open here.' : `Unexpected \`${token.image}\`.`;
  return [removal(tokens, at, 1, message)];
};
