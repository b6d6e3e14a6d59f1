import type { IToken, TokenType } from 'chevrotain';
import { didYouMean, nearest } from '../../names/nearest.js';
import { distributionNamed } from '../../properties/distributions.js';
import { functionsNamed } from '../../properties/functions.js';
import { describeRedundant } from '../parser-error-messages.js';
import { missingClosing, openBraces } from './braces.js';
import {
  type Candidate,
  declarationWords,
  endOf,
  ignoredToken,
  insertedToken,
  isFirstOnLine,
  type Repair,
  readAs,
  startsLine,
  type TokenTypes,
} from './repair.js';
import { cutShort, notFinished } from './statements.js';

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

type Maker = (failure: ParseFailure) => readonly Candidate[];

/**
 * Possible repairs of a syntax error, the likeliest first. All kinds are in one file, since their order decides which
 * message a user sees.
 */
export function candidatesFor(failure: ParseFailure): Candidate[] {
  return MAKERS.flatMap((make) => make(failure));
}

const WORD = /^[A-Za-z_]\w*$/;
/** Token types that can end a value or a name. */
const VALUE_ENDS: ReadonlySet<string> = new Set([
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

/**
 * A comma before another property or at the end: `nodes: 4,`. Lists do not end with a comma, and properties are not
 * separated by commas. The first words of the next line may have been read as another value.
 */
const superfluousComma: Maker = ({ tokens, at, from }) =>
  commasBefore(tokens, from, at).map((place) => {
    const comma = tokens[place];
    const next = tokens[place + 1];
    const isList = next?.image === ')' || next?.image === ']';
    const message = isList
      ? `A list must not end with a comma.`
      : 'Unexpected comma: properties are not separated by commas.';
    const edits = [{ start: comma.startOffset, end: endOf(comma), newText: '' }];
    return { at: place, remove: 1, insert: [], repair: marking(comma, message, 'Remove `,`', edits) };
  });

/** Maximum number of lines that may have been read as values after a comma. */
const LINES_AFTER_COMMA = 2;

/** The comma right before a token, or those that end the lines above it, nearest first. */
function commasBefore(tokens: readonly IToken[], from: number, at: number): number[] {
  if (tokens[at - 1]?.image === ',') return [at - 1];
  const found: number[] = [];
  for (let index = Math.min(at, tokens.length - 1), lines = 0; index > from && lines < LINES_AFTER_COMMA; index--) {
    if (!isFirstOnLine(tokens, index)) continue;
    lines++;
    if (tokens[index - 1].image === ',') found.push(index - 1);
  }
  return found;
}

/** `duration = 1h` instead of a colon, `primary.blockSize: 2MB` instead of an equals sign. */
const colonAndEquals: Maker = ({ tokens, at, types }) => {
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
      repair: marking(token, message, `Change to \`${other}\``, [change(token, other)]),
    },
  ];
};

/**
 * A property without its colon that is itself the error: it has the name of a keyword, `scenario = Baseline` or
 * `interval 30s`, or its block allows several kinds of statements.
 */
const colonAfterWord: Maker = (failure) => {
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

/** A keyword or a name in quotation marks. */
const quotedWord: Maker = ({ tokens, at, types }) => {
  const token = tokens[at];
  const word = token?.tokenType.name === 'STRING' ? token.image.slice(1, -1) : '';
  if (!WORD.test(word)) return [];
  return [types[word], types.ID].flatMap((type): Candidate[] =>
    type === undefined
      ? []
      : [
          {
            at,
            remove: 1,
            insert: [readAs(token, type)],
            repair: marking(token, `\`${word}\` is written without quotation marks.`, `Change to \`${word}\``, [
              change(token, word),
            ]),
          },
        ],
  );
};

/** A word that resembles a keyword, here or one token earlier. */
const misspeltWord: Maker = ({ tokens, at, from, types }) => {
  const made: Candidate[] = [];
  for (const index of [at, at - 1]) {
    const token = tokens[index];
    if (index < from || (token?.tokenType.name !== 'ID' && token?.tokenType.name !== 'KEY')) continue;
    const isOpening = isFirstOnLine(tokens, index) && token.startColumn === 1;
    if (!isOpening && (tokens[index - 1]?.image === '.' || !/^[a-z]/.test(token.image))) continue;
    const words = isOpening
      ? declarationWords()
      : Object.keys(types).filter((name) => WORD.test(name) && name === name.toLowerCase());
    for (const word of nearest(token.image, words)) {
      const message = `Unknown word \`${token.image}\`. Did you mean \`${word}\`?`;
      made.push({
        at: index,
        remove: 1,
        insert: [readAs(token, types[word], word)],
        repair: marking(token, message, `Change to \`${word}\``, [change(token, word)]),
      });
    }
  }
  return made;
};

/** A missing comma, colon, equals sign, bracket or keyword. */
const missingToken: Maker = ({ tokens, at, from, expected, types }) => {
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

/**
 * A missing bracket inside a call: `median(primary.blockTime < 450ms`, `flat(median(primary.latency, 10%)`. Arguments
 * are not comparisons, and no call has more arguments than its function, so the bracket is missing before that.
 */
const bracketWithinCall: Maker = ({ tokens, at, from, types }) => {
  const opener = innermostBracket(tokens, from, at);
  if (opener === undefined || tokens[opener].image !== '(') return [];
  const open: { isCall: boolean; left: number }[] = [];
  for (let index = opener; index < at; index++) {
    const { image } = tokens[index];
    const call = open.at(-1);
    if (image === '(' || image === '[') {
      const name = tokens[index - 1]?.image ?? '';
      const isCall = image === '(' && WORD.test(name);
      open.push({ isCall, left: isCall ? mostArguments(name) : Number.POSITIVE_INFINITY });
    } else if (image === ')' || image === ']') open.pop();
    else if (call && image === ',') call.left--;
    if (call && (call.left === 0 || (call.isCall && COMPARISONS.has(image))))
      return [insertion(')', tokens, index, types)];
  }
  return [];
};

/** How many arguments a function or a distribution takes; infinite if that is unknown. */
function mostArguments(name: string): number {
  const counts = [...functionsNamed(name), distributionNamed(name)].map((form) => form?.parameters.length ?? 0);
  return Math.max(...counts, 0) || Number.POSITIVE_INFINITY;
}

const COMPARISONS: ReadonlySet<string> = new Set(['<', '>', '<=', '>=', '==', '!=']);

/** Whether the line of a token is indented deeper than the line before it. */
function isDeeper(tokens: readonly IToken[], at: number): boolean {
  let first = at - 1;
  while (first > 0 && !isFirstOnLine(tokens, first)) first--;
  return (tokens[at]?.startColumn ?? 1) > (tokens[first].startColumn ?? 1);
}

function insertion(name: string, tokens: readonly IToken[], at: number, types: TokenTypes): Candidate {
  const behind = tokens[at - 1];
  const next = tokens[at];
  const isHere = next !== undefined && !startsLine(behind, next);
  const end = endOf(behind);
  const marked = name === '{' || !isHere ? textBefore(tokens, at) : textFrom(tokens, at);
  const after = `after \`${textBefore(tokens, at).text}\``;
  const found = isHere ? `, but found \`${textFrom(tokens, at).text}\`` : '';
  return {
    at,
    remove: 0,
    insert: [insertedToken(types[name], behind)],
    repair: {
      code: name === '{' ? 'syntax/missing-brace' : 'syntax/unexpected',
      message: name === '{' ? `A \`{\` is missing ${after}.` : `Expected \`${name}\` ${after}${found}.`,
      offset: marked.offset,
      length: marked.text.length,
      title: `Insert \`${name}\``,
      edits: [{ start: end, end, newText: insertedText(name, isHere && next.startOffset > end, isHere) }],
    },
  };
}

/** A token as a reader sees it: a number includes its unit. */
function textBefore(tokens: readonly IToken[], at: number): { text: string; offset: number } {
  const token = tokens[at - 1];
  const number = tokens[at - 2];
  const isUnit = token.tokenType.name === 'UNIT' && number !== undefined && endOf(number) === token.startOffset;
  return isUnit
    ? { text: number.image + token.image, offset: number.startOffset }
    : { text: token.image, offset: token.startOffset };
}

function textFrom(tokens: readonly IToken[], at: number): { text: string; offset: number } {
  const unit = tokens[at + 1];
  const isUnit = unit?.tokenType.name === 'UNIT' && endOf(tokens[at]) === unit.startOffset;
  return { text: tokens[at].image + (isUnit ? unit.image : ''), offset: tokens[at].startOffset };
}

function insertedText(name: string, hasBlank: boolean, isHere: boolean): string {
  const gap = hasBlank || !isHere ? '' : ' ';
  if (name === ':' || name === ',') return `${name}${gap}`;
  return name === ')' || name === ']' ? name : ` ${name}${gap}`;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

/** The bracket that would close the innermost open one; undefined if that is a brace. */
function openBracket(tokens: readonly IToken[], from: number, to: number): string | undefined {
  return CLOSING[tokens[innermostBracket(tokens, from, to) ?? -1]?.image ?? ''];
}

/** The start of the innermost bracket or brace that is not closed between two tokens. */
function innermostBracket(tokens: readonly IToken[], from: number, to: number): number | undefined {
  const open: number[] = [];
  for (let index = from; index < to; index++) {
    const { name } = tokens[index].tokenType;
    if (name === '(' || name === '[' || name === '{') open.push(index);
    else if (name === ')' || name === ']' || name === '}') open.pop();
  }
  return open.at(-1);
}

/** Tokens after which a value must come. */
const BEFORE_VALUES: ReadonlySet<string> = new Set([
  ...[
    ':',
    '=',
    ',',
    '(',
    '[',
    '+',
    '-',
    '*',
    '/',
    '<',
    '>',
    '<=',
    '>=',
    '==',
    '!=',
    'and',
    'or',
    'not',
    'when',
    'over',
  ],
  ...['STRING', 'extends', 'within', 'of', 'over', 'in', 'for', 'by', 'at', 'from', 'to', 'plot'],
]);

/** A value that is missing at the end of its line. */
const missingValue: Maker = ({ tokens, at, from, types }) =>
  [at, at - 1, at - 2].flatMap((index): Candidate[] => {
    const behind = tokens[index - 1];
    const next = tokens[index];
    if (index <= from || !behind || !BEFORE_VALUES.has(behind.tokenType.name)) return [];
    if (index < at && next && !startsLine(behind, next)) return [];
    const found = next === undefined ? 'the end of the file' : `\`${next.image}\``;
    return [
      {
        at: index,
        remove: 0,
        insert: [ignoredToken(insertedToken(types.ID, behind))],
        repair: {
          code: 'syntax/missing-value',
          message: `Expected ${wantedAfter(behind)} after \`${behind.image}\`, but found ${found}.`,
          offset: behind.startOffset,
          length: behind.image.length,
          ...mendingAbsence(behind),
        },
      },
    ];
  });

const CONDITIONS: ReadonlySet<string> = new Set(['STRING', 'when', 'and', 'or', 'not']);

function wantedAfter({ tokenType: { name } }: IToken): string {
  if (name === 'extends') return 'the name of a scenario';
  return CONDITIONS.has(name) ? 'a condition' : 'a value';
}

/** Only the tables know which value belongs there. An expectation gets an example, and an operator can be removed. */
function mendingAbsence(token: IToken): Pick<Repair, 'title' | 'edits'> {
  const { name } = token.tokenType;
  const end = endOf(token);
  if (name === 'STRING') {
    const example = 'mean(primary.blockTime) < 10s';
    return { title: `Insert \`${example}\``, edits: [{ start: end, end, newText: ` ${example}` }] };
  }
  if (name === 'and' || name === 'or' || name === 'extends')
    return { title: `Remove \`${name}\``, edits: [{ start: token.startOffset, end, newText: '' }] };
  return { title: '', edits: [] };
}

/** A word on a line of its own that begins a statement. */
const unfinishedWord: Maker = ({ tokens, at, from }) => {
  const last = tokens[at - 1];
  const next = tokens[at];
  if (at <= from || (next && !startsLine(last, next))) return unfinishedAtFault(tokens, from, at);
  let first = at - 1;
  while (
    first > from &&
    !isFirstOnLine(tokens, first) &&
    (WORD.test(tokens[first].image) || tokens[first].image === '.')
  )
    first--;
  const words = tokens.slice(first, at);
  const isBehindBrace = ['{', '}'].includes(tokens[first].image);
  const kept = isBehindBrace ? words.slice(1) : words;
  if (kept.length === 0 || !kept.every(({ image }) => WORD.test(image) || image === '.'))
    return unfinishedAtFault(tokens, from, at);
  return [removal(tokens, at - kept.length, kept.length, notFinished(kept, textOf(kept)))];
};

/**
 * As `unfinishedWord`, if the word itself is the error: at the top level, and in blocks that allow several kinds of
 * statements.
 */
function unfinishedAtFault(tokens: readonly IToken[], from: number, at: number): Candidate[] {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (!token || !WORD.test(token.image) || !isFirstOnLine(tokens, at) || (next && !startsLine(token, next))) return [];
  if (openBraces(tokens, from, at).length > 0) return [removal(tokens, at, 1, notFinished([token], token.image))];
  const meant = didYouMean(nearest(token.image, declarationWords()));
  return [removal(tokens, at, 1, `${describeRedundant(token)}${meant}`)];
}

/** An incomplete declaration. */
const missingBlock: Maker = ({ tokens, at, from, types }) => {
  const behind = tokens[at - 1];
  const next = tokens[at];
  if (at <= from || !behind || (next && !startsLine(behind, next)) || !WORD.test(behind.image)) return [];
  let first = at - 1;
  while (first > from && !isFirstOnLine(tokens, first)) first--;
  if (!declarationWords().includes(tokens[first].image) || first === at - 1) return [];
  const end = endOf(behind);
  if (behind.image === 'extends') {
    const found = next === undefined ? 'the end of the file' : `\`${next.image}\``;
    const absence = `Expected the name of a scenario after \`extends\`, but found ${found}.`;
    const edits = [{ start: behind.startOffset, end, newText: '{\n}' }];
    return [
      {
        at,
        remove: 0,
        insert: [
          ignoredToken(insertedToken(types.ID, behind)),
          insertedToken(types['{'], behind),
          insertedToken(types['}'], behind),
        ],
        repair: { ...marking(behind, absence, 'Change to `{ }`', edits), code: 'syntax/missing-value' },
      },
    ];
  }
  const message = `Expected \`{\` and \`}\` after \`${textOf(tokens.slice(first, at))}\`.`;
  return [
    {
      at,
      remove: 0,
      insert: [insertedToken(types['{'], behind), insertedToken(types['}'], behind)],
      repair: {
        code: 'syntax/missing-brace',
        message,
        offset: behind.startOffset,
        length: behind.image.length,
        title: 'Insert `{ }`',
        edits: [{ start: end, end, newText: ' {\n}' }],
      },
    },
  ];
};

/** A word after a value on its line that is not a property: a name without its quotation marks, or digits. */
const strayWord: Maker = ({ tokens, at, from, types }) => {
  const before = tokens[at - 2];
  const word = tokens[at - 1];
  if (at - 2 < from || word?.tokenType.name !== 'ID' || startsLine(before, word)) return [];
  const change = (type: TokenType, message: string, edits: Repair['edits'], title: string): Candidate => ({
    at: at - 1,
    remove: 1,
    insert: [readAs(word, type)],
    repair: marking(word, message, title, edits),
  });
  const found = tokens[at] === undefined ? 'the end of the file' : `\`${tokens[at].image}\``;
  const message = `\`${word.image}\` is not part of the value before it, and a property needs \`:\` or \`{\` after it, not ${found}.`;
  const [, digits = '', unit = ''] = /^_([\d_]+)(\w*)$/.exec(word.image) ?? [];
  if (before.tokenType.name === 'NUMBER' && digits !== '') {
    const meant = `${before.image}${digits.replaceAll('_', '')}${unit}`;
    const edits = [{ start: before.startOffset, end: endOf(word), newText: meant }];
    return [
      change(
        types.UNIT,
        `${message} Numbers are written without \`_\`: \`${meant}\`.`,
        edits,
        `Change to \`${meant}\``,
      ),
    ];
  }
  const made: Candidate[] = [];
  if (before.tokenType.name === 'ID') {
    const meant = `"${word.image}"`;
    const edits = [{ start: word.startOffset, end: endOf(word), newText: meant }];
    const hint = ` If it belongs to \`${before.image}\`, put it in quotation marks: \`${before.image} ${meant}\`.`;
    made.push(change(types.STRING, `${message}${hint}`, edits, `Change to \`${meant}\``));
  }
  if (VALUE_ENDS.has(before.tokenType.name) && !WORD.test(tokens[at - 3]?.image ?? ''))
    made.push(removal(tokens, at - 1, 1, message));
  return made;
};

/** A statement cut off by the brace of its block. */
const unfinishedStatement: Maker = ({ tokens, at, from, expected }) => {
  const first = cutShort(tokens, from, at);
  // If only a colon can follow, the parser's own message is clear enough.
  if (first === undefined || expected?.name === ':') return [];
  const statement = tokens.slice(first, at);
  return [removal(tokens, first, statement.length, notFinished(statement, textOf(statement)))];
};

/** A token too many. */
const superfluousToken: Maker = ({ tokens, at, from }) => {
  const token = tokens[at];
  if (token?.image === '}' && openBraces(tokens, from, at).length > 0) return [];
  if (!token || !['}', ')', ']', ',', ':', '.', '{'].includes(token.image)) return [];
  const message = token.image === '}' ? 'Unexpected `}`: no block is open here.' : `Unexpected \`${token.image}\`.`;
  return [removal(tokens, at, 1, message)];
};

function removal(tokens: readonly IToken[], at: number, count: number, message: string): Candidate {
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
      title: `Remove \`${textOf(tokens.slice(at, at + count))}\``,
      edits: [{ start: first.startOffset, end: endOf(last), newText: '' }],
    },
  };
}

function textOf(tokens: readonly IToken[]): string {
  return tokens
    .map((token, index) =>
      index > 0 && endOf(tokens[index - 1]) < token.startOffset ? ` ${token.image}` : token.image,
    )
    .join('');
}

function marking(token: IToken, message: string, title: string, edits: Repair['edits']): Repair {
  return { code: 'syntax/unexpected', message, offset: token.startOffset, length: token.image.length, title, edits };
}

function change(token: IToken, newText: string): Repair['edits'][number] {
  return { start: token.startOffset, end: endOf(token), newText };
}

/** `scenario` alone in a block: a property being typed, although the word may begin a declaration. */
const unfinishedWordOfDeclaration: Maker = ({ tokens, at, from }) => {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (!token || !declarationWords().includes(token.tokenType.name)) return [];
  const isAlone = next?.image === '}' || (next !== undefined && startsLine(token, next));
  if (!isAlone || openBraces(tokens, from, at).length === 0) return [];
  return [removal(tokens, at, 1, notFinished([token], token.image))];
};

const closingBrace: Maker = ({ tokens, from, at, types }) => missingClosing(tokens, from, at, types);

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
