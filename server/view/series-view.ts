import type { Results } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { SeriesView } from '../protocol/run-view.js';
import { numbersOf } from './columns.js';
import { rounded } from './rounding.js';

const MOST_STRETCHES = 240;
/** Stretches that a reader can name. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

/** Throughput and pool over time, averaged over stretches long enough to draw; an incomplete last stretch is left out. */
export function seriesView(results: Results, scenario: Scenario): SeriesView {
  const time = numbersOf(results, 'series', 'time');
  const step =
    STEPS.find((candidate) => time.length / candidate <= MOST_STRETCHES) ?? Math.ceil(time.length / MOST_STRETCHES);
  const averaged = (column: string) => averages(numbersOf(results, 'series', column), step);
  const saturated = !scenario.primary.workload;
  const switched = numbersOf(results, 'blocks', 'switch');
  return {
    step,
    // A second is dated by its end.
    start: time.length > 0 ? rounded(time[0] - 1) : 0,
    throughput: averaged('committed'),
    pool: saturated ? [] : averaged('pool'),
    dropped: saturated ? [] : averaged('dropped'),
    switches: Array.from(
      numbersOf(results, 'blocks', 'time').filter((_, row) => switched[row] === 1),
      rounded,
    ),
  };
}

function averages(perSecond: Float64Array, step: number): number[] {
  return Array.from({ length: Math.floor(perSecond.length / step) }, (_, stretch) => {
    const values = perSecond.subarray(stretch * step, (stretch + 1) * step);
    return rounded(values.reduce((sum, value) => sum + value, 0) / step);
  });
}
