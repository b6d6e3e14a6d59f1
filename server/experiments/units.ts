import { metricNamed } from '../../engine/measurement/metrics.js';
import type { Expression } from '../../engine/model/expression.js';

/** Whether numbers of that unit are plain ones. */
function isPlain(unit: string): boolean {
  return unit === '' || unit === 'share';
}

/**
 * The part of a confidence interval in which a mean of that unit can lie: that of shares is between 0 and 1. The interval
 * holds as often as before. One without ends has none afterwards.
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
