import type { Condition, Expression } from '../../engine/model/expression.js';

/** Replacements for an expression's statistics, properties and observations; everything else stays. */
export type LeafReplacement = (
  leaf: Extract<Expression, { kind: 'statistic' | 'property' | 'observation' }>,
) => Expression;

/** The same expression with its leaves replaced. */
export function rewritten(expression: Expression, leaves: LeafReplacement): Expression {
  switch (expression.kind) {
    case 'constant':
    case 'word':
      return expression;
    case 'statistic':
    case 'property':
    case 'observation':
      return leaves(expression);
    case 'negative':
    case 'absolute':
      return { ...expression, operand: rewritten(expression.operand, leaves) };
    case 'arithmetic':
      return {
        ...expression,
        left: rewritten(expression.left, leaves),
        right: rewritten(expression.right, leaves),
      };
  }
}

/** The same condition with its leaves replaced. */
export function rewrittenCondition(condition: Condition, leaves: LeafReplacement): Condition {
  switch (condition.kind) {
    case 'comparison':
      return { ...condition, left: rewritten(condition.left, leaves), right: rewritten(condition.right, leaves) };
    case 'both':
    case 'either':
      return {
        ...condition,
        left: rewrittenCondition(condition.left, leaves),
        right: rewrittenCondition(condition.right, leaves),
      };
    case 'not':
      return { ...condition, operand: rewrittenCondition(condition.operand, leaves) };
    case 'always':
      return condition;
    default:
      return { ...condition, value: rewritten(condition.value, leaves) };
  }
}
