import type { NameExpression, PropertyValue } from '../generated/ast.js';
import { didYouMean, nearest } from '../names/nearest.js';
import { dotted } from '../names/text.js';
import { describeAccepted } from '../properties/describe.js';
import type { ValueRequest } from './request.js';

/** Reports a word that the property does not accept, with those that it accepts. */
export function unknownWord(expression: NameExpression, request: ValueRequest): undefined {
  const { property, report } = request;
  const name = dotted(expression);
  const options = property.accepts.flatMap((type) =>
    type.kind === 'option' || type.kind === 'file' ? [type.name] : [],
  );
  if (options.length === 0) return unexpected(expression, request);
  const suggestions = nearest(name, options);
  report({
    code: 'value/unknown',
    message: `\`${name}\` is not a valid value for \`${property.name}\`; expected ${describeAccepted(property)}.${didYouMean(suggestions)}`,
    node: expression,
    suggestions,
  });
  return undefined;
}

/** A word that the property accepts, but in quotation marks. */
function quotedWord(node: PropertyValue, { property: { accepts } }: ValueRequest): string | undefined {
  if (node.$type !== 'Text' || !/^[A-Za-z_]\w*$/.test(node.value)) return undefined;
  const isTaken = accepts.some(
    (type) => type.kind === 'reference' || (type.kind === 'option' && type.name === node.value),
  );
  return isTaken ? node.value : undefined;
}

/** Reports a value whose form the property does not accept. */
export function unexpected(node: PropertyValue, request: ValueRequest): undefined {
  const word = quotedWord(node, request);
  if (word !== undefined) {
    request.report({
      code: 'value/unexpected',
      message: `\`${word}\` is written without quotation marks.`,
      node,
      details: { replacement: word },
    });
    return undefined;
  }
  request.report({
    code: 'value/unexpected',
    message: `\`${request.property.name}\` expects ${describeAccepted(request.property)}, but found \`${node.$cstNode?.text ?? ''}\`.`,
    node,
  });
  return undefined;
}
