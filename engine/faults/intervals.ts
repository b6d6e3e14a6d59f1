import { toNanoseconds } from '../kernel/time.js';
import type { Period } from '../model/faults.js';

/** From a moment on, and up to another; ns. */
export interface Interval {
  from: number;
  to: number;
}

export function intervalOf({ from, to }: Period): Interval {
  return { from: toNanoseconds(from), to: toNanoseconds(to) };
}

/** What an interval ends with is another's. */
export function isWithin({ from, to }: Interval, time: number): boolean {
  return from <= time && time < to;
}

/** The same moments as intervals that neither overlap nor touch, ascending. */
export function mergedIntervals(intervals: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}
