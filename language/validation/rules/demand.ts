import { dailyRate, SECONDS_PER_DAY } from '../../../engine/kernel/daily.js';
import { expectedArrivals } from '../../../engine/kernel/expected-arrivals.js';
import { typicalValue } from '../../../engine/limits/typical.js';
import type { Scenario } from '../../../engine/model/scenario.js';
import { DATA, TIME, TRANSACTION_RATE } from '../../dimensions/dimension.js';
import { faultOfArrivals } from '../../lowering/arrivals.js';
import { quantityText } from '../../values/quantity-text.js';
import type { ValueFinding } from './value-finding.js';

/** The parameters of the workload must be consistent. */
export function arrivalsMustMakeSense({ primary }: Scenario): ValueFinding[] {
  const fault = primary.workload && faultOfArrivals(primary.workload.arrivals);
  return fault ? [{ code: 'value/range', message: fault, paths: ['primary.workload.arrivals'] }] : [];
}

/**
 * A block takes at least one transaction, however large. If all are larger than a block, the block size has no effect.
 */
export function transactionsShouldFitBlocks({ primary }: Scenario): ValueFinding[] {
  if (!primary.workload) return [];
  const size = typicalValue(primary.workload.size);
  if (!(size > primary.blockSize)) return [];
  const bytes = (value: number) => quantityText(value, DATA);
  return [
    {
      code: 'workload/size',
      message: `A transaction of ${bytes(size)} is larger than a block of ${bytes(primary.blockSize)}, so most blocks hold a single transaction and are just as large.`,
      paths: ['primary.workload.size', 'primary.blockSize'],
    },
  ];
}

/** A run that ends before noon never reaches the peak of a daily cycle, which is rarely intended. */
export function runShouldReachNoon({ name, duration, primary }: Scenario): ValueFinding[] {
  const arrivals = primary.workload?.arrivals;
  if (arrivals?.kind !== 'daily') return [];
  const { begins = 0, peak } = arrivals;
  const noon = (1.5 * SECONDS_PER_DAY - begins) % SECONDS_PER_DAY;
  if (duration >= noon) return [];
  const rateAt = dailyRate(arrivals);
  const rate = (value: number) => quantityText(value, TRANSACTION_RATE);
  return [
    {
      code: 'workload/daily',
      message: `\`${name}\` ends before noon, when \`daily\` is highest: the rate goes from ${rate(rateAt(0))} to ${rate(rateAt(duration))} and does not reach its peak of ${rate(peak)}.${begins === 0 ? ' `begins: 8h` lets the run begin later in the day.' : ''}`,
      paths: ['primary.workload.arrivals', 'duration'],
    },
  ];
}

/** Reports how much of a run a trace covers, unless both are covered completely. */
export function traceShouldCoverRun({ name, duration, primary }: Scenario): ValueFinding[] {
  const arrivals = primary.workload?.arrivals;
  if (arrivals?.kind !== 'trace') return [];
  const { times, period } = arrivals;
  const paths = ['primary.workload.arrivals', 'duration'];
  const time = (value: number) => quantityText(value, TIME);
  const [first, last] = [times[0], times[times.length - 1]];
  const end = `\`${name}\` ends after ${time(duration)}`;
  if (first > duration)
    return [
      {
        code: 'workload/trace',
        message: `The first of ${times.length} recorded transactions arrives after ${time(first)}, and ${end}: it runs without load. Set where the trace begins: \`from: "…"\` after the file.`,
        paths,
      },
    ];
  if (last > duration)
    return [
      {
        code: 'workload/coverage',
        message: `${expectedArrivals(arrivals, duration)} of ${times.length} recorded transactions arrive during the run: the trace lasts ${time(last)}, and ${end}.`,
        paths,
      },
    ];
  if (period !== undefined || last >= COVERED * duration) return [];
  return [
    {
      code: 'workload/coverage',
      message: `The trace ends after ${time(last)}, and ${end}: nothing arrives in between. \`repeat\` after the file starts it again.`,
      paths,
    },
  ];
}

/** A trace that reaches this far through a run covers it. */
const COVERED = 0.9;
