import { metricNamed } from '../../engine/measurement/metrics.js';
import type { Expression } from '../../engine/model/expression.js';

/** Whether quantities of this unit are plain numbers. */
function isPlain(unit: string): boolean {
  return unit === '' || unit === 'share';
}

/**
 * The part of a confidence interval in which the mean of this unit can lie: between 0 and 1 for shares. The coverage of
 * the interval does not change. An interval without ends remains one.
 */
export function withinPossibleRange<Interval extends { low: number; high: number }>(
  interval: Interval,
  unit: string,
): Interval {
  if (unit !== 'share' || !Number.isFinite(interval.low) || !Number.isFinite(interval.high)) return interval;
  return { ...interval, low: Math.max(0, interval.low), high: Math.min(1, interval.high) };
}

/** SI unit of an expression, derived from its metrics; constants and properties have none. */
export function unitOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'statistic': {
      const metric = metricNamed(expression.metric);
      if (expression.statistic === 'rate') return metric && !isPlain(metric.unit) ? `${metric.unit}/s` : undefined;
      return expression.statistic === 'count' && metric?.kind === 'samples' ? '' : metric?.unit;
    }
    case 'negative':
    case 'absolute':
      return unitOf(expression.operand);
    case 'arithmetic': {
      const [left, right] = [unitOf(expression.left), unitOf(expression.right)];
      if (expression.operator === '/') return left !== undefined && left === right ? '' : undefined;
      return expression.operator === '*' ? undefined : (left ?? right);
    }
    default:
      return undefined;
  }
}
