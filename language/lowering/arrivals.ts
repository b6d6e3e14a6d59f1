import type { Arrivals } from '../../engine/model/scenario.js';
import { TRANSACTION_RATE } from '../dimensions/dimension.js';
import { HIGHEST_PEAK } from '../properties/workload.js';
import { describeRange, writeQuantity } from '../values/ranges.js';
import type { Value } from '../values/value.js';

/** The arrivals that a value of `arrivals` describes. */
export function lowerArrivals(value: Value): Arrivals | undefined {
  if (value.kind === 'steps') return { kind: 'steps', steps: value.steps.map((step) => ({ ...step })) };
  if (value.kind === 'trace') return { kind: 'trace', ...value.recorded };
  if (value.kind !== 'option') return undefined;
  const number = (name: string) => {
    const argument = value.arguments[name];
    return typeof argument === 'number' ? argument : 0;
  };
  switch (value.name) {
    case 'poisson':
      return { kind: 'poisson', rate: number('rate') };
    case 'bursts':
      return {
        kind: 'bursts',
        low: number('low'),
        high: number('high'),
        meanLow: number('meanLow'),
        meanHigh: number('meanHigh'),
      };
    case 'daily':
      return { kind: 'daily', mean: number('mean'), peak: number('peak'), ...timesOf(value.arguments) };
    case 'batches':
      return { kind: 'batches', rate: number('rate'), size: number('size') };
    default:
      return undefined;
  }
}

/** Options of a daily cycle: when the run begins, and how weekends differ. */
function timesOf(given: Readonly<Record<string, unknown>>): Partial<Record<'begins' | 'weekend' | 'day', number>> {
  const names = ['begins', 'weekend', 'day'] as const;
  return Object.fromEntries(names.flatMap((name) => (typeof given[name] === 'number' ? [[name, given[name]]] : [])));
}

/** Why individually valid parameters do not fit together; undefined if they do. */
export function faultOfArrivals(arrivals: Arrivals): string | undefined {
  const write = (rate: number) => writeQuantity(rate, TRANSACTION_RATE);
  if (arrivals.kind === 'bursts' && arrivals.high <= arrivals.low)
    return `The high rate of \`bursts\` must be above the low one, but ${write(arrivals.high)} is not above ${write(arrivals.low)}.`;
  if (arrivals.kind !== 'daily') return undefined;
  const { mean, peak } = arrivals;
  if (peak >= mean && peak <= HIGHEST_PEAK * mean) return undefined;
  const range = describeRange({ min: mean, max: HIGHEST_PEAK * mean }, TRANSACTION_RATE);
  return `The peak of \`daily\` must be ${range}, but it is ${write(peak)}.`;
}
