import { toNanoseconds } from '../kernel/time.js';
import type { Period } from '../model/faults.js';

/** A half-open interval of time, ns: `to` is not included. */
export interface Interval {
  from: number;
  to: number;
}

/** The interval of a period in seconds; one without an end is infinite. */
export function intervalOf({ from, to }: Period): Interval {
  return { from: toNanoseconds(from), to: toNanoseconds(to) };
}

/** Whether a time, ns, is in an interval. */
export function isWithin({ from, to }: Interval, time: number): boolean {
  return from <= time && time < to;
}

/** The union of intervals, as intervals that neither overlap nor touch, ascending. */
export function mergedIntervals(intervals: readonly Interval[]): Interval[] {
  const found: Interval[] = [];
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}
