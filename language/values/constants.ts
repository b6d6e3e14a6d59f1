import { unitNamed } from '../dimensions/units.js';
import { type Expression, isBinary, isQuantity, type NameExpression } from '../generated/ast.js';
import { didYouMean, nearest } from '../names/nearest.js';
import { dotted } from '../names/text.js';
import type { Report } from '../validation/report.js';
import { argumentsMustFit } from './arguments.js';
import { dimensionMustFit, type Type, typeOf, UNKNOWN } from './typing.js';

const FUNCTIONS: Readonly<Record<string, readonly { name: string }[]>> = {
  abs: [{ name: 'value' }],
  min: [{ name: 'a' }, { name: 'b' }],
  max: [{ name: 'a' }, { name: 'b' }],
};

/** The names allowed in constant expressions: `abs`, `min` and `max` of constants. */
export function constantNames(expression: NameExpression, report: Report): Type {
  const name = dotted(expression);
  const parameters = expression.call ? FUNCTIONS[name] : undefined;
  if (parameters) return typeOfFunction(expression, parameters, constantNames, report);
  const apart = unitApart(expression);
  if (apart) {
    const message = `\`${apart.text}\` is one unit, which is written without spaces: \`${apart.unit}\`.`;
    report({ code: 'unit/unknown', message, node: expression, suggestions: [] });
    return UNKNOWN;
  }
  const suggestions = expression.call ? nearest(name, Object.keys(FUNCTIONS)) : [];
  report({
    code: expression.call ? 'call/unknown' : 'value/unexpected',
    message: `Expected a quantity, but \`${expression.$cstNode?.text ?? name}\` is not one.${didYouMean(suggestions)}`,
    node: expression,
    suggestions,
  });
  return UNKNOWN;
}

/** The unit that a division such as `10 MB / s` was probably meant to be. */
function unitApart(divisor: NameExpression): { text: string; unit: string } | undefined {
  const { $container: quotient } = divisor;
  if (!isBinary(quotient) || quotient.operator !== '/' || quotient.right !== divisor) return undefined;
  if (!isQuantity(quotient.left) || !quotient.left.unit) return undefined;
  const unit = `${quotient.left.unit}/${dotted(divisor)}`;
  return unitNamed(unit) ? { text: `${quotient.left.unit} / ${dotted(divisor)}`, unit } : undefined;
}

/** `abs`, and `min` and `max` of two values of one dimension. */
export function typeOfFunction(
  expression: NameExpression,
  parameters: readonly { name: string }[],
  names: (expression: NameExpression, report: Report) => Type,
  report: Report,
): Type {
  const found = argumentsMustFit(expression, parameters, report);
  if (!found) return UNKNOWN;
  const types: { node: Expression; type: Type & { kind: 'quantity' } }[] = [];
  for (const node of found.values()) {
    const type = typeOf(node, names, report);
    if (type.kind === 'condition')
      report({
        code: 'expression/condition',
        message: `\`${dotted(expression)}\` expects quantities, but this is a condition.`,
        node,
      });
    if (type.kind !== 'quantity') return UNKNOWN;
    types.push({ node, type });
  }
  const [first, second] = types;
  if (!first) return UNKNOWN;
  if (!second) return { ...first.type, value: first.type.value === undefined ? undefined : Math.abs(first.type.value) };
  if (!dimensionMustFit(second.node, second.type.dimension, first.type.dimension, `\`${dotted(expression)}\``, report))
    return UNKNOWN;
  const { value: a } = first.type;
  const { value: b } = second.type;
  const pick = dotted(expression) === 'min' ? Math.min : Math.max;
  return { ...first.type, value: a === undefined || b === undefined ? undefined : pick(a, b) };
}
