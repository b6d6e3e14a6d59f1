import { type AstNode, AstUtils, CstUtils } from 'langium';
import type { Fault } from './fix.js';

/** The innermost node of a kind around the diagnostic's range; if there is none, the first inside the range. */
export function nodeAt<N extends AstNode>(fault: Fault, is: (node: unknown) => node is N): N | undefined {
  const root = fault.document.parseResult.value.$cstNode;
  if (!root) return undefined;
  const start = fault.document.textDocument.offsetAt(fault.range.start);
  const end = fault.document.textDocument.offsetAt(fault.range.end);
  const leaf = CstUtils.findLeafNodeAtOffset(root, start) ?? CstUtils.findLeafNodeBeforeOffset(root, start);
  const around = AstUtils.getContainerOfType(leaf?.astNode, is);
  if (around) return around;
  return AstUtils.streamAllContents(fault.document.parseResult.value).find(
    (node): node is N => is(node) && (node.$cstNode?.offset ?? -1) >= start && (node.$cstNode?.end ?? end + 1) <= end,
  );
}

/** Every node of a kind inside the range of the diagnostic. */
export function nodesIn<N extends AstNode>(fault: Fault, is: (node: unknown) => node is N): N[] {
  const { textDocument } = fault.document;
  const start = textDocument.offsetAt(fault.range.start);
  const end = textDocument.offsetAt(fault.range.end);
  return AstUtils.streamAllContents(fault.document.parseResult.value)
    .filter(
      (node): node is N => is(node) && (node.$cstNode?.offset ?? -1) >= start && (node.$cstNode?.end ?? end + 1) <= end,
    )
    .toArray();
}
