import { moments } from './moments.js';
import { ascending, quantile } from './quantile.js';

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

/** @returns NaN throughout for an empty sample */
export function boxStatistics(values: Float64Array): BoxStatistics {
  const sorted = ascending(values);
  const q1 = quantile(sorted, 0.25);
  const q3 = quantile(sorted, 0.75);
  const reach = REACH * (q3 - q1);
  const inside = sorted.filter((value) => value >= q1 - reach && value <= q3 + reach);
  const outliers = sorted.filter((value) => value < q1 - reach || value > q3 + reach);
  const { n, mean } = moments(sorted);
  return {
    n,
    mean,
    q1,
    median: quantile(sorted, 0.5),
    q3,
    whiskerLow: inside.length > 0 ? inside[0] : Number.NaN,
    whiskerHigh: inside.length > 0 ? inside[inside.length - 1] : Number.NaN,
    outliers: Array.from(outliers),
  };
}
