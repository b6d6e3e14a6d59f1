import type { IToken } from 'chevrotain';
import { type Maker, WORD } from './failure.js';
import {
  type Candidate,
  declarationWords,
  endOf,
  ignoredToken,
  insertedToken,
  isFirstOnLine,
  lineEndsBefore,
  marking,
  type Repair,
  startsLine,
  textOf,
} from './repair.js';

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

/** A value that is missing at the end of its line. What is on the next line may have been read as the value. */
export const missingValue: Maker = ({ tokens, at, from, types }) =>
  placesOfValues(tokens, from, at).map((index): Candidate => {
    const behind = tokens[index - 1];
    const next = tokens[index];
    const found = next === undefined ? 'the end of the file' : `\`${next.image}\``;
    return {
      at: index,
      remove: 0,
      insert: [ignoredToken(insertedToken(types.ID, behind))],
      repair: withoutValue(behind, found),
    };
  });

/** Where a value is missing: at a token, before the two tokens above it, or after a colon that ends a line. */
function placesOfValues(tokens: readonly IToken[], from: number, at: number): number[] {
  const near = [at, at - 1, at - 2].filter((index) => {
    const behind = tokens[index - 1];
    const next = tokens[index];
    if (index <= from || !behind || !BEFORE_VALUES.has(behind.tokenType.name)) return false;
    return index === at || next === undefined || startsLine(behind, next);
  });
  const above = lineEndsBefore(tokens, from, at)
    .filter((index) => tokens[index].image === ':')
    .map((index) => index + 1);
  return [...new Set([...near, ...above])];
}

/** @param found what stands in place of the value, as a reader sees it */
export function withoutValue(behind: IToken, found: string): Repair {
  return {
    code: 'syntax/missing-value',
    message: `Expected ${wantedAfter(behind)} after \`${behind.image}\`, but found ${found}.`,
    offset: behind.startOffset,
    length: behind.image.length,
    ...mendingAbsence(behind),
  };
}

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
    return { title: { verb: 'insert', text: example }, edits: [{ start: end, end, newText: ` ${example}` }] };
  }
  if (name === 'and' || name === 'or' || name === 'extends')
    return { title: { verb: 'remove', text: name }, edits: [{ start: token.startOffset, end, newText: '' }] };
  return { title: { verb: 'insert', text: '' }, edits: [] };
}

/** An incomplete declaration. */
export const missingBlock: Maker = ({ tokens, at, from, types }) => {
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
        repair: { ...marking(behind, absence, { verb: 'change', text: '{ }' }, edits), code: 'syntax/missing-value' },
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
        title: { verb: 'insert', text: '{ }' },
        edits: [{ start: end, end, newText: ' {\n}' }],
      },
    },
  ];
};
