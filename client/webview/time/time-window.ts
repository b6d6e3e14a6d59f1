import type { TimeWindow } from '../../../server/protocol/panel.js';

/** The limits of the window of a time axis. */
export interface TimeRange {
  whole: TimeWindow;
  /** The length of the shortest window, s. */
  least: number;
}

/** The nearest window inside the range. It keeps its width if the range is wide enough. */
export function inside({ from, to }: TimeWindow, { whole, least }: TimeRange): TimeWindow {
  const room = whole.to - whole.from;
  const width = Math.min(room, Math.max(to - from, Math.min(least, room)));
  // A window that was too short grows on both sides.
  const wanted = from - (width - (to - from)) / 2;
  const start = Math.min(Math.max(wanted, whole.from), whole.to - width);
  return { from: start, to: start + width };
}

/** A window of `factor` times the length, in which `at` keeps its place. */
export function zoomed({ from, to }: TimeWindow, at: number, factor: number, range: TimeRange): TimeWindow {
  const width = Math.max((to - from) * factor, Math.min(range.least, range.whole.to - range.whole.from));
  const share = (at - from) / (to - from || 1);
  const start = at - share * width;
  return inside({ from: start, to: start + width }, range);
}

/** @param by shift, s; positive towards later times */
export function panned({ from, to }: TimeWindow, by: number, range: TimeRange): TimeWindow {
  return inside({ from: from + by, to: to + by }, range);
}

export function isWhole({ from, to }: TimeWindow, { whole }: TimeRange): boolean {
  const little = 1e-6 * (whole.to - whole.from);
  return from <= whole.from + little && to >= whole.to - little;
}
