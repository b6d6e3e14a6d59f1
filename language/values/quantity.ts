import type { Expression } from '../generated/ast.js';
import type { QuantityType } from '../properties/property.js';
import { constantNames } from './constants.js';
import { quantityMustBeInRange } from './ranges.js';
import type { ValueRequest } from './request.js';
import { dimensionMustFit, expectingUnitsOf, typeOf } from './typing.js';
import type { Value } from './value.js';

/** The value of a property that is a quantity. */
export function interpretAsQuantity(
  expression: Expression,
  type: QuantityType,
  request: ValueRequest,
): Value | undefined {
  const value = quantityOf(expression, type, `\`${request.property.name}\``, request);
  return value === undefined ? undefined : { kind: 'quantity', value };
}

/** A number in the basic unit of its dimension. @param place how messages refer to it */
export function quantityOf(
  expression: Expression,
  type: QuantityType,
  place: string,
  request: ValueRequest,
): number | undefined {
  const { report } = request;
  const found = typeOf(expression, constantNames, expectingUnitsOf(type.dimension, expression, report));
  if (found.kind === 'condition')
    report({
      code: 'expression/condition',
      message: `${place} expects a quantity, but this is a condition.`,
      node: expression,
    });
  if (
    found.kind === 'unknown' &&
    (expression.$type === 'Text' || expression.$type === 'List' || expression.$type === 'Coordinates')
  )
    report({
      code: 'value/unexpected',
      message: `${place} expects a quantity, but found \`${expression.$cstNode?.text ?? ''}\`.`,
      node: expression,
    });
  if (found.kind !== 'quantity' || found.value === undefined) return undefined;
  if (!dimensionMustFit(expression, found.dimension, type.dimension, place, report, type.bare)) return undefined;
  return quantityMustBeInRange(expression, found.value, type, place, report) ? found.value : undefined;
}
