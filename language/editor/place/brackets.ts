import type { IToken } from 'chevrotain';
import type { Bracket } from './place.js';

const WORD = /^[A-Za-z_]\w*$/;
const KEYWORDS = new Set(['over', 'in', 'to', 'and', 'or', 'not', 'when', 'plot', 'for', 'within', 'of']);

/** What an open bracket is: `before` are the tokens before it at its level, `inside` those after it. */
export function bracketOf(token: IToken, before: readonly IToken[], inside: readonly IToken[]): Bracket {
  const index = inside.filter((candidate) => candidate.image === ',').length;
  const lastComma = inside.map((candidate) => candidate.image).lastIndexOf(',');
  const argument = inside.slice(lastComma + 1);
  const colon = argument.findIndex((candidate) => candidate.image === ':');
  const label =
    colon > 0
      ? argument
          .slice(0, colon)
          .map((candidate) => candidate.image)
          .join('')
      : undefined;
  const name = token.image === '(' ? callBefore(before) : [];
  return {
    open: token.image === '[' ? '[' : '(',
    call: name.map((word) => word.image).join(''),
    index,
    label,
    offset: name[0]?.startOffset ?? token.startOffset,
  };
}

function callBefore(tokens: readonly IToken[]): IToken[] {
  const name: IToken[] = [];
  let index = tokens.length - 1;
  while (index >= 0 && WORD.test(tokens[index].image) && !KEYWORDS.has(tokens[index].image)) {
    name.unshift(tokens[index]);
    if (tokens[index - 1]?.image !== '.') break;
    name.unshift(tokens[index - 1]);
    index -= 2;
  }
  return name;
}
