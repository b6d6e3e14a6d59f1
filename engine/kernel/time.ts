/**
 * Simulated time is an integer number of nanoseconds in a double: sums are exact and associative up to 104 days
 * (2^53 ns), so that two ways of computing one instant give the same bits.
 */
export const NANOSECONDS_PER_SECOND = 1e9;

/** A time that never comes, ns. */
export const NEVER = Number.POSITIVE_INFINITY;

/** Seconds as the nearest whole number of nanoseconds. @param seconds finite */
export function toNanoseconds(seconds: number): number {
  return Math.round(seconds * NANOSECONDS_PER_SECOND);
}

/** Nanoseconds as seconds. */
export function toSeconds(nanoseconds: number): number {
  return nanoseconds / NANOSECONDS_PER_SECOND;
}
