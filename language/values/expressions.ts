import { AstUtils } from 'langium';
import { confirmedWithin } from '../../engine/measurement/confirmed.js';
import { METRICS, type Metric, metricNamed } from '../../engine/measurement/metrics.js';
import { type Dimension, NUMBER } from '../dimensions/dimension.js';
import { unitNamed } from '../dimensions/units.js';
import {
  type Expression,
  isAccept,
  isBinary,
  isExperimentDeclaration,
  isObservation,
  isPolicyDeclaration,
  type NameExpression,
  type Observation,
} from '../generated/ast.js';
import { didYouMean, nearest } from '../names/nearest.js';
import { dotted, wordOf, wordsOf } from '../names/text.js';
import { propertyOf } from '../properties/blocks.js';
import { describeAccepted } from '../properties/describe.js';
import { FUNCTIONS, type FunctionDescription, functionsNamed } from '../properties/functions.js';
import type { OptionType, PropertyDescription } from '../properties/property.js';
import { confirmationTime } from '../settings/confirmation-times.js';
import type { Finding, Report } from '../validation/report.js';
import { ignoreFindings } from '../validation/report.js';
import { argumentsMustFit } from './arguments.js';
import { typeOfFunction } from './constants.js';
import { DECIDED_PROPERTIES, notDecidedByTwins } from './decided.js';
import { dimensionMustFit, perSecond, type Type, typeOf, UNKNOWN } from './typing.js';

export { metricNamed } from '../../engine/measurement/metrics.js';

/** The name of the metric that a dotted name refers to, if any: `delay.total`, `primary.confirmed within 10s`. */
export function metricNameOf(expression: NameExpression): string {
  const time = confirmationTime(expression);
  return time === undefined ? dotted(expression) : confirmedWithin(time);
}

/** Whether a metric has one sample per run, so it needs no statistic. */
export function isSingle({ kind, name }: Metric): boolean {
  return kind === 'counter' || name.startsWith(SHARE);
}

/** The `within` part, which gives the time. */
const SHARE = 'primary.confirmed';

/** Dimension of the samples of a metric. */
export function dimensionOfMetric(metric: Metric): Dimension {
  return unitNamed(metric.unit)?.dimension ?? NUMBER;
}

/** Dimension of a statistic of a metric: counting samples gives a number; the count of a counter is its total. */
export function dimensionOfStatistic(metric: Metric, result: FunctionDescription['result']): Dimension {
  const counted = metric.kind === 'counter' ? dimensionOfMetric(metric) : NUMBER;
  if (result === 'number') return counted;
  return result === 'perSecond' ? perSecond(counted) : dimensionOfMetric(metric);
}

/** The names allowed in policies, rewards and expectations: metrics, statistics, the configuration, observations. */
export function expressionNames(expression: NameExpression, report: Report): Type {
  if (expression.text !== undefined) return noQuantity(expression, report);
  return expression.call ? typeOfCall(expression, report) : typeOfName(expression, report);
}

function noQuantity(expression: NameExpression, report: Report): Type {
  report({
    code: 'value/unexpected',
    message: `Expected an expression, but \`${expression.$cstNode?.text ?? ''}\` is not one.`,
    node: expression,
  });
  return UNKNOWN;
}

function typeOfName(expression: NameExpression, report: Report): Type {
  const words = wordsOf(expression);
  if (words.length > 1) return typeOfDottedName(expression, words, report);
  const observation = observationIn(expression);
  if (!observation) return typeOfWord(expression, words[0] ?? '', report);
  if (!isObservedBefore(observation, expression)) {
    report({
      code: 'expression/place',
      message: `\`${observation.name}\` is observed here or further down; an observation can only read those above it.`,
      node: expression,
      related: [{ node: observation, property: 'name', message: `\`${observation.name}\` is observed here.` }],
    });
    return UNKNOWN;
  }
  return typeOfObservation(observation);
}

/** The observation that a bare name refers to, unless it is a value of the enumeration that it is compared with. */
export function observationIn(expression: NameExpression): Observation | undefined {
  const word = wordOf(expression);
  const target = expression.segments[0]?.element?.ref;
  if (word === undefined || !isObservation(target)) return undefined;
  return optionsComparedWith(expression).some((option) => option.name === word) ? undefined : target;
}

/** An observation may read only earlier ones, so none can depend on itself. */
function isObservedBefore(observation: Observation, reader: NameExpression): boolean {
  const own = AstUtils.getContainerOfType(reader, isObservation);
  if (!own) return true;
  const { observations } = observation.$container;
  return observations.indexOf(observation) < observations.indexOf(own);
}

/** The type of an observation; its own errors are reported at its place. */
export function typeOfObservation(observation: Observation): Type {
  return observation.value ? typeOf(observation.value, expressionNames, ignoreFindings) : UNKNOWN;
}

/** A bare word: a value of the enumeration that it is compared with, or nothing. */
function typeOfWord(expression: NameExpression, word: string, report: Report): Type {
  const property = comparedWith(expression);
  const options = optionsComparedWith(expression);
  if (!property || options.length === 0) {
    report(noObservation(expression, word));
    return UNKNOWN;
  }
  if (options.some((option) => option.name === word)) return { kind: 'word' };
  const suggestions = nearest(
    word,
    options.map((option) => option.name),
  );
  report({
    code: 'value/unknown',
    message: `\`${word}\` is not a valid value for \`${property.name}\`; expected ${describeAccepted(property)}.${didYouMean(suggestions)}`,
    node: expression,
    suggestions,
  });
  return UNKNOWN;
}

/** Reports a word that is neither an observation nor a value. */
function noObservation(node: NameExpression, word: string): Finding {
  if (word === 'true' || word === 'false')
    return {
      code: 'name/unknown',
      message: `\`${word}\` is not part of the language. A condition compares values, such as \`a < b\`; leave out what is always or never true.`,
      node,
    };
  const suggestions = nearest(word, [...observationsAround(node), ...METRICS.map((metric) => metric.name)]);
  const property = comparedWith(node);
  const other = otherSide(node);
  if (other && property && isCountOfNodes(property))
    return {
      code: 'value/unexpected',
      message: `\`${dotted(other)}\` is a number of nodes, and \`${word}\` is not a number. Compare it with one, such as \`${dotted(other)} >= 4\`.${didYouMean(suggestions)}`,
      node,
      suggestions,
    };
  return {
    code: 'name/unknown',
    message: `There is no observation \`${word}\` here.${didYouMean(suggestions)}`,
    node,
    suggestions,
  };
}

function observationsAround(expression: NameExpression): string[] {
  const policy = AstUtils.getContainerOfType(expression, isPolicyDeclaration);
  return policy
    ? AstUtils.streamAst(policy)
        .filter(isObservation)
        .map((observation) => observation.name)
        .toArray()
    : [];
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** The name on the other side of a comparison. */
function otherSide(expression: NameExpression): NameExpression | undefined {
  const comparison = expression.$container;
  if (!isBinary(comparison) || !COMPARISONS.has(comparison.operator)) return undefined;
  const other = comparison.left === expression ? comparison.right : comparison.left;
  return other?.$type === 'NameExpression' && !other.call ? other : undefined;
}

/** The property on the other side of a comparison. */
function comparedWith(expression: NameExpression): PropertyDescription | undefined {
  const other = otherSide(expression);
  return other && configured(wordsOf(other));
}

/** The words that the property on the other side accepts; empty if it is a quantity. */
function optionsComparedWith(expression: NameExpression): OptionType[] {
  const property = comparedWith(expression);
  if (!property || isCountOfNodes(property)) return [];
  return property.accepts.filter((type): type is OptionType => type.kind === 'option');
}

/** A choice of nodes is read as their number. */
function isCountOfNodes(property: PropertyDescription): boolean {
  return property.accepts.some((type) => type.kind === 'nodes');
}

/** `primary.x`, `management.x` or `proposed.x` as a property. */
function configured(words: readonly string[]): PropertyDescription | undefined {
  if (words.length !== 2) return undefined;
  const [block, name] = words;
  if (block === 'proposed')
    return name !== undefined && DECIDED_PROPERTIES.includes(name) ? propertyOf('primary', name) : undefined;
  return block === 'primary' || block === 'management' ? propertyOf(block, name) : undefined;
}

function typeOfDottedName(expression: NameExpression, words: readonly string[], report: Report): Type {
  const name = metricNameOf(expression);
  const metric = metricNamed(name);
  if (name === SHARE) {
    report({
      code: 'expression/metric',
      message: expression.span
        ? `\`${SHARE} within\` expects a time greater than 0, such as \`10s\`, but found \`${expression.span.$cstNode?.text ?? ''}\`.`
        : `\`${SHARE}\` needs a time: \`${SHARE} within 10s\` is the share of the transactions that are confirmed within 10 s.`,
      node: expression.span ?? expression,
      suggestions: expression.span ? [] : [`${SHARE} within 10s`],
    });
    return UNKNOWN;
  }
  if (metric) {
    if (isSingle(metric)) return { kind: 'quantity', dimension: dimensionOfMetric(metric) };
    report({
      code: 'expression/metric',
      message: `\`${name}\` has many samples. Name a statistic of it, such as \`mean(${name})\` or \`p95(${name})\`.`,
      node: expression,
      suggestions: [`mean(${name})`, `median(${name})`, `p95(${name})`],
    });
    return UNKNOWN;
  }
  const property = configured(words);
  if (property) {
    if (words[0] === 'proposed' && !AstUtils.hasContainerOfType(expression, isAccept)) {
      report({
        code: 'expression/place',
        message: '`proposed` is the configuration that is voted on, so it can be read in `accept` only.',
        node: expression,
      });
      return UNKNOWN;
    }
    return typeOfProperty(expression, property, report);
  }
  if (words[0] === 'proposed' && words.length === 2) {
    report(notDecidedByTwins(expression, words, 'proposed'));
    return UNKNOWN;
  }
  const known = [
    ...METRICS.map((entry) => entry.name),
    ...DECIDED_PROPERTIES.flatMap((decided) => [`primary.${decided}`, `proposed.${decided}`]),
  ];
  const suggestions = nearest(name, known);
  report({
    code: 'name/unknown',
    message: `There is no metric or property \`${name}\`.${didYouMean(suggestions)}`,
    node: expression,
    suggestions,
  });
  return UNKNOWN;
}

function typeOfProperty(expression: NameExpression, property: PropertyDescription, report: Report): Type {
  if (isCountOfNodes(property)) return { kind: 'quantity', dimension: NUMBER };
  for (const type of property.accepts) {
    if (type.kind === 'quantity') return { kind: 'quantity', dimension: type.dimension };
    if (type.kind === 'option') return { kind: 'word' };
  }
  report({
    code: 'value/unexpected',
    message: `\`${dotted(expression)}\` is neither a quantity nor a word that could be compared.`,
    node: expression,
  });
  return UNKNOWN;
}

function typeOfCall(expression: NameExpression, report: Report): Type {
  const name = dotted(expression);
  const forms = functionsNamed(name);
  // `min` and `max` of two are arithmetic, of one a statistic.
  const form = forms.find((candidate) => candidate.parameters.length === expression.arguments.length) ?? forms[0];
  if (!form) {
    const suggestions = nearest(
      name,
      FUNCTIONS.map((entry) => entry.name),
    );
    report({
      code: 'call/unknown',
      message: `There is no function \`${name}\`.${didYouMean(suggestions)}`,
      node: expression,
      property: 'segments',
      suggestions,
    });
    return UNKNOWN;
  }
  const parameters = form.parameters.map((parameter) => ({ name: parameter }));
  if (form.kind === 'arithmetic') return typeOfFunction(expression, parameters, expressionNames, report);
  const found = argumentsMustFit(expression, parameters, report);
  if (!found) return UNKNOWN;
  if (form.kind === 'statistic') return typeOfStatistic(expression, form.result, found.get('metric'), report);
  if (form.kind === 'trend') return typeOfTrend(expression, found, report);
  return typeOfBins(found, report);
}

function typeOfStatistic(
  expression: NameExpression,
  result: FunctionDescription['result'],
  argument: Expression | undefined,
  report: Report,
): Type {
  const name = argument?.$type === 'NameExpression' && !argument.call ? metricNameOf(argument) : undefined;
  if (argument?.$type === 'NameExpression' && name === SHARE)
    return typeOfDottedName(argument, wordsOf(argument), report);
  const metric = name === undefined ? undefined : metricNamed(name);
  if (!metric) {
    const suggestions =
      name === undefined
        ? []
        : nearest(
            name,
            METRICS.map((entry) => entry.name),
          );
    report({
      code: 'expression/metric',
      message: `\`${dotted(expression)}\` needs a metric; \`${argument?.$cstNode?.text ?? ''}\` is not one.${didYouMean(suggestions)}`,
      node: argument ?? expression,
      suggestions,
    });
    return UNKNOWN;
  }
  return { kind: 'quantity', dimension: dimensionOfStatistic(metric, result) };
}

/** Trends compare the points of an experiment. */
function typeOfTrend(expression: NameExpression, found: ReadonlyMap<string, Expression>, report: Report): Type {
  const value = typeOf(found.get('value'), expressionNames, report);
  const tolerance = found.get('tolerance');
  if (tolerance) {
    const type = typeOf(tolerance, expressionNames, report);
    if (type.kind === 'quantity') dimensionMustFit(tolerance, type.dimension, NUMBER, 'The tolerance', report);
  }
  if (!AstUtils.hasContainerOfType(expression, isExperimentDeclaration)) {
    report({
      code: 'expression/place',
      message: `\`${dotted(expression)}\` compares the points of an experiment, so only an experiment can expect it.`,
      node: expression,
    });
    return UNKNOWN;
  }
  return value.kind === 'quantity' ? { kind: 'condition' } : UNKNOWN;
}

function typeOfBins(found: ReadonlyMap<string, Expression>, report: Report): Type {
  const observation = found.get('observation');
  const bounds = found.get('bounds');
  const type = typeOf(observation, expressionNames, report);
  if (bounds?.$type !== 'List') {
    if (bounds)
      report({
        code: 'value/unexpected',
        message: '`bins` expects a list of bounds: `bins(backlog, [100tx, 1000tx])`.',
        node: bounds,
      });
    return UNKNOWN;
  }
  if (type.kind !== 'quantity') return UNKNOWN;
  let last = Number.NEGATIVE_INFINITY;
  for (const item of bounds.items) {
    if (item.$type === 'Step') continue;
    const bound = typeOf(item, expressionNames, report);
    if (bound.kind !== 'quantity') continue;
    if (!dimensionMustFit(item, bound.dimension, type.dimension, 'A bound', report)) continue;
    if (bound.value !== undefined && bound.value <= last)
      report({ code: 'distribution/bounds', message: 'The bounds of bins must rise.', node: item });
    last = bound.value ?? last;
  }
  return { kind: 'quantity', dimension: NUMBER };
}
