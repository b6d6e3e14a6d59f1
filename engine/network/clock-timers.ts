import { toNanoseconds } from '../kernel/time.js';

/** Kinds of the timers of the clock, which belong to no message: each has a number of its own. */

/** A simulated second is over. */
export const TICK = 0;
/** A configuration block interval ends. */
export const INTERVAL_ENDS = 1;
/** A fault begins, and ends. */
export const FAULT_BEGINS = 2;
export const FAULT_ENDS = 3;
/** A twin has thought about a proposal. */
export const TWIN_HAS_DECIDED = 4;
/** A message leaves that its sender has held back. */
export const RELEASE = 5;

/** Seconds are counted from the end of the warm-up, so that one of them begins there: the first one may be shorter. @returns its end, ns */
export function firstTick(warmup: number): number {
  return toNanoseconds(warmup) % toNanoseconds(1) || toNanoseconds(1);
}
