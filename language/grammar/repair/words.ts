import type { TokenType } from 'chevrotain';
import { nearest } from '../../names/nearest.js';
import { type Maker, VALUE_ENDS, WORD } from './failure.js';
import {
  type Candidate,
  change,
  declarationWords,
  endOf,
  isFirstOnLine,
  marking,
  type Repair,
  type RepairTitle,
  readAs,
  removal,
  startsLine,
} from './repair.js';

/** A keyword or a name in quotation marks. */
export const quotedWord: Maker = ({ tokens, at, types }) => {
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
            repair: marking(token, `\`${word}\` is written without quotation marks.`, { verb: 'change', text: word }, [
              change(token, word),
            ]),
          },
        ],
  );
};

/** A word that resembles a keyword, here or one token earlier. */
export const misspeltWord: Maker = ({ tokens, at, from, types }) => {
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
        repair: marking(token, message, { verb: 'change', text: word }, [change(token, word)]),
      });
    }
  }
  return made;
};

/** A word after a value on its line that is not a property: a name without its quotation marks, or digits. */
export const strayWord: Maker = ({ tokens, at, from, types }) => {
  const before = tokens[at - 2];
  const word = tokens[at - 1];
  if (at - 2 < from || word?.tokenType.name !== 'ID' || startsLine(before, word)) return [];
  const reading = (type: TokenType, message: string, edits: Repair['edits'], title: RepairTitle): Candidate => ({
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
      reading(types.UNIT, `${message} Numbers are written without \`_\`: \`${meant}\`.`, edits, {
        verb: 'change',
        text: meant,
      }),
    ];
  }
  const made: Candidate[] = [];
  if (before.tokenType.name === 'ID') {
    const meant = `"${word.image}"`;
    const edits = [{ start: word.startOffset, end: endOf(word), newText: meant }];
    const hint = ` If it belongs to \`${before.image}\`, put it in quotation marks: \`${before.image} ${meant}\`.`;
    made.push(reading(types.STRING, `${message}${hint}`, edits, { verb: 'change', text: meant }));
  }
  if (VALUE_ENDS.has(before.tokenType.name) && !WORD.test(tokens[at - 3]?.image ?? ''))
    made.push(removal(tokens, at - 1, 1, message));
  return made;
};
