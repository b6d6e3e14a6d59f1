/**
 * The quantile of definition R-7 (Hyndman and Fan 1996), the default of R, NumPy, d3 and spreadsheets: linear
 * interpolation between the order statistics around `(n - 1) p`.
 *
 * @param sorted ascending, without NaN
 * @param p in [0, 1]
 * @returns NaN for an empty array
 */
export function quantile(sorted: Float64Array, p: number): number {
  const last = sorted.length - 1;
  if (last < 0) return Number.NaN;
  const position = Math.min(Math.max(p, 0), 1) * last;
  const below = Math.floor(position);
  const above = Math.min(below + 1, last);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

/** An ascending copy without NaN, as every order statistic here needs. */
export function ascending(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort();
}
