import { type AstNode, CstUtils, type LangiumDocument, type LeafCstNode } from 'langium';
import type { NameExpression, Path, Segment } from '../../generated/ast.js';

/** The word, number or sign at an offset, also at its end. */
export function leafAt(document: LangiumDocument, offset: number): LeafCstNode | undefined {
  const root = document.parseResult.value.$cstNode;
  if (!root) return undefined;
  const leaf = CstUtils.findDeclarationNodeAtOffset(root, offset);
  return leaf && leaf.offset <= offset && offset <= leaf.end ? leaf : undefined;
}

/** The segment of a path or dotted name that a leaf is, and the words up to it. */
export function segmentAt(
  leaf: LeafCstNode,
): { segment: Segment; owner: Path | NameExpression; words: string[] } | undefined {
  const node: AstNode = leaf.astNode;
  if (node.$type !== 'Segment' || leaf.text === '.') return undefined;
  const segment = node as Segment;
  const owner = segment.$container;
  const index = owner.segments.indexOf(segment);
  return { segment, owner, words: owner.segments.slice(0, index + 1).map(({ element }) => element?.$refText ?? '') };
}
