import type { ArithmeticOperator, ComparisonOperator, Condition, Expression, StatisticName } from './expression.js';

/** The values that an expression reads. Quantities in SI, NaN if there is none. */
export interface Lookup {
  statistic(name: StatisticName, metric: string): number;
  property(path: string): number | string;
  observation(name: string): number;
  /** Whether an invariant has always held; undefined if it was not checked. */
  always(invariant: string): boolean | undefined;
}

/** The value of an expression in SI, or a word; NaN if it reads an undefined value. */
export function evaluate(expression: Expression, lookup: Lookup): number | string {
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'word':
      return expression.word;
    case 'statistic':
      return lookup.statistic(expression.statistic, expression.metric);
    case 'property':
      return lookup.property(expression.path);
    case 'observation':
      return lookup.observation(expression.name);
    case 'negative':
      return -quantityValue(expression.operand, lookup);
    case 'absolute':
      return Math.abs(quantityValue(expression.operand, lookup));
    case 'arithmetic':
      return applyOperator(
        expression.operator,
        quantityValue(expression.left, lookup),
        quantityValue(expression.right, lookup),
      );
  }
}

/** The value of a quantity, in SI; NaN for a word. */
export function quantityValue(expression: Expression, lookup: Lookup): number {
  const value = evaluate(expression, lookup);
  return typeof value === 'number' ? value : Number.NaN;
}

/**
 * Whether a condition holds, by Kleene's logic. Undefined if that depends on an undefined value, such as the mean of no
 * samples: a comparison with it neither holds nor fails, and neither does its negation. Trends are undefined as well,
 * since a single system has none.
 */
export function truthValue(condition: Condition, lookup: Lookup): boolean | undefined {
  switch (condition.kind) {
    case 'both':
    case 'either': {
      const parts = [truthValue(condition.left, lookup), truthValue(condition.right, lookup)];
      const decisive = condition.kind === 'either';
      if (parts.includes(decisive)) return decisive;
      return parts.includes(undefined) ? undefined : !decisive;
    }
    case 'not': {
      const operand = truthValue(condition.operand, lookup);
      return operand === undefined ? undefined : !operand;
    }
    case 'comparison':
      return compare(condition.operator, evaluate(condition.left, lookup), evaluate(condition.right, lookup));
    case 'always':
      return lookup.always(condition.invariant);
    default:
      return undefined;
  }
}

/** The expressions that a condition compares, or whose trend it is about. */
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

/** An expression and all its subexpressions. */
export function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'negative':
    case 'absolute':
      return [expression, ...partsOf(expression.operand)];
    case 'arithmetic':
      return [expression, ...partsOf(expression.left), ...partsOf(expression.right)];
    default:
      return [expression];
  }
}

/** The value of an operation; NaN for a division by zero, or if the result is too large for a number. */
export function applyOperator(operator: ArithmeticOperator, left: number, right: number): number {
  const result = calculate(operator, left, right);
  return Number.isFinite(result) ? result : Number.NaN;
}

function calculate(operator: ArithmeticOperator, left: number, right: number): number {
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

function compare(operator: ComparisonOperator, left: number | string, right: number | string): boolean | undefined {
  if (Number.isNaN(left) || Number.isNaN(right)) return undefined;
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '==':
      return left === right;
    case '!=':
      return left !== right;
  }
}
