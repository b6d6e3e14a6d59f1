import type { NodeChoice } from '../../engine/model/node-choice.js';
import { type Dimension, describeDimension } from '../dimensions/dimension.js';
import type { Assignment, Expression, Item } from '../generated/ast.js';
import { dotted } from '../names/text.js';
import type { PropertyDescription, QuantityType } from '../properties/property.js';
import { expressionNames, observationIn } from './expressions.js';
import { interpretValue } from './interpret.js';
import { nodeChoice } from './node-choice.js';
import { quantityMustBeInRange } from './ranges.js';
import type { ValueRequest } from './request.js';
import { dimensionMustFit, typeOf } from './typing.js';

/** The value that a rule assigns to a property. */
export type Decision =
  /** `value`: in SI, if it is the same at every interval. */
  | { readonly kind: 'expression'; readonly node: Expression; readonly value?: number }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'nodes'; readonly choice: NodeChoice };

/**
 * The value of an assignment in a rule. Errors are reported once, at their place, and give undefined. Groups are not
 * checked: which groups exist depends on the scenario that uses the policy.
 */
export function decisionOf(
  assignment: Assignment,
  property: PropertyDescription,
  request: Pick<ValueRequest, 'files' | 'declared' | 'report'>,
): Decision | undefined {
  const { values } = assignment;
  const place = assignment.path ? dotted(assignment.path) : property.name;
  const computed = computedBy(values, property);
  if (computed) return fromExpression(computed.node, computed.type, `\`${place}\``, request);
  const value = interpretValue(values, { ...request, property: { ...property, name: place }, anyGroup: true });
  const choice = property.accepts.some((type) => type.kind === 'nodes') ? nodeChoice(value) : undefined;
  if (choice) return { kind: 'nodes', choice };
  return value?.kind === 'option' ? { kind: 'word', word: value.name } : undefined;
}

/** The expression that is evaluated at every interval; undefined for words, groups and invalid values. */
function computedBy(values: readonly Item[], property: PropertyDescription) {
  const [node] = values;
  const type = property.accepts.find((accepted): accepted is QuantityType => accepted.kind === 'quantity');
  if (!type || values.length !== 1 || !node || node.$type === 'Portion') return undefined;
  const takesWords = property.accepts.some(({ kind }) => kind !== 'quantity');
  switch (node.$type) {
    case 'Quantity':
    case 'Binary':
    case 'Unary':
      return { node, type };
    case 'NameExpression':
      return takesWords && isWordOf(node, property) ? undefined : { node, type };
    default:
      return undefined;
  }
}

/** `all`, `random(16)` or the name of a group. */
function isWordOf(node: Extract<Expression, { $type: 'NameExpression' }>, property: PropertyDescription): boolean {
  if (node.segments.length > 1 || observationIn(node)) return false;
  return !node.call || property.accepts.some((type) => type.kind === 'option' && type.name === dotted(node));
}

function fromExpression(
  node: Expression,
  type: QuantityType,
  place: string,
  { report }: Pick<ValueRequest, 'report'>,
): Decision | undefined {
  const found = typeOf(node, expressionNames, report);
  if (found.kind === 'unknown') return undefined;
  if (found.kind !== 'quantity') {
    reportNoQuantity(node, type.dimension, place, report);
    return undefined;
  }
  if (!dimensionMustFit(node, found.dimension, type.dimension, place, report, type.bare)) return undefined;
  if (found.value === undefined) return { kind: 'expression', node };
  if (!quantityMustBeInRange(node, found.value, type, place, report)) return undefined;
  return { kind: 'expression', node, value: found.value };
}

function reportNoQuantity(node: Expression, expected: Dimension, place: string, report: ValueRequest['report']): void {
  report({
    code: 'expression/condition',
    message: `${place} expects ${describeDimension(expected)}, but this is not a quantity.`,
    node,
  });
}
