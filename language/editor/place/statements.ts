import type { IToken } from 'chevrotain';
import type { BlockKind, Statement } from './place.js';

/** Words that begin a statement, by block. */
const KEYWORDS: Partial<Record<BlockKind | 'file', ReadonlySet<string>>> = {
  file: new Set(['import', 'distribution', 'topology', 'workload', 'policy', 'faults', 'scenario', 'experiment']),
  topology: new Set(['group']),
  scenario: new Set(['expect']),
  experiment: new Set(['expect', 'vary', 'zip', 'plot', 'choose', 'search', 'stop']),
  policy: new Set(['propose', 'observe', 'when', 'simulate', 'learn', 'accept']),
  learn: new Set(['simulate']),
  faults: new Set(['at', 'from', 'byzantine']),
  event: new Set(['crash', 'partition', 'drop', 'duplicate', 'delay', 'slow', 'byzantine']),
};

const WORD = /^[A-Za-z_]\w*$/;

/** The last statement that begins in the tokens of a block, and the tokens after its first word. */
export function lastStatement(
  tokens: readonly IToken[],
  block: BlockKind | undefined,
): { statement: Statement; behind: readonly IToken[] } | undefined {
  const keywords = KEYWORDS[block ?? 'file'];
  for (let index = tokens.length - 1; index >= 0; index--) {
    const { image } = tokens[index];
    // A closed block ends the statement before it.
    if (image === '}') return undefined;
    const behind = tokens.slice(index + 1);
    const path = pathBefore(tokens, index);
    if (image === ':' && path.length > 0)
      return { statement: { kind: 'property', path: pathForGroup(tokens, index) ?? path }, behind };
    if (image === '=' && path.length > 0) return { statement: { kind: 'assignment', path }, behind };
    if (image === 'in' && path.length > 0) return { statement: { kind: 'choice', path }, behind };
    if (image === 'over' && block === 'experiment' && path.length > 0)
      return { statement: { kind: 'axis', path }, behind };
    // `policy: P` and `topology.x: v` are properties, found above; after a dot a word is part of a path.
    if (keywords?.has(image) && tokens[index - 1]?.image !== '.' && tokens[index].tokenType.name !== 'KEY')
      return { statement: { kind: 'keyword', word: image, behind }, behind };
  }
  return undefined;
}

/** `policy for Banks:` takes the same values as `policy:`. */
function pathForGroup(tokens: readonly IToken[], colon: number): string[] | undefined {
  if (tokens[colon - 2]?.image !== 'for') return undefined;
  const path = pathBefore(tokens, colon - 2);
  return path.at(-1) === 'policy' ? path : undefined;
}

function pathBefore(tokens: readonly IToken[], end: number): string[] {
  const path: string[] = [];
  let index = end - 1;
  while (index >= 0 && WORD.test(tokens[index].image)) {
    path.unshift(tokens[index].image);
    if (tokens[index - 1]?.image !== '.') break;
    index -= 2;
  }
  return path;
}
