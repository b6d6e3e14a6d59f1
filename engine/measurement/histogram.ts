import { ascending, quantile } from './quantile.js';

/** Counts in equal bins, in the unit of the values. */
export interface Histogram {
  /** Left edge of the first bin, in the unit of the values. */
  start: number;
  width: number;
  counts: number[];
}

/**
 * Equal bins of the width of Freedman and Diaconis (1981), at most `mostBins` of them.
 *
 * @returns no bins for an empty sample, one bin for a sample of equal values
 */
export function histogram(values: Float64Array, mostBins = 60): Histogram {
  const sorted = ascending(values);
  if (sorted.length === 0) return { start: 0, width: 0, counts: [] };
  const start = sorted[0];
  const range = sorted[sorted.length - 1] - start;
  if (range === 0) return { start, width: 0, counts: [sorted.length] };
  const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const ideal = (2 * spread) / Math.cbrt(sorted.length);
  const bins = ideal > 0 ? Math.min(mostBins, Math.max(1, Math.ceil(range / ideal))) : mostBins;
  const width = range / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of sorted) counts[Math.min(bins - 1, Math.floor((value - start) / width))]++;
  return { start, width, counts };
}
