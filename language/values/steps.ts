import type { NameExpression } from '../generated/ast.js';
import type { QuantityType, StepsType } from '../properties/property.js';
import { ARRIVAL_RATE } from '../properties/workload.js';
import { quantityOf } from './quantity.js';
import type { ValueRequest } from './request.js';
import type { Value } from './value.js';

/** Rates, each with its duration. */
export function interpretSteps(expression: NameExpression, type: StepsType, request: ValueRequest): Value | undefined {
  const [list] = expression.arguments;
  const { report } = request;
  if (expression.arguments.length !== 1 || list?.$type !== 'List' || list.items.length === 0) {
    report({
      code: 'call/arguments',
      message: `\`${type.name}\` expects one list of rates with their durations: \`${type.name}([100tx/s for 10min, 400tx/s for 5min])\`.`,
      node: expression,
    });
    return undefined;
  }
  const steps: { rate: number; duration: number }[] = [];
  for (const item of list.items) {
    if (item.$type !== 'Step') {
      report({ code: 'value/unexpected', message: 'Each step needs a duration: `100tx/s for 10min`.', node: item });
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
