import * as l10n from '@vscode/l10n';
import { isAccept, isObservation, isPolicyDeclaration, isRule } from '../../generated/ast.js';
import { type FixSource, insertAt, removal, replace } from './fix.js';
import { nodeAt } from './nodes.js';

/** Moves a metric that a rule reads into `observe`, under a name that the rule then reads. */
export const observed: FixSource = (fault) => {
  const policy = nodeAt(fault, isPolicyDeclaration)?.$cstNode;
  const brace = policy ? policy.text.indexOf('{') : -1;
  if (!policy || brace < 0) return [];
  const line = `observe over 60s { observed = ${fault.text} }`;
  const isTall = /^[ \t]*\r?\n/.test(policy.text.slice(brace + 1));
  const text = isTall ? `\n    ${line}` : ` ${line}`;
  return [
    {
      title: l10n.t('Observe it over 60 s'),
      edits: [insertAt(fault, policy.offset + brace + 1, text), replace(fault.range, 'observed')],
      preferred: true,
    },
  ];
};

/** Removes an observation that nothing reads. */
export const superfluousObservation: FixSource = (fault) => {
  const observation = nodeAt(fault, isObservation);
  const node = observation?.$cstNode;
  if (!observation || !node || observation.$container.observations.length < 2) return [];
  return [
    {
      title: l10n.t('Remove `{0}`', observation.name),
      edits: [removal(fault, node.offset, node.end)],
      preferred: true,
    },
  ];
};

/** Removes a rule that never fires. */
export const superfluousRule: FixSource = (fault) => {
  const node = nodeAt(fault, isRule)?.$cstNode;
  return node ? [{ title: l10n.t('Remove the rule'), edits: [removal(fault, node.offset, node.end)] }] : [];
};

/** Removes a condition that accepts nothing. */
export const superfluousAcceptance: FixSource = (fault) => {
  const node = nodeAt(fault, isAccept)?.$cstNode;
  return node ? [{ title: l10n.t('Remove `{0}`', 'accept'), edits: [removal(fault, node.offset, node.end)] }] : [];
};
