import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import seedrandom from 'seedrandom';
import { quantile } from '../../../engine/measurement/quantile.js';

/** Resamples that are drawn: the ends of a 95 % interval then lie on some fifty of them each. */
export const RESAMPLES = 4000;

/** With fewer values there are too few different resamples. */
export const FEWEST_FOR_BOOTSTRAP = 5;

/**
 * Bootstrap interval of the mean of independent values: percentiles of the means of resamples. The percentiles are
 * moved outwards so that an interval from few values is as wide as Student's would be (Hesterberg 2015, "What Teachers
 * Should Know About the Bootstrap", section 3.3: the expanded percentile interval). The draws come from a stream that
 * is named after the values, so that equal values have equal intervals.
 *
 * @param values at least {@link FEWEST_FOR_BOOTSTRAP}
 * @param confidence in (0, 1)
 */
export function bootstrapInterval(values: readonly number[], confidence: number): { low: number; high: number } {
  const n = values.length;
  const random = seedrandom(`bootstrap/${values.join(',')}`);
  const means = new Float64Array(RESAMPLES);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[Math.floor(random.quick() * n)];
    means[resample] = sum / n;
  }
  means.sort();
  const tail = expandedTail(n, confidence);
  return { low: quantile(means, tail), high: quantile(means, 1 - tail) };
}

/** Share of the resamples that lies beyond either end of the interval. */
export function expandedTail(n: number, confidence: number): number {
  const expanded = Math.sqrt(n / (n - 1)) * studentQuantile((1 + confidence) / 2, n - 1);
  return normalCdf(-expanded, 0, 1);
}
