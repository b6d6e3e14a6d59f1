import type { IToken } from 'chevrotain';
import { type AstNode, AstUtils } from 'langium';
import { isDeclaration, isImport, isNameExpression, isSingleNode, isUnary } from '../generated/ast.js';

/** A token or comment of the text, with the white space before it. */
export interface Item {
  readonly text: string;
  readonly kind: 'token' | 'lineComment' | 'blockComment';
  /** Name of the token's type; punctuation and keywords are named by their text. */
  readonly type: string;
  readonly offset: number;
  /** Column, from 0. */
  readonly column: number;
  /** Line breaks between the item before and this one. */
  readonly breaks: number;
  /** Spaces between the item before and this one, where both are on a line. */
  readonly spaces: number;
}

/** Tokens and comments of a text in their order. */
export function itemsOf(text: string, tokens: readonly IToken[], comments: readonly IToken[]): Item[] {
  const all = [...tokens, ...comments].sort((a, b) => a.startOffset - b.startOffset);
  let end = 0;
  let lineStart = 0;
  return all.map((token) => {
    const blank = text.slice(end, token.startOffset);
    if (blank.includes('\n')) lineStart = end + blank.lastIndexOf('\n') + 1;
    const column = token.startOffset - lineStart;
    if (token.image.includes('\n')) lineStart = token.startOffset + token.image.lastIndexOf('\n') + 1;
    end = token.startOffset + token.image.length;
    const breaks = blank.split('\n').length - 1;
    return {
      text: token.image,
      kind: kindOf(token),
      type: token.tokenType.name,
      offset: token.startOffset,
      column,
      breaks,
      spaces: breaks > 0 ? 0 : blank.replaceAll('\t', ' ').length,
    };
  });
}

function kindOf(token: IToken): Item['kind'] {
  switch (token.tokenType.name) {
    case 'SL_COMMENT':
      return 'lineComment';
    case 'ML_COMMENT':
      return 'blockComment';
    default:
      return 'token';
  }
}

/** Facts that only the syntax tree knows, by offset in the text. */
export interface Landmarks {
  /** Where declarations and imports begin. */
  readonly declarations: ReadonlySet<number>;
  /** Where a part of a block begins; a line that begins elsewhere continues the previous one. */
  readonly statements: ReadonlySet<number>;
  /** Opening brackets of calls and of single nodes (`Banks[2]`), which follow the name without a space. */
  readonly calls: ReadonlySet<number>;
  /** Signs, which are followed by their number without a space. */
  readonly signs: ReadonlySet<number>;
}

const STATEMENTS: ReadonlySet<string> = new Set([
  'Property',
  'Group',
  'Expectation',
  'Propose',
  'Observe',
  'Observation',
  'Rule',
  'Assignment',
  'Simulate',
  'Learn',
  'Unseen',
  'Choice',
  'Accept',
  'FaultEvent',
  'Byzantine',
  'Crash',
  'Partition',
  'Drop',
  'Duplicate',
  'Delay',
  'Slow',
  'Change',
  'Vary',
  'Plot',
  'Goal',
  'Search',
  'Stop',
]);

export function landmarksOf(root: AstNode): Landmarks {
  const declarations = new Set<number>();
  const statements = new Set<number>();
  const calls = new Set<number>();
  const signs = new Set<number>();
  for (const node of AstUtils.streamAst(root)) {
    const cst = node.$cstNode;
    if (!cst) continue;
    if (isDeclaration(node) || isImport(node)) declarations.add(cst.offset);
    if (STATEMENTS.has(node.$type)) statements.add(cst.offset);
    if (isSingleNode(node) && node.of?.$cstNode) {
      const bracket = cst.text.indexOf('[', node.of.$cstNode.end - cst.offset);
      calls.add(cst.offset + bracket);
    }
    if (isUnary(node) && node.operator === '-') signs.add(cst.offset);
    if (isNameExpression(node) && node.call) {
      const last = node.segments.at(-1)?.$cstNode;
      if (last) calls.add(cst.offset + cst.text.indexOf('(', last.end - cst.offset));
    }
  }
  return { declarations, statements, calls, signs };
}
