import type { IToken } from 'chevrotain';
import { openBraces } from './braces.js';
import { isFirstOnLine } from './repair.js';

/** The form of statements that begin with a keyword, by that keyword. */
const FORMS: Readonly<Record<string, string>> = {
  accept: 'accept when proposed.blockSize <= 4MB',
  at: 'at 2min { crash 1 nodes }',
  byzantine: 'byzantine 1 twins { propose: invalid }',
  crash: 'crash 1 nodes for 90s',
  expect: 'expect "in time" mean(primary.blockTime) < 10s',
  from: 'from 2min to 3min { slow 1 nodes by 2 }',
  group: 'group Banks { nodes: 4 }',
  observe: 'observe over 60s { delay = mean(primary.blockTime) }',
  partition: 'partition 2 nodes | 2 nodes for 90s',
  plot: 'plot delays',
  policy: 'policy for Banks: Cautious',
  propose: 'propose current',
  slow: 'slow 1 nodes by 2 for 90s',
  vary: 'vary primary.blockSize over [1MB, 2MB]',
  when: 'when delay > 5s { primary.blockSize = 1MB }',
};

/** The message about an incomplete statement. */
export function notFinished(tokens: readonly IToken[], text: string): string {
  return `\`${text}\` is incomplete: ${howItGoes(tokens)}.`;
}

function howItGoes(tokens: readonly IToken[]): string {
  const [{ image, tokenType }] = tokens;
  const form = tokenType.name === image ? FORMS[image] : undefined;
  if (form) return `the form is \`${form}\``;
  if (tokens.at(-1)?.image === '.') return 'expected a name after the dot';
  if (tokens.some((token) => token.image === ':')) return 'expected the rest of its value';
  return 'expected `:` and a value, or a block';
}

/**
 * The start of the statement that a closing brace at `at` cuts off: the first word of its line or block. Undefined if
 * no block is open or the block is empty.
 */
export function cutShort(tokens: readonly IToken[], from: number, at: number): number | undefined {
  if (tokens[at]?.image !== '}' || openBraces(tokens, from, at).length === 0) return undefined;
  let first = at;
  while (first > from && !['{', '}'].includes(tokens[first - 1].image)) {
    first--;
    if (isFirstOnLine(tokens, first)) break;
  }
  return first === at ? undefined : first;
}
