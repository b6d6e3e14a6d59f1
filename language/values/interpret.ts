import type { AstNode } from 'langium';
import {
  type Expression,
  isDistributionDeclaration,
  isGroup,
  type NameExpression,
  type PropertyValue,
  type ShareArgument,
} from '../generated/ast.js';
import { anyOf, didYouMean, nearest } from '../names/nearest.js';
import { dotted, wordOf } from '../names/text.js';
import { describeAccepted } from '../properties/describe.js';
import { DISTRIBUTIONS, distributionNamed } from '../properties/distributions.js';
import type {
  DistributionType,
  FileType,
  OptionType,
  Parameter,
  PropertyDescription,
  ReferenceType,
} from '../properties/property.js';
import { probability } from '../properties/types.js';
import { argumentsMustFit } from './arguments.js';
import { columnMustHoldNumbers, tableMustHaveColumns } from './data.js';
import { interpretDistribution } from './distribution.js';
import { columnsMustBeKnown } from './file-columns.js';
import { interpretMatrix } from './matrix.js';
import { interpretNodes } from './nodes.js';
import { interpretPlaces } from './places.js';
import { interpretAsQuantity, quantityOf } from './quantity.js';
import { constantMustBeInRange, distributionMustBePositive } from './ranges.js';
import { typeOfKind, type ValueRequest } from './request.js';
import { interpretSteps } from './steps.js';
import { interpretTrace } from './trace.js';
import { unexpected, unknownWord } from './unexpected.js';
import type { Value } from './value.js';

/**
 * The meaning of a property's value. The form of the value decides which of the accepted types it is. Errors are
 * reported once, at their place, and give undefined.
 */
export function interpretValue(items: readonly PropertyValue[], request: ValueRequest): Value | undefined {
  const { property, report } = request;
  const [first] = items;
  if (!first) return undefined;
  if (typeOfKind(property, 'expression') && !isPlainCount(first, property)) return { kind: 'expressions', items };
  if (first.$type === 'Until') return unexpected(first, request);
  if (typeOfKind(property, 'place')) return interpretPlaces(items, request);
  if (items.length > 1 && !property.list) {
    report({
      code: 'value/many',
      message: `\`${property.name}\` takes one value, but ${items.length} are given.`,
      node: items[1],
    });
    return undefined;
  }
  if (typeOfKind(property, 'nodes') && items.some((item) => item.$type === 'Portion' || isGroupName(item, property)))
    return interpretNodes(items, request);
  if (items.length > 1) {
    report({
      code: 'value/many',
      message: `Only groups can be listed in \`${property.name}\`, such as \`Banks, 4 of Ports\`.`,
      node: items[1],
    });
    return undefined;
  }
  return first.$type === 'Portion' ? unexpected(first, request) : interpretExpression(first, request);
}

function isPlainCount(item: PropertyValue, property: PropertyDescription): boolean {
  return typeOfKind(property, 'quantity') !== undefined && item.$type === 'Quantity';
}

function isGroupName(item: PropertyValue, property: PropertyDescription): boolean {
  if (item.$type !== 'NameExpression') return false;
  const word = wordOf(item);
  return word !== undefined && !optionNamed(property, word);
}

function optionNamed(property: PropertyDescription, name: string): OptionType | undefined {
  return property.accepts.find((type): type is OptionType => type.kind === 'option' && type.name === name);
}

function interpretExpression(expression: Expression, request: ValueRequest): Value | undefined {
  const { property } = request;
  const distribution = typeOfKind(property, 'distribution');
  if (expression.$type === 'NameExpression') return interpretName(expression, request);
  if (expression.$type === 'Clamped' && distribution) return interpretAsDistribution(expression, distribution, request);
  if (expression.$type === 'Quantity' || expression.$type === 'Binary' || expression.$type === 'Unary') {
    const quantity = typeOfKind(property, 'quantity');
    if (quantity) return interpretAsQuantity(expression, quantity, request);
    if (distribution) return interpretAsDistribution(expression, distribution, request);
  }
  return unexpected(expression, request);
}

function interpretName(expression: NameExpression, request: ValueRequest): Value | undefined {
  const { property } = request;
  if (expression.text !== undefined) return interpretFile(expression, request);
  if (expression.call) return interpretCall(expression, request);
  const word = wordOf(expression);
  const option = word === undefined ? undefined : optionNamed(property, word);
  if (option) return interpretOption(expression, option, request);
  const reference = typeOfKind(property, 'reference');
  if (reference) return interpretReference(expression, reference, request);
  const distribution = typeOfKind(property, 'distribution');
  const target = expression.segments[0]?.element?.ref;
  if (
    distribution &&
    (isDistributionDeclaration(target) || property.accepts.every((type) => type.kind === 'distribution'))
  )
    return interpretAsDistribution(expression, distribution, request);
  return unknownWord(expression, request);
}

function interpretAsDistribution(
  expression: Expression,
  type: DistributionType,
  request: ValueRequest,
): Value | undefined {
  const place = `\`${request.property.name}\``;
  const found = interpretDistribution(expression, {
    expected: type.dimension,
    place,
    files: request.files,
    report: request.report,
    overrides: request.overrides,
    declared: request.declared,
  });
  if (!found) return undefined;
  if (!constantMustBeInRange(expression, found.distribution, type, place, request.report)) return undefined;
  return {
    kind: 'distribution',
    distribution: distributionMustBePositive(expression, found.distribution, type, place, request.report),
  };
}

function interpretCall(expression: NameExpression, request: ValueRequest): Value | undefined {
  const { property, report } = request;
  const name = dotted(expression);
  const option = optionNamed(property, name);
  if (option) return interpretOption(expression, option, request);
  const steps = typeOfKind(property, 'steps');
  if (steps?.name === name) return interpretSteps(expression, steps, request);
  const distribution = typeOfKind(property, 'distribution');
  const isArithmetic = name === 'min' || name === 'max' || name === 'abs';
  if (distribution && (distributionNamed(name) || isArithmetic))
    return interpretAsDistribution(expression, distribution, request);
  const quantity = typeOfKind(property, 'quantity');
  if (quantity && isArithmetic) return interpretAsQuantity(expression, quantity, request);
  const known = property.accepts.flatMap((type) =>
    type.kind === 'option' || type.kind === 'steps' ? [type.name] : [],
  );
  if (distribution) known.push(...DISTRIBUTIONS.map((form) => form.name));
  if (known.length === 0) return unexpected(expression, request);
  const suggestions = nearest(name, known);
  report({
    code: 'call/unknown',
    message: `\`${name}(…)\` is not a valid value for \`${property.name}\`; expected ${describeAccepted(property)}.${didYouMean(suggestions)}`,
    node: expression,
    property: 'segments',
    suggestions,
  });
  return undefined;
}

function interpretOption(expression: NameExpression, option: OptionType, request: ValueRequest): Value | undefined {
  const { report } = request;
  const parameters = option.parameters ?? [];
  if (!expression.call && parameters.length > 0) {
    report({
      code: 'call/arguments',
      message: `\`${option.name}\` needs ${anyOf(parameters.map((parameter) => parameter.name))} in brackets: \`${option.name}(${parameters.map((parameter) => parameter.name).join(', ')})\`.`,
      node: expression,
    });
    return undefined;
  }
  const share = shareIn(expression, option);
  if (share) return interpretShare(share, option, request);
  const found = argumentsMustFit(expression, parameters, report);
  if (!found) return undefined;
  const values: Record<string, number | ReturnType<typeof argumentOf>> = {};
  let complete = true;
  for (const parameter of parameters) {
    const node = request.overrides?.get(parameter.name) ?? found.get(parameter.name);
    const value = node && argumentOf(node, parameter, request);
    const isLeftOut = node === undefined && parameter.default !== undefined;
    if (value === undefined) complete &&= isLeftOut;
    else values[parameter.name] = value;
  }
  return complete
    ? { kind: 'option', name: option.name, arguments: values as Extract<Value, { kind: 'option' }>['arguments'] }
    : undefined;
}

/** `late(90% of timeout)`, for an option that takes a share of the timeout. */
function shareIn(call: NameExpression, option: OptionType): ShareArgument | undefined {
  const [argument, ...more] = call.arguments;
  const [parameter, ...others] = option.parameters ?? [];
  const isAlone = more.length === 0 && others.length === 0;
  return isAlone && argument?.$type === 'ShareArgument' && argument.whole === parameter?.shareOf ? argument : undefined;
}

function interpretShare({ share, whole }: ShareArgument, option: OptionType, request: ValueRequest): Value | undefined {
  const value = quantityOf(share, probability, `The share of \`${whole}\``, request);
  const [parameter] = option.parameters ?? [];
  if (value === undefined || !parameter) return undefined;
  return { kind: 'option', name: option.name, arguments: { [parameter.name]: { share: value, of: whole } } };
}

function argumentOf(node: Expression, parameter: Parameter, request: ValueRequest) {
  const place = `\`${parameter.name}\``;
  if (parameter.type.kind === 'quantity') return quantityOf(node, parameter.type, place, request);
  const found = interpretDistribution(node, {
    expected: parameter.type.dimension,
    place,
    files: request.files,
    report: request.report,
    declared: request.declared,
  });
  if (!found || !constantMustBeInRange(node, found.distribution, parameter.type, place, request.report))
    return undefined;
  return distributionMustBePositive(node, found.distribution, parameter.type, place, request.report);
}

function interpretFile(expression: NameExpression, request: ValueRequest): Value | undefined {
  const { property, report, files } = request;
  const name = dotted(expression);
  const forms = property.accepts.filter((type): type is FileType => type.kind === 'file');
  const form = forms.find((type) => type.name === name);
  if (!form) {
    if (forms.length === 0) return unexpected(expression, request);
    const suggestions = nearest(
      name,
      forms.map((type) => type.name),
    );
    report({
      code: 'value/unknown',
      message: `\`${name} "…"\` is not a valid value for \`${property.name}\`; expected ${describeAccepted(property)}.${didYouMean(suggestions)}`,
      node: expression,
      property: 'segments',
      suggestions,
    });
    return undefined;
  }
  const path = expression.text ?? '';
  if (!columnsMustBeKnown(expression, { labels: form.labels ?? [], mode: form.mode }, name, report)) return undefined;
  const base = expression.$cstNode?.root.astNode.$document?.uri;
  // A matrix and a trace look for their columns themselves, because these may have other names.
  const columns = form.labels ? [] : form.columns;
  const table = tableMustHaveColumns(expression, path, columns, files, report, { most: form.rows });
  if (!table || !base) return undefined;
  const uri = files.locate(base, path);
  if (name === 'matrix') {
    const entries = interpretMatrix(expression, path, table, report, request.declared);
    return entries && { kind: 'matrix', entries, uri };
  }
  if (name === 'trace') {
    const recorded = interpretTrace(expression, path, table, report);
    return recorded && { kind: 'trace', recorded, uri };
  }
  const numeric = form.numbers.every((column) => columnMustHoldNumbers(expression, path, table, column, report));
  return numeric ? { kind: 'file', name, table, uri } : undefined;
}

function kindOf(node: AstNode): string {
  return node.$type.replace('Declaration', '').toLowerCase();
}

const ARTICLES: Readonly<Record<string, string>> = { experiment: 'an' };

function interpretReference(expression: NameExpression, type: ReferenceType, request: ValueRequest): Value | undefined {
  const { property, report } = request;
  const name = dotted(expression);
  const target = expression.segments[0]?.element?.ref;
  if (!target || expression.segments.length > 1) {
    const declared = request.declared?.(expression) ?? [];
    const names = declared
      .filter((declaration) => kindOf(declaration) === type.to)
      .map((declaration) => declaration.name);
    const suggestions = nearest(name, names);
    report({
      code: 'name/unknown',
      message: `There is no ${type.to === 'faults' ? 'schedule of faults' : type.to} \`${name}\` in this file or its imports.${didYouMean(suggestions)}`,
      node: expression,
      suggestions,
      details: { name, kind: type.to },
    });
    return undefined;
  }
  const kind = kindOf(target);
  if (isGroup(target) || target.$type === 'Observation' || kind !== type.to) {
    report({
      code: 'name/wrong-kind',
      message: `\`${property.name}\` expects the name of a ${type.to}, but \`${name}\` is ${ARTICLES[kind] ?? 'a'} ${kind}.`,
      node: expression,
      related: [{ node: target, property: 'name', message: `\`${name}\` is declared here.` }],
    });
    return undefined;
  }
  return { kind: 'reference', target };
}
