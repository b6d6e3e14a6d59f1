import { momentsOf } from './moments.js';
import { definedSamples, type Samples } from './samples.js';
import { quantiles } from './selection.js';

/** A box plot as Tukey draws it: whiskers reach to the last value within 1.5 interquartile ranges of the box. */
export interface BoxStatistics {
  n: number;
  mean: number;
  q1: number;
  median: number;
  q3: number;
  whiskerLow: number;
  whiskerHigh: number;
  /** Values beyond the whiskers, ascending. */
  outliers: number[];
}

const REACH = 1.5;

/** The box plot of samples. @returns NaN throughout for an empty sample */
export function boxStatistics(samples: Samples): BoxStatistics {
  const numbers = definedSamples(samples);
  const { n, mean } = momentsOf(numbers);
  const [q1, median, q3] = quantiles(numbers, [0.25, 0.5, 0.75]);
  const reach = REACH * (q3 - q1);
  let whiskerLow = Number.POSITIVE_INFINITY;
  let whiskerHigh = Number.NEGATIVE_INFINITY;
  const outliers: number[] = [];
  for (const piece of numbers) {
    for (const value of piece) {
      if (value < q1 - reach || value > q3 + reach) {
        outliers.push(value);
      } else {
        whiskerLow = Math.min(whiskerLow, value);
        whiskerHigh = Math.max(whiskerHigh, value);
      }
    }
  }
  outliers.sort((a, b) => a - b);
  const none = n === 0;
  return {
    n,
    mean,
    q1,
    median,
    q3,
    whiskerLow: none ? Number.NaN : whiskerLow,
    whiskerHigh: none ? Number.NaN : whiskerHigh,
    outliers,
  };
}
