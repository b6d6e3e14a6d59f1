/**
 * Relative difference up to which values of one magnitude count as equal, because rounding can cause it: a mean over a
 * hundred equal samples and one over a hundred and one need not be the same double. Real differences are far larger,
 * because times are whole nanoseconds.
 */
const RESOLUTION = 1e-12;

/** `a - b`, but exactly 0 if the result is only rounding error. NaN if either is. */
export function difference(a: number, b: number): number {
  return withoutRoundingError(a - b, Math.max(Math.abs(a), Math.abs(b)));
}

/** A value computed from others of magnitude `scale`, but exactly 0 if it is only rounding error. */
export function withoutRoundingError(value: number, scale: number): number {
  return Math.abs(value) <= RESOLUTION * scale ? 0 : value;
}
