import type { Distribution } from '../../engine/model/scenario.js';
import { type Dimension, describeDimension, NUMBER, sameDimension } from '../dimensions/dimension.js';
import {
  type Argument,
  type Clamped,
  type DistributionDeclaration,
  type Expression,
  isDistributionDeclaration,
  type NameExpression,
} from '../generated/ast.js';
import { didYouMean, nearest } from '../names/nearest.js';
import { dotted, wordOf } from '../names/text.js';
import {
  DISTRIBUTIONS,
  type DistributionForm,
  type DistributionParameter,
  distributionNamed,
} from '../properties/distributions.js';
import { ignoreFindings } from '../validation/report.js';
import { argumentsMustFit } from './arguments.js';
import { constantNames } from './constants.js';
import { type DistributionRequest, fits, type TypedDistribution } from './distribution-request.js';
import {
  boundsMustBeOrdered,
  boundsMustLeaveMass,
  componentsMustBeFew,
  parameterMustBeInRange,
  weightsMustSumToOne,
} from './distribution-rules.js';
import { fromFit, fromMeasurements } from './measured-distribution.js';
import { dimensionMustFit, typeOf } from './typing.js';

/** Maximum length of a chain of named distributions. */
export const MAX_NAMES = 100;

/** The state of following the names of one expression. */
interface Walk {
  /** The declarations being followed, to detect cycles. */
  readonly followed: Set<DistributionDeclaration>;
  /** Results by name: a mixture may name the same distribution many times, and so may that distribution. */
  readonly known: Map<DistributionDeclaration, TypedDistribution | undefined>;
}

/**
 * The distribution that an expression describes: a call, a name, a mixture or a plain quantity, possibly clamped.
 * Errors are reported and give undefined. Names are followed silently, since errors are reported at their declaration.
 */
export function interpretDistribution(
  expression: Expression,
  request: DistributionRequest,
): TypedDistribution | undefined {
  return interpret(expression, request, { followed: new Set(), known: new Map() });
}

function interpret(expression: Expression, request: DistributionRequest, walk: Walk): TypedDistribution | undefined {
  if (expression.$type === 'Clamped') return clamp(expression, request, walk);
  if (expression.$type !== 'NameExpression') return fromQuantity(expression, request);
  const word = wordOf(expression);
  if (word !== undefined) return fromName(expression, request, walk);
  const form = expression.call ? distributionNamed(dotted(expression)) : undefined;
  if (!form)
    return expression.call && isFunction(dotted(expression))
      ? fromQuantity(expression, request)
      : unknownCall(expression, request);
  switch (form.form) {
    case 'call':
      return fromCall(expression, form, request);
    case 'empirical':
      return fromMeasurements(expression, request);
    case 'fitted':
      return fromFit(expression, request);
    case 'mixture':
      return fromMixture(expression, request, walk);
  }
}

function isFunction(name: string): boolean {
  return name === 'min' || name === 'max' || name === 'abs';
}

function unknownCall(expression: NameExpression, request: DistributionRequest): undefined {
  const name = dotted(expression);
  if (!expression.call) {
    request.report({
      code: 'value/unexpected',
      message: `${request.place} expects a distribution, but \`${expression.$cstNode?.text ?? name}\` is not one.`,
      node: expression,
    });
    return undefined;
  }
  const suggestions = nearest(
    name,
    DISTRIBUTIONS.map((form) => form.name),
  );
  const known = didYouMean(suggestions) || ` Known are ${DISTRIBUTIONS.map((form) => form.name).join(', ')}.`;
  request.report({
    code: 'call/unknown',
    message: `There is no distribution \`${name}\`.${known}`,
    node: expression,
    property: 'segments',
    suggestions,
  });
  return undefined;
}

function fromQuantity(expression: Expression, request: DistributionRequest): TypedDistribution | undefined {
  if (expression.$type === 'Text' || expression.$type === 'List' || expression.$type === 'Coordinates') {
    request.report({
      code: 'value/unexpected',
      message: `${request.place} expects a quantity or a distribution, but found \`${expression.$cstNode?.text ?? ''}\`.`,
      node: expression,
    });
    return undefined;
  }
  const type = typeOf(expression, constantNames, request.report);
  if (type.kind === 'condition') {
    request.report({
      code: 'expression/condition',
      message: `${request.place} expects a quantity or a distribution, but this is a condition.`,
      node: expression,
    });
    return undefined;
  }
  if (type.kind !== 'quantity' || type.value === undefined) return undefined;
  if (!fits(expression, type.dimension, request)) return undefined;
  return withOverride({ kind: 'constant', value: type.value }, type.dimension, request);
}

/** A plain quantity is `constant(value)`, so it has that one parameter. */
function withOverride(
  constant: Distribution & { kind: 'constant' },
  dimension: Dimension,
  request: DistributionRequest,
): TypedDistribution | undefined {
  const override = request.overrides?.get('value');
  if (!override) return { distribution: constant, dimension };
  const value = argument(override, dimension, { name: 'value', of: 'value', meaning: '' }, request);
  return value === undefined ? undefined : { distribution: { kind: 'constant', value: value.value }, dimension };
}

function fromName(expression: NameExpression, request: DistributionRequest, walk: Walk): TypedDistribution | undefined {
  const target = expression.segments[0]?.element?.ref;
  const name = dotted(expression);
  if (!target) {
    if (expression.segments[0]?.element) reportUnknownName(expression, name, request);
    return undefined;
  }
  if (!isDistributionDeclaration(target)) {
    request.report({
      code: 'name/wrong-kind',
      message: `${request.place} expects a distribution, but \`${name}\` is a ${kindOf(target.$type)}.`,
      node: expression,
    });
    return undefined;
  }
  const found = behindName(target, request, walk);
  if (!found) return undefined;
  if (request.expected && !sameDimension(found.dimension, request.expected)) {
    request.report({
      code: 'dimension/mismatch',
      message: `${request.place} expects ${describeDimension(request.expected)}, but \`${name}\` is a distribution of ${describeDimension(found.dimension)}.`,
      node: expression,
      related: [{ node: target, property: 'name', message: `\`${name}\` is declared here.` }],
    });
    return undefined;
  }
  return found;
}

/** Silent: errors of a declaration, including cycles and chains that are too long, are reported there. */
function behindName(
  target: DistributionDeclaration,
  request: DistributionRequest,
  walk: Walk,
): TypedDistribution | undefined {
  const { value } = target;
  if (!value || value.$type === 'Portion' || walk.followed.has(target) || walk.followed.size > MAX_NAMES)
    return undefined;
  if (!request.overrides && walk.known.has(target)) return walk.known.get(target);
  walk.followed.add(target);
  const found = interpret(value, { ...request, expected: undefined, report: ignoreFindings }, walk);
  walk.followed.delete(target);
  if (!request.overrides) walk.known.set(target, found);
  return found;
}

function reportUnknownName(expression: NameExpression, name: string, request: DistributionRequest): void {
  const calls = DISTRIBUTIONS.some((form) => form.name === name);
  if (calls) {
    const form = DISTRIBUTIONS.find((entry) => entry.name === name);
    request.report({
      code: 'call/arguments',
      message: `\`${name}\` needs its arguments, such as \`${form?.example ?? ''}\`.`,
      node: expression,
    });
    return;
  }
  const declared = (request.declared?.(expression) ?? []).filter(isDistributionDeclaration);
  const suggestions = nearest(
    name,
    declared.map((declaration) => declaration.name),
  );
  request.report({
    code: 'name/unknown',
    message: `${request.place} expects a quantity or a distribution, but there is no \`${name}\`.${didYouMean(suggestions)}`,
    node: expression,
    suggestions,
    details: { name },
  });
}

function kindOf(type: string): string {
  return type.replace('Declaration', '').toLowerCase();
}

/** One argument in SI, with its dimension. */
function argument(
  expression: Expression,
  dimension: Dimension | undefined,
  parameter: DistributionParameter,
  request: DistributionRequest,
): { value: number; dimension: Dimension } | undefined {
  const type = typeOf(expression, constantNames, request.report);
  if (type.kind !== 'quantity' || type.value === undefined) {
    if (type.kind === 'condition' || expression.$type === 'Text' || expression.$type === 'List')
      request.report({
        code: 'value/unexpected',
        message: `\`${parameter.name}\` expects a quantity, but found \`${expression.$cstNode?.text ?? ''}\`.`,
        node: expression,
      });
    return undefined;
  }
  const expected = parameter.of === 'number' ? NUMBER : dimension;
  if (expected && !dimensionMustFit(expression, type.dimension, expected, `\`${parameter.name}\``, request.report))
    return undefined;
  return parameterMustBeInRange(expression, parameter, type.value, type.dimension, request.report)
    ? { value: type.value, dimension: type.dimension }
    : undefined;
}

function fromCall(
  expression: NameExpression,
  form: DistributionForm,
  request: DistributionRequest,
): TypedDistribution | undefined {
  const found = argumentsMustFit(expression, form.parameters, request.report);
  if (!found) return undefined;
  let dimension = request.expected;
  const numbers: Record<string, number> = {};
  let complete = true;
  for (const parameter of form.parameters) {
    const own = found.get(parameter.name);
    const value = request.overrides?.get(parameter.name) ?? own;
    const result = value && argument(value, dimension, parameter, request);
    if (!result) {
      complete = false;
      continue;
    }
    numbers[parameter.name] = result.value;
    if (parameter.of === 'value') dimension ??= result.dimension;
  }
  if (!complete || !dimension) return undefined;
  const distribution = { kind: form.name, ...numbers } as Distribution;
  return boundsMustBeOrdered(expression, distribution, request.report) ? { distribution, dimension } : undefined;
}

function fromMixture(
  expression: NameExpression,
  request: DistributionRequest,
  walk: Walk,
): TypedDistribution | undefined {
  const components: { weight: number; distribution: Distribution }[] = [];
  let dimension = request.expected;
  let complete = expression.arguments.length > 0;
  for (const part of expression.arguments) {
    const component = componentOf(part, { ...request, overrides: undefined, expected: dimension }, walk);
    if (!component) {
      complete = false;
      continue;
    }
    dimension ??= component.dimension;
    components.push({ weight: component.weight, distribution: component.distribution });
  }
  if (expression.arguments.length === 0)
    request.report({
      code: 'call/arguments',
      message:
        'A mixture needs at least one distribution with its weight: `mixture(0.8: normal(20s, 2s), 0.2: exponential(60s))`.',
      node: expression,
    });
  if (!complete || !dimension) return undefined;
  return componentsMustBeFew(expression, components, request.report) &&
    weightsMustSumToOne(expression, components, request.report)
    ? { distribution: { kind: 'mixture', components }, dimension }
    : undefined;
}

function componentOf(
  part: Argument,
  request: DistributionRequest,
  walk: Walk,
): (TypedDistribution & { weight: number }) | undefined {
  if (part.$type !== 'WeightedArgument') {
    request.report({
      code: 'call/arguments',
      message: 'Each distribution of a mixture has its weight before a colon: `0.8: normal(20s, 2s)`.',
      node: part,
    });
    return undefined;
  }
  const weight = typeOf(part.weight, constantNames, request.report);
  const found = part.value && interpret(part.value, request, walk);
  if (weight.kind !== 'quantity' || weight.value === undefined || !found) return undefined;
  if (!dimensionMustFit(part.weight, weight.dimension, NUMBER, 'A weight', request.report)) return undefined;
  if (!(weight.value >= 0 && weight.value <= 1)) {
    request.report({
      code: 'value/range',
      message: 'A weight must lie between 0 and 1 (0 % and 100 %).',
      node: part.weight,
    });
    return undefined;
  }
  return { ...found, weight: weight.value };
}

function clamp(node: Clamped, request: DistributionRequest, walk: Walk): TypedDistribution | undefined {
  const inner = node.distribution && interpret(node.distribution, request, walk);
  const bound = (expression: Expression | undefined, name: string, dimension: Dimension | undefined) =>
    expression && argument(expression, dimension, { name, of: 'value', meaning: '' }, request);
  const lo = bound(node.lo, 'the lower bound', inner?.dimension ?? request.expected);
  const hi = bound(node.hi, 'the upper bound', inner?.dimension ?? request.expected);
  if (!inner || !lo || !hi) return undefined;
  if (lo.value >= hi.value) {
    request.report({
      code: 'distribution/bounds',
      message: 'The lower bound must be below the upper one, but it is not.',
      node,
      property: 'lo',
    });
    return undefined;
  }
  const within = { lo: lo.value, hi: hi.value };
  if (!boundsMustLeaveMass(node, inner.distribution, within, request.report)) return undefined;
  const own = inner.distribution.within;
  const both = { lo: Math.max(within.lo, own?.lo ?? within.lo), hi: Math.min(within.hi, own?.hi ?? within.hi) };
  return { distribution: { ...inner.distribution, within: both }, dimension: inner.dimension };
}
