import type { IToken } from 'chevrotain';

/** A declaration, property or other construct whose braces are open at a place. */
export interface Block {
  /** `scenario`, `topology`, …, `property` for a block that a property opens, `observe`, `rule`, `event` and the like. */
  readonly kind: BlockKind;
  /** Name of a declaration or group. */
  readonly name?: string;
  /** The scenario that it extends. */
  readonly parent?: string;
  /** Words of the path, if a property opens the block. */
  readonly path: readonly string[];
}

export type BlockKind =
  | 'topology'
  | 'group'
  | 'workload'
  | 'policy'
  | 'faults'
  | 'scenario'
  | 'experiment'
  | 'property'
  | 'observe'
  | 'rule'
  | 'simulate'
  | 'learn'
  | 'unseen'
  | 'event'
  | 'byzantine';

/** A bracket that is open at a place: a call, a list, or plain parentheses. */
export interface Bracket {
  readonly open: '(' | '[';
  /** Name of the call, dotted; empty for a list or plain parentheses. */
  readonly call: string;
  /** Commas before the place, at this level. */
  readonly index: number;
  /** Name or weight before a colon in this argument. */
  readonly label?: string;
  /** Where the name of the call begins, or the bracket itself. */
  readonly offset: number;
}

/** The statement around a place, by the word or path that begins it. */
export type Statement =
  | { readonly kind: 'property'; readonly path: readonly string[] }
  /** `name = …` in a rule, an `observe`, or a distribution. */
  | { readonly kind: 'assignment'; readonly path: readonly string[] }
  /** `path in [ … ]` */
  | { readonly kind: 'choice'; readonly path: readonly string[] }
  /** `vary path over [ … ]` */
  | { readonly kind: 'axis'; readonly path: readonly string[] }
  /** `when`, `expect`, `plot`, `crash`, … with the tokens after it. */
  | { readonly kind: 'keyword'; readonly word: string; readonly behind: readonly IToken[] };

/** Where in the language a place is. */
export interface Place {
  /** Enclosing blocks, outermost first; none at the level of the file. */
  readonly blocks: readonly Block[];
  /** Open brackets inside the innermost block, outermost first. */
  readonly brackets: readonly Bracket[];
  readonly statement?: Statement;
  /** Dotted paths that are set around the place, before or after it, relative to {@link container}. */
  readonly set: readonly string[];
  /** Words of a dotted name before the place: `['primary']` after `primary.` */
  readonly qualifier: readonly string[];
  /** A value is missing here: after a colon, a comma, an operator or an opening bracket. */
  readonly expectsValue: boolean;
  /** Values of the statement's list before this one. */
  readonly item: number;
  /** The number directly before the place. */
  readonly number?: IToken;
  /** The token before the place and before the qualifier. */
  readonly previous?: IToken;
  /** The word being typed: `[start, end)`. The place may be in the middle of it. */
  readonly start: number;
  readonly end: number;
}

/** The innermost block. */
export function innermost(place: Place): Block | undefined {
  return place.blocks.at(-1);
}

/** The block from which property paths are looked up; blocks opened by properties only make the path longer. */
export function container(place: Place): { block: Block; path: string[] } | undefined {
  const path: string[] = [];
  for (const block of [...place.blocks].reverse()) {
    if (block.kind !== 'property') return { block, path };
    path.unshift(...block.path);
  }
  return undefined;
}
