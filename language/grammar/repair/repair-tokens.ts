import type { IToken } from 'chevrotain';
import { candidatesFor } from './candidates.js';
import type { Probe } from './probe.js';
import { beginsDeclaration, type Candidate, isFirstOnLine, type Repair, type TokenTypes } from './repair.js';

/** After this many repairs, further errors are reported as the parser finds them. */
const MAX_REPAIRS = 20;
/** A repair counts if it lets the parser get this many tokens further, or to the end. */
const FURTHER = 2;
/** The number of tokens after an error that are used to rate a repair. */
const AHEAD = 300;

export interface RepairedTokens {
  readonly tokens: readonly IToken[];
  readonly repairs: readonly Repair[];
}

/**
 * Repairs a text that does not parse: at each error it takes the usual repair that lets the parser get furthest. An
 * error that no repair fixes stays, and parsing continues with the next declaration.
 * @param count how many of the tokens are repaired; the tokens after them show how the text continues
 */
export function repairTokens(
  given: readonly IToken[],
  probe: Probe,
  types: TokenTypes,
  count = given.length,
): RepairedTokens {
  let tokens = given;
  const behind = given.length - count;
  const repairs: Repair[] = [];
  let from = 0;
  while (repairs.length < MAX_REPAIRS && from < tokens.length - behind) {
    const own = tokens.slice(0, tokens.length - behind);
    const reached = probe(own.slice(from));
    if (!reached) break;
    const at = from + reached.index;
    const start = startBefore(tokens, at, from);
    const best = bestOf(
      candidatesFor({ tokens, from: start, at, expected: reached.expected, types }),
      { tokens: own, start, at },
      probe,
    );
    if (best) {
      repairs.push(best.repair);
      tokens = applied(tokens, best);
      from = start;
    } else {
      const next = startBehind(own, at);
      if (next === undefined) break;
      from = next;
    }
  }
  return { tokens, repairs: repairs.sort((a, b) => a.offset - b.offset) };
}

function bestOf(
  candidates: readonly Candidate[],
  { tokens, start, at }: { tokens: readonly IToken[]; start: number; at: number },
  probe: Probe,
): Candidate | undefined {
  const end = Math.min(tokens.length, at + AHEAD);
  let best: Candidate | undefined;
  let furthest = 0;
  for (const candidate of candidates) {
    const tried = applied(tokens.slice(0, end), candidate).slice(start);
    const reached = probe(tried)?.index;
    // The inspected tokens may end in the middle of a statement.
    const isThrough =
      reached === undefined ||
      (reached >= tried.length && end < tokens.length) ||
      isOutside(tried, reached, at - start + candidate.insert.length - candidate.remove);
    const further = isThrough
      ? Number.POSITIVE_INFINITY
      : reached - (at - start + candidate.insert.length - candidate.remove);
    if (further > furthest && (further >= FURTHER || reached === tried.length)) {
      best = candidate;
      furthest = further;
    }
  }
  return best;
}

/** Whether the next error is in another declaration: at the beginning of a line, outside all braces. */
function isOutside(tokens: readonly IToken[], at: number, before: number): boolean {
  if (at < 1 || at <= before || tokens[at]?.startColumn !== 1 || !isFirstOnLine(tokens, at)) return false;
  let depth = 0;
  for (const { tokenType } of tokens.slice(0, at))
    depth += tokenType.name === '{' ? 1 : tokenType.name === '}' ? -1 : 0;
  return depth === 0 && tokens[at - 1].tokenType.name === '}';
}

function applied(tokens: readonly IToken[], { at, remove, insert }: Candidate): IToken[] {
  return [...tokens.slice(0, at), ...insert, ...tokens.slice(at + remove)];
}

/** The start of the declaration with the error: the last one before it outside all braces. */
function startBefore(tokens: readonly IToken[], at: number, least: number): number {
  let start = least;
  let depth = 0;
  for (let index = least; index < at; index++) {
    const { name } = tokens[index].tokenType;
    if (depth === 0 && beginsDeclaration(tokens, index)) start = index;
    if (name === '{') depth++;
    else if (name === '}') depth = Math.max(0, depth - 1);
  }
  return start;
}

function startBehind(tokens: readonly IToken[], at: number): number | undefined {
  for (let index = at + 1; index < tokens.length; index++) if (beginsDeclaration(tokens, index)) return index;
  return undefined;
}
