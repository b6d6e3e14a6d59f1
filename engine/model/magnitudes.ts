/**
 * How large the numbers of a scenario may be, in SI. Within these bounds nothing that the simulation computes from them
 * overflows or loses the nanosecond.
 */

/** Simulated time, s: 100 days. Whole nanoseconds are exact in a double up to 104 days. */
export const LONGEST_DURATION = 8_640_000;

/** Any other time, s: 10,000 days, such as the mean time between rare failures. */
export const LONGEST_TIME = 864_000_000;

/** Any size, B: a terabyte. */
export const LARGEST_SIZE = 1e12;

/** Rate of a link, B/s: a petabyte per second. */
export const HIGHEST_DATA_RATE = 1e15;

/** Rate at which transactions arrive, tx/s. A second of them is drawn at once, and a request to stop waits for it. */
export const HIGHEST_ARRIVAL_RATE = 1e6;

/** Any number at all, counts of nanoseconds and seeds included. */
export const LARGEST_NUMBER = 1e16;

/** Links that are listed one by one, and pairs of places with a latency of their own. */
export const MAX_LISTED = 250_000;

/** The smallest number that is not zero. */
export const SMALLEST_NUMBER = 1e-15;

/** Whether a number is usable: zero, or of a magnitude between the smallest and the largest one. */
export function isCountable(value: number): boolean {
  const size = Math.abs(value);
  return value === 0 || (size >= SMALLEST_NUMBER && size <= LARGEST_NUMBER);
}
