import * as l10n from '@vscode/l10n';
import { type Expression, isClamped, isNameExpression, isQuantity } from '../../generated/ast.js';
import { dotted } from '../../names/text.js';
import { distributionNamed } from '../../properties/distributions.js';
import { type Fault, type Fix, type FixSource, replace } from './fix.js';
import { nodeAt, nodesIn } from './nodes.js';

function callNamed(fault: Fault, names: readonly string[]) {
  const inside = nodesIn(fault, isNameExpression).find((node) => names.includes(dotted(node)));
  return inside ?? [nodeAt(fault, isNameExpression)].find((node) => node && names.includes(dotted(node)));
}

/** Adds the missing weight to the last component, or scales all weights. */
export const weights: FixSource = (fault) => {
  const mixture = callNamed(fault, ['mixture']);
  const parts =
    mixture?.arguments.flatMap((argument) => (argument.$type === 'WeightedArgument' ? [argument.weight] : [])) ?? [];
  const values = parts.map((weight) =>
    isQuantity(weight) ? weight.value * (weight.unit === '%' ? 0.01 : 1) : Number.NaN,
  );
  const sum = values.reduce((total, value) => total + value, 0);
  if (!(sum > 0)) return [];
  const rest = 1 - (sum - values[values.length - 1]);
  const write = (value: number, weight: Expression) =>
    isQuantity(weight) && weight.unit === '%' ? `${rounded(value * 100)}%` : String(rounded(value));
  const fixes: Fix[] = [];
  const last = parts[parts.length - 1];
  const lastRange = last.$cstNode?.range;
  if (rest > 0 && rest <= 1 && lastRange) {
    const text = write(rest, last);
    fixes.push({
      title: l10n.t('Change the last weight to {0}', text),
      edits: [replace(lastRange, text)],
      preferred: true,
    });
  }
  const edits = parts.flatMap((weight, index) => {
    const range = weight.$cstNode?.range;
    return range ? [replace(range, write(values[index] / sum, weight))] : [];
  });
  return [...fixes, { title: l10n.t('Scale all weights to a sum of 1'), edits, preferred: fixes.length === 0 }];
};

function rounded(value: number): number {
  return Number(value.toFixed(6));
}

/** Swaps two bounds. */
export const swappedBounds: FixSource = (fault) => {
  const clamped = nodesIn(fault, isClamped)[0] ?? nodeAt(fault, isClamped);
  const call = callNamed(fault, ['uniform']);
  const [lo, hi] = call ? call.arguments : [clamped?.lo, clamped?.hi];
  if (!lo?.$cstNode || !hi?.$cstNode) return [];
  return [
    {
      title: l10n.t('Swap the bounds'),
      edits: [replace(lo.$cstNode.range, hi.$cstNode.text), replace(hi.$cstNode.range, lo.$cstNode.text)],
      preferred: true,
    },
  ];
};

/** A distribution of the same mean and spread that is never negative. */
export const positive: FixSource = (fault) => {
  const name = callNamed(fault, ['normal'])?.segments[0]?.$cstNode?.range;
  return name
    ? [{ title: l10n.t('Change to `{0}`, which is positive', 'lognormal'), edits: [replace(name, 'lognormal')] }]
    : [];
};

/**
 * Adds the arguments that a call lacks, by name. They have the size of the first one, which at least has their
 * dimension.
 */
export const missingArguments: FixSource = (fault) => {
  const { missing } = fault.data;
  const call = nodesIn(fault, isNameExpression)[0] ?? nodeAt(fault, isNameExpression);
  const first = call?.arguments[0]?.$cstNode;
  const last = call?.arguments.at(-1)?.$cstNode;
  if (
    !Array.isArray(missing) ||
    !call ||
    !first ||
    !last ||
    call.arguments.some(({ $type }) => $type === 'WeightedArgument')
  )
    return [];
  const parameters = distributionNamed(dotted(call))?.parameters ?? [];
  const values = missing.map((name: unknown) => {
    const isNumber = parameters.some((parameter) => parameter.name === name && parameter.of === 'number');
    return `${name}: ${isNumber ? '2' : first.text.replace(/^\w+\s*:\s*/, '')}`;
  });
  const end = { start: last.range.end, end: last.range.end };
  const list = values.join(', ');
  return [{ title: l10n.t('Add `{0}`', list), edits: [replace(end, `, ${list}`)], preferred: true }];
};
