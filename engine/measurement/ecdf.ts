import { ascending } from './quantile.js';

/** Points of the empirical distribution function: `share[i]` of the values are at most `values[i]`. */
export interface Ecdf {
  values: number[];
  share: number[];
}

/** At most `mostPoints` points, the extremes always among them. */
export function ecdf(values: Float64Array, mostPoints = 200): Ecdf {
  const sorted = ascending(values);
  const n = sorted.length;
  const points = Math.min(n, mostPoints);
  const result: Ecdf = { values: [], share: [] };
  for (let i = 0; i < points; i++) {
    const rank = points === 1 ? n - 1 : Math.round((i * (n - 1)) / (points - 1));
    result.values.push(sorted[rank]);
    result.share.push((rank + 1) / n);
  }
  return result;
}
