import type { Condition, Expression, StatisticName } from '../../engine/model/expression.js';
import type { Expression as ExpressionNode, NameExpression } from '../generated/ast.js';
import { dotted, wordOf } from '../names/text.js';
import { functionsNamed } from '../properties/functions.js';
import { ignoreFindings } from '../validation/report.js';
import { argumentsMustFit } from '../values/arguments.js';
import { constantNames } from '../values/constants.js';
import { metricNamed, metricNameOf, observationIn } from '../values/expressions.js';
import { typeOf } from '../values/typing.js';

/** The tree of a quantity in SI, or of a word; undefined if validation rejects it. */
export function lowerExpression(node: ExpressionNode | undefined): Expression | undefined {
  const constant = typeOf(node, constantNames, ignoreFindings);
  if (constant.kind === 'quantity' && constant.value !== undefined) return { kind: 'constant', value: constant.value };
  if (node?.$type === 'NameExpression') return node.call ? lowerCall(node) : lowerName(node);
  if (node?.$type === 'Unary' && node.operator === '-') {
    const operand = lowerExpression(node.operand);
    return operand && { kind: 'negative', operand };
  }
  if (node?.$type !== 'Binary') return undefined;
  const { operator } = node;
  if (operator !== '+' && operator !== '-' && operator !== '*' && operator !== '/') return undefined;
  const left = lowerExpression(node.left);
  const right = lowerExpression(node.right);
  return left && right && { kind: 'arithmetic', operator, left, right };
}

/**
 * A counter means its total, and `primary.blockSize` a property; a bare word is an observation or a value of an
 * enumeration.
 */
function lowerName(node: NameExpression): Expression | undefined {
  const name = dotted(node);
  const observation = observationIn(node);
  if (observation) return { kind: 'observation', name: observation.name };
  const metric = metricNamed(metricNameOf(node));
  // With one sample per run, the mean is that sample.
  if (metric)
    return { kind: 'statistic', statistic: metric.kind === 'counter' ? 'total' : 'mean', metric: metric.name };
  const word = wordOf(node);
  return word === undefined ? { kind: 'property', path: name } : { kind: 'word', word };
}

function lowerCall(node: NameExpression): Expression | undefined {
  const name = dotted(node);
  const form = functionsNamed(name).find((candidate) => candidate.parameters.length === node.arguments.length);
  const given = form && argumentsMustFit(node, namesOf(form.parameters), ignoreFindings);
  if (!given) return undefined;
  if (form.kind === 'statistic') {
    const metric = given.get('metric');
    return metric?.$type === 'NameExpression'
      ? { kind: 'statistic', statistic: name as StatisticName, metric: metricNameOf(metric) }
      : undefined;
  }
  if (name === 'abs') {
    const operand = lowerExpression(given.get('value'));
    return operand && { kind: 'absolute', operand };
  }
  const left = lowerExpression(given.get('a'));
  const right = lowerExpression(given.get('b'));
  return left && right && { kind: 'arithmetic', operator: name === 'min' ? 'min' : 'max', left, right };
}

function namesOf(parameters: readonly string[]): { name: string }[] {
  return parameters.map((name) => ({ name }));
}

/** The tree of a condition; undefined if validation rejects it. */
export function lowerCondition(node: ExpressionNode | undefined): Condition | undefined {
  if (node?.$type === 'Unary' && node.operator === 'not') {
    const operand = lowerCondition(node.operand);
    return operand && { kind: 'not', operand };
  }
  if (node?.$type === 'NameExpression' && node.call) return lowerTrend(node);
  if (node?.$type !== 'Binary') return undefined;
  const { operator } = node;
  if (operator === 'and' || operator === 'or') {
    const left = lowerCondition(node.left);
    const right = lowerCondition(node.right);
    return left && right && { kind: operator === 'and' ? 'both' : 'either', left, right };
  }
  if (operator === '+' || operator === '-' || operator === '*' || operator === '/') return undefined;
  const left = lowerExpression(node.left);
  const right = lowerExpression(node.right);
  return left && right && { kind: 'comparison', operator, left, right };
}

function lowerTrend(node: NameExpression): Condition | undefined {
  const kind = dotted(node);
  const [form] = functionsNamed(kind);
  if (form?.kind !== 'trend') return undefined;
  const given = argumentsMustFit(node, namesOf(form.parameters), ignoreFindings);
  const value = lowerExpression(given?.get('value'));
  if (!given || !value) return undefined;
  if (kind === 'rising' || kind === 'falling') return { kind, value };
  const tolerance = typeOf(given.get('tolerance'), constantNames, ignoreFindings);
  return tolerance.kind === 'quantity' && tolerance.value !== undefined
    ? { kind: 'flat', value, tolerance: tolerance.value }
    : undefined;
}

/** Whether any part of a condition compares the points of an experiment. */
export function comparesPoints(condition: Condition): boolean {
  switch (condition.kind) {
    case 'both':
    case 'either':
      return comparesPoints(condition.left) || comparesPoints(condition.right);
    case 'not':
      return comparesPoints(condition.operand);
    case 'rising':
    case 'falling':
    case 'flat':
      return true;
    default:
      return false;
  }
}
