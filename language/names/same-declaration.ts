import { type AstNode, AstUtils, CstUtils, UriUtils } from 'langium';
import { type Declaration, isDeclaration } from '../generated/ast.js';

/** Strings that may be the path of a file. */
const LIKE_A_PATH = /^".*[./\\].*"$/;

/**
 * Whether two declarations are equivalent: the same tokens in the same order, apart from layout and comments, and every
 * name resolves to the same thing. Paths are relative to a file, so declarations with paths must be in the same folder.
 */
export function isSameDeclaration(a: Declaration, b: Declaration, compared = new Set<Declaration>()): boolean {
  // Recursive references are taken as equal: any difference shows elsewhere.
  if (a === b || compared.has(a)) return true;
  compared.add(a);
  const words = wordsIn(a);
  const others = wordsIn(b);
  if (words.length !== others.length || words.some((word, index) => word !== others[index])) return false;
  if (words.some((word) => LIKE_A_PATH.test(word)) && folderOf(a) !== folderOf(b)) return false;
  const meant = targetsIn(a);
  const meantThere = targetsIn(b);
  return meant.every((target, index) => isSameTarget(target, meantThere[index], a, b, compared));
}

function wordsIn(node: AstNode): string[] {
  const leaves = node.$cstNode ? CstUtils.flattenCst(node.$cstNode).toArray() : [];
  return leaves.filter(({ hidden }) => !hidden).map(({ text }) => text);
}

function folderOf(node: AstNode): string | undefined {
  const uri = AstUtils.findRootNode(node).$document?.uri;
  return uri && UriUtils.dirname(uri).toString();
}

function targetsIn(node: AstNode): (AstNode | undefined)[] {
  return AstUtils.streamAst(node)
    .flatMap((inner) => AstUtils.streamReferences(inner))
    .map(({ reference }) => ('ref' in reference ? reference.ref : undefined))
    .toArray();
}

function isSameTarget(
  target: AstNode | undefined,
  other: AstNode | undefined,
  a: Declaration,
  b: Declaration,
  compared: Set<Declaration>,
): boolean {
  if (target === other) return true;
  const [owner, otherOwner] = [declarationOf(target), declarationOf(other)];
  if (!owner || !otherOwner) return false;
  // References to what a declaration itself declares are equal.
  if (owner === a && otherOwner === b) return true;
  return isSameDeclaration(owner, otherOwner, compared);
}

function declarationOf(node: AstNode | undefined): Declaration | undefined {
  return node && AstUtils.getContainerOfType(node, isDeclaration);
}
