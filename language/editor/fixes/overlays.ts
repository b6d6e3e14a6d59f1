import * as l10n from '@vscode/l10n';
import { isProperty, isQuantity } from '../../generated/ast.js';
import { type Fault, type Fix, type FixSource, replace } from './fix.js';
import { nodeAt, nodesIn } from './nodes.js';

/** The property that the fault is about, and the first number in its value. */
function numberIn(fault: Fault) {
  const property = nodeAt(fault, isProperty);
  const range = property?.$cstNode?.range;
  const number = range && nodesIn({ ...fault, range }, isQuantity)[0];
  const [first] = property?.values ?? [];
  return { value: number?.value, numberRange: number?.$cstNode?.range, valueRange: first?.$cstNode?.range };
}

function peersTitle(peers: number): string {
  return peers === 1 ? l10n.t('Change to 1 peer') : l10n.t('Change to {0} peers', peers);
}

/** Adds or removes one peer, which makes the overlay possible. */
export const evenDegree: FixSource = (fault) => {
  const { value, numberRange } = numberIn(fault);
  if (value === undefined || !numberRange) return [];
  return [value + 1, value - 1]
    .filter((degree) => degree > 0)
    .map(
      (degree, index): Fix => ({
        title: peersTitle(degree),
        edits: [replace(numberRange, String(degree))],
        preferred: index === 0,
      }),
    );
};

/** With fewer nodes than peers, `full` is the natural choice. */
export const fewerPeers: FixSource = (fault) => {
  const { valueRange, numberRange } = numberIn(fault);
  const { others } = fault.data;
  const fixes: Fix[] = [];
  if (valueRange)
    fixes.push({ title: l10n.t('Change to `{0}`', 'full'), edits: [replace(valueRange, 'full')], preferred: true });
  if (numberRange && typeof others === 'number' && others > 0)
    fixes.push({ title: peersTitle(others), edits: [replace(numberRange, String(others))] });
  return fixes;
};

/** Chooses all nodes instead of more than exist. */
export const allNodes: FixSource = (fault) => {
  const { valueRange } = numberIn(fault);
  return valueRange
    ? [{ title: l10n.t('Change to `{0}`', 'all'), edits: [replace(valueRange, 'all')], preferred: true }]
    : [];
};

/** Four nodes tolerate one faulty one. */
export const enoughNodes: FixSource = (fault) => {
  const { value, numberRange } = numberIn(fault);
  return value !== undefined && value < 4 && numberRange
    ? [{ title: l10n.t('Change to {0} nodes', 4), edits: [replace(numberRange, '4')], preferred: true }]
    : [];
};
