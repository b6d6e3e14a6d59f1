import { metricNamed } from '../../engine/measurement/metrics.js';
import type { Expression } from '../../engine/model/expression.js';

/** SI unit of an expression as far as the metrics in it tell; constants and properties do not. */
export function unitOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'statistic': {
      const metric = metricNamed(expression.metric);
      if (expression.statistic === 'rate') return metric?.unit ? `${metric.unit}/s` : undefined;
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
