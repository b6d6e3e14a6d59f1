import type { AstNode } from 'langium';
import {
  type Declaration,
  type Expression,
  type Item,
  isDistributionDeclaration,
  isGroup,
  type NameExpression,
  type PropertyValue,
  type ShareArgument,
} from '../generated/ast.js';
import type { DataFiles } from '../imports/data-files.js';
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
  QuantityType,
  ReferenceType,
  StepsType,
  ValueType,
} from '../properties/property.js';
import { probability } from '../properties/types.js';
import { ARRIVAL_RATE } from '../properties/workload.js';
import type { Report } from '../validation/report.js';
import { argumentsMustFit } from './arguments.js';
import { constantNames } from './constants.js';
import { columnMustHoldNumbers, tableMustHaveColumns } from './data.js';
import { interpretDistribution } from './distribution.js';
import { columnsMustBeKnown } from './file-columns.js';
import { interpretMatrix } from './matrix.js';
import { interpretPlaces } from './places.js';
import { constantMustBeInRange, distributionMustBePositive, quantityMustBeInRange } from './ranges.js';
import { interpretTrace } from './trace.js';
import { dimensionMustFit, expectingUnitsOf, typeOf } from './typing.js';
import type { NodesPart, Value } from './value.js';

/** Where a value stands, and who listens. */
export interface ValueRequest {
  readonly property: PropertyDescription;
  readonly files: DataFiles;
  readonly report: Report;
  /** Values that replace parameters of the value, by name. */
  readonly overrides?: ReadonlyMap<string, Expression>;
  /** What is declared where a node stands, for suggestions. */
  readonly declared?: Declared;
  /** Any group may be named: the scenario that uses the value says which there are. */
  readonly anyGroup?: boolean;
}

/** Everything that is declared in the file of a node and its imports. */
export type Declared = (node: AstNode) => readonly Declaration[];

type Of<K extends ValueType['kind']> = Extract<ValueType, { kind: K }>;

function typeOfKind<K extends ValueType['kind']>(property: PropertyDescription, kind: K): Of<K> | undefined {
  return property.accepts.find((type): type is Of<K> => type.kind === kind);
}

/**
 * What the value of a property means. The form of the value decides which of the accepted types it is; what does not
 * fit is reported once, at its place, and nothing is returned.
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

function unknownWord(expression: NameExpression, request: ValueRequest): undefined {
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

/** A word that a property takes, in quotation marks. */
function quotedWord(node: PropertyValue, { property: { accepts } }: ValueRequest): string | undefined {
  if (node.$type !== 'Text' || !/^[A-Za-z_]\w*$/.test(node.value)) return undefined;
  const isTaken = accepts.some(
    (type) => type.kind === 'reference' || (type.kind === 'option' && type.name === node.value),
  );
  return isTaken ? node.value : undefined;
}

function unexpected(node: PropertyValue, request: ValueRequest): undefined {
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

function interpretAsQuantity(expression: Expression, type: QuantityType, request: ValueRequest): Value | undefined {
  const value = quantityOf(expression, type, `\`${request.property.name}\``, request);
  return value === undefined ? undefined : { kind: 'quantity', value };
}

function quantityOf(
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

/** `late(90% of timeout)`, for an option that takes a share of that. */
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
  // A matrix and a trace look for their columns themselves: they may be called otherwise.
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

function interpretNodes(items: readonly PropertyValue[], request: ValueRequest): Value | undefined {
  const parts: NodesPart[] = [];
  let complete = true;
  for (const item of items) {
    const part = item.$type === 'Until' ? undefined : nodesPart(item, request);
    if (part && parts.some((other) => other.group === part.group)) {
      request.report({ code: 'value/many', message: `\`${part.group}\` is listed twice.`, node: item });
      complete = false;
    } else if (part) parts.push(part);
    else complete = false;
  }
  return complete ? { kind: 'nodes', parts } : undefined;
}

const WHOLE: QuantityType = {
  kind: 'quantity',
  dimension: { time: 0, data: 0, transactions: 0 },
  integer: true,
  min: 1,
};

function nodesPart(item: Item, request: ValueRequest): NodesPart | undefined {
  if (item.$type === 'Portion' && item.group) {
    const count = item.count && quantityOf(item.count, WHOLE, 'The number of nodes', request);
    const group = item.group.$refText;
    const declaration = item.group.ref;
    return count === undefined || !groupMustExist(item, group, declaration !== undefined, request)
      ? undefined
      : { group, count, declaration, node: item };
  }
  if (item.$type === 'NameExpression' && wordOf(item) !== undefined) {
    const target = item.segments[0]?.element?.ref;
    const group = dotted(item);
    return groupMustExist(item, group, isGroup(target), request)
      ? { group, declaration: isGroup(target) ? target : undefined, node: item }
      : undefined;
  }
  return unexpected(item, request);
}

function groupMustExist(node: Item, name: string, exists: boolean, request: ValueRequest): boolean {
  if (exists || request.anyGroup) return true;
  request.report({
    code: 'name/unknown',
    message: `\`${request.property.name}\` names the group \`${name}\`, which the topology does not have.`,
    node,
    details: { name, kind: 'group' },
  });
  return false;
}

function interpretSteps(expression: NameExpression, type: StepsType, request: ValueRequest): Value | undefined {
  const [list] = expression.arguments;
  const { report } = request;
  if (expression.arguments.length !== 1 || list?.$type !== 'List' || list.items.length === 0) {
    report({
      code: 'call/arguments',
      message: `\`${type.name}\` expects one list of rates and how long each lasts: \`${type.name}([100tx/s for 10min, 400tx/s for 5min])\`.`,
      node: expression,
    });
    return undefined;
  }
  const steps: { rate: number; duration: number }[] = [];
  for (const item of list.items) {
    if (item.$type !== 'Step') {
      report({ code: 'value/unexpected', message: 'Each step says for how long: `100tx/s for 10min`.', node: item });
      continue;
    }
    const rate = quantityOf(item.value, ARRIVAL_RATE, 'A rate', request);
    const duration = item.duration && quantityOf(item.duration, DURATION, 'How long a rate lasts', request);
    if (rate !== undefined && duration !== undefined) steps.push({ rate, duration });
  }
  return steps.length === list.items.length ? { kind: 'steps', steps } : undefined;
}

const DURATION: QuantityType = {
  kind: 'quantity',
  dimension: { time: 1, data: 0, transactions: 0 },
  min: 0,
  exclusiveMin: true,
};
