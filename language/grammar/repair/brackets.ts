import type { IToken } from 'chevrotain';
import { distributionNamed } from '../../properties/distributions.js';
import { functionsNamed } from '../../properties/functions.js';
import { type Maker, WORD } from './failure.js';
import { insertion } from './insertion.js';

/**
 * A missing bracket inside a call: `median(primary.blockTime < 450ms`, `flat(median(primary.latency, 10%)`. Arguments
 * are not comparisons, and no call has more arguments than its function, so the bracket is missing before that.
 */
export const bracketWithinCall: Maker = ({ tokens, at, from, types }) => {
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

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

/** The bracket that would close the innermost open one; undefined if that is a brace. */
export function openBracket(tokens: readonly IToken[], from: number, to: number): string | undefined {
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
