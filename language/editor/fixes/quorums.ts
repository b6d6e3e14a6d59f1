import { isProperty } from '../../generated/ast.js';
import { type FixSource, replace } from './fix.js';
import { nodeAt } from './nodes.js';

/** Sets a quorum large enough for any two quorums to share an honest node. */
export const safeQuorum: FixSource = (fault) => {
  const range = nodeAt(fault, isProperty)?.values[0]?.$cstNode?.range;
  return range ? [{ title: 'Change to `safe`', edits: [replace(range, 'safe')], preferred: true }] : [];
};
