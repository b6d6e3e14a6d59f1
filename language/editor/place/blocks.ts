import type { IToken } from 'chevrotain';
import type { Block, BlockKind } from './place.js';

const DECLARATIONS: ReadonlySet<string> = new Set([
  'topology',
  'workload',
  'policy',
  'faults',
  'scenario',
  'experiment',
]);
const WORD = /^[A-Za-z_]\w*$/;

/** Constructs with braces that begin with their own keyword, by the block that contains them. */
const INSIDE: Partial<Record<BlockKind, Readonly<Record<string, BlockKind>>>> = {
  policy: { observe: 'observe', when: 'rule', simulate: 'simulate', learn: 'learn' },
  learn: { simulate: 'unseen' },
  faults: { at: 'event', from: 'event', byzantine: 'byzantine' },
  topology: { group: 'group' },
};

/** What a brace opens, deduced from the tokens before it at its level and from the enclosing block. */
export function blockOf(before: readonly IToken[], outer: BlockKind | undefined): Block {
  const words = outer === undefined ? undefined : INSIDE[outer];
  if (words && outer !== 'topology') {
    const token = [...before].reverse().find((candidate) => candidate.image in words);
    if (token) return { kind: words[token.image], path: [] };
  }
  const path = pathBefore(before);
  const [name] = path;
  const keyword = before[before.length - 2 * path.length]?.image ?? '';
  if (outer === 'topology' && keyword === 'group') return { kind: 'group', name, path: [] };
  if (outer === undefined) {
    const opening = [...before].reverse().find((token) => DECLARATIONS.has(token.image));
    const index = opening ? before.indexOf(opening) : -1;
    const parent = before[index + 2]?.image === 'extends' ? before[index + 3]?.image : undefined;
    if (opening) return { kind: opening.image as BlockKind, name: before[index + 1]?.image, parent, path: [] };
  }
  return { kind: 'property', path };
}

/** The dotted path that the tokens end with. */
function pathBefore(tokens: readonly IToken[]): string[] {
  const path: string[] = [];
  let index = tokens.length - 1;
  while (index >= 0 && WORD.test(tokens[index].image)) {
    path.unshift(tokens[index].image);
    if (tokens[index - 1]?.image !== '.') break;
    index -= 2;
  }
  return path;
}

/**
 * The dotted paths set in the container around the gap between two runs of tokens; `a { b: v }` counts as `a.b`.
 * A container is a block with a table of properties of its own, such as a scenario or a group.
 */
export function pathsSet(before: readonly IToken[], behind: readonly IToken[]): string[] {
  const tokens = [...before, ...behind];
  const frames: { container: number; prefix: readonly string[] }[] = [{ container: 0, prefix: [] }];
  const kinds: (BlockKind | undefined)[] = [undefined];
  const found: { container: number; path: string }[] = [];
  let containers = 0;
  let here = 0;
  let level: IToken[] = [];
  const levels: IToken[][] = [];
  tokens.forEach((token, index) => {
    if (index === before.length) here = frames[frames.length - 1].container;
    const frame = frames[frames.length - 1];
    if (token.image === '{') {
      const block = blockOf(level, kinds[kinds.length - 1]);
      levels.push(level);
      level = [];
      kinds.push(block.kind);
      frames.push(
        block.kind === 'property'
          ? { container: frame.container, prefix: [...frame.prefix, ...block.path] }
          : { container: ++containers, prefix: [] },
      );
      if (block.kind === 'property')
        found.push({ container: frame.container, path: [...frame.prefix, ...block.path].join('.') });
    } else if (token.image === '}' && frames.length > 1) {
      frames.pop();
      kinds.pop();
      level = [...(levels.pop() ?? []), token];
    } else {
      if (token.image === ':')
        found.push({ container: frame.container, path: [...frame.prefix, ...pathBefore(level)].join('.') });
      level.push(token);
    }
  });
  if (tokens.length === before.length) here = frames[frames.length - 1].container;
  return found.filter(({ container }) => container === here).map(({ path }) => path);
}
