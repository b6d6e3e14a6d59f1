import type { Condition, Expression, StatisticName } from '../../engine/model/expression.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { CellSummary } from './cell.js';
import type { IntervalMethod } from './statistics/interval.js';

/** What expressions read: the figures of one replication, and the scenario that it simulated. */
export interface Replication {
  summary: Pick<CellSummary, 'metrics' | 'measuredSeconds' | 'violations'>;
  scenario: Scenario;
}

/**
 * The value of an expression in one replication, in SI; a word for a property that holds one. NaN where the
 * replication has no samples of a metric.
 */
export function evaluate(expression: Expression, replication: Replication): number | string {
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'word':
      return expression.word;
    case 'statistic':
      return statistic(expression.statistic, expression.metric, replication);
    case 'property':
      return property(expression.path, replication.scenario);
    case 'observation':
      return Number.NaN;
    case 'negative':
      return -quantity(expression.operand, replication);
    case 'absolute':
      return Math.abs(quantity(expression.operand, replication));
    case 'arithmetic':
      return compute(
        expression.operator,
        quantity(expression.left, replication),
        quantity(expression.right, replication),
      );
  }
}

/** The same for an expression that is a quantity; NaN where it is not. */
export function quantity(expression: Expression, replication: Replication): number {
  const value = evaluate(expression, replication);
  return typeof value === 'number' ? value : Number.NaN;
}

function compute(operator: '+' | '-' | '*' | '/' | 'min' | 'max', left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case 'min':
      return Math.min(left, right);
    case 'max':
      return Math.max(left, right);
  }
}

function statistic(name: StatisticName, metric: string, { summary }: Replication): number {
  const found = summary.metrics[metric];
  if (!found) return Number.NaN;
  switch (name) {
    case 'total':
    case 'count':
      return found.total ?? found.n;
    case 'rate':
      return (found.total ?? found.n) / summary.measuredSeconds;
    default:
      return found[name] ?? Number.NaN;
  }
}

/** `primary.blockSize` and the like: a number or a word of the scenario. */
function property(path: string, scenario: Scenario): number | string {
  let value: unknown = scenario;
  for (const name of path.split('.'))
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined;
  return typeof value === 'number' || typeof value === 'string' ? value : Number.NaN;
}

const ORDER_STATISTICS: ReadonlySet<StatisticName> = new Set([
  'median',
  'p5',
  'p25',
  'p75',
  'p90',
  'p95',
  'p99',
  'min',
  'max',
]);

/** Medians and quantiles are bootstrapped, means and counts have Student's t. */
export function methodFor(...expressions: readonly Expression[]): IntervalMethod {
  return expressions.some(readsOrderStatistics) ? 'bootstrap' : 'student';
}

function readsOrderStatistics(expression: Expression): boolean {
  switch (expression.kind) {
    case 'statistic':
      return ORDER_STATISTICS.has(expression.statistic);
    case 'negative':
    case 'absolute':
      return readsOrderStatistics(expression.operand);
    case 'arithmetic':
      return readsOrderStatistics(expression.left) || readsOrderStatistics(expression.right);
    default:
      return false;
  }
}

/** The quantities whose values, replication by replication, decide a condition. */
export function quantitiesIn(condition: Condition): Expression[] {
  switch (condition.kind) {
    case 'comparison':
      return [condition.left, condition.right];
    case 'both':
    case 'either':
      return [...quantitiesIn(condition.left), ...quantitiesIn(condition.right)];
    case 'not':
      return quantitiesIn(condition.operand);
    case 'always':
      return [];
    default:
      return [condition.value];
  }
}
