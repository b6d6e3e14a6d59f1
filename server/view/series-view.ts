import type { Results } from '../../engine/model/results.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { binWidth } from '../protocol/bins.js';
import type { SeriesView } from '../protocol/run-view.js';
import { numbersOf } from './columns.js';
import { rounded } from './rounding.js';

/** Enough for zooming in. The panel merges bins when it draws a longer time. */
const MAX_BINS = 1200;
/** With fewer blocks per bin, throughput would depend on the bin's edges rather than on the load. */
const BLOCKS = 10;

/** Throughput and pool over time, averaged over bins of a few blocks each; an incomplete last bin is left out. */
export function seriesView(results: Results, scenario: Scenario): SeriesView {
  const time = numbersOf(results, 'series', 'time');
  const blocks = numbersOf(results, 'blocks', 'time');
  const blockTime = blocks.length > 1 ? (blocks[blocks.length - 1] - blocks[0]) / (blocks.length - 1) : 0;
  const step = binWidth(time.length, { least: BLOCKS * blockTime, most: MAX_BINS });
  const averaged = (column: string) => averages(numbersOf(results, 'series', column), step);
  const saturated = !scenario.primary.workload;
  const switched = numbersOf(results, 'blocks', 'switch');
  return {
    step,
    // The time of a row is the end of its second.
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
  return Array.from({ length: Math.floor(perSecond.length / step) }, (_, bin) => {
    const values = perSecond.subarray(bin * step, (bin + 1) * step);
    return rounded(values.reduce((sum, value) => sum + value, 0) / step);
  });
}
