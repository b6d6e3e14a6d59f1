import * as l10n from '@vscode/l10n';
import { isProperty } from '../../generated/ast.js';
import { type FixSource, replace } from './fix.js';
import { nodeAt } from './nodes.js';

/** Sets a quorum large enough for any two quorums to share an honest node. */
export const safeQuorum: FixSource = (fault) => {
  const range = nodeAt(fault, isProperty)?.values[0]?.$cstNode?.range;
  return range ? [{ title: l10n.t('Change to `{0}`', 'safe'), edits: [replace(range, 'safe')], preferred: true }] : [];
};
