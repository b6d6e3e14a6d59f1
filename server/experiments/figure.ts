/** A figure with its 95 % confidence interval; null if there are too few replications for one. SI units. */
export interface Figure {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** Infinite ends as null, which JSON can represent. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
