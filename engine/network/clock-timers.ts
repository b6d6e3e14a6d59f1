import { toNanoseconds } from '../kernel/time.js';

/** Kinds of the timers of the clock, which belong to no message: each has a number of its own. */

/** A simulated second is over. */
export const TICK = 0;
/** A configuration block interval ends. */
export const INTERVAL_ENDS = 1;
/** A fault begins. */
export const FAULT_BEGINS = 2;
/** A fault ends. */
export const FAULT_ENDS = 3;
/** A twin has finished thinking about a proposal. */
export const TWIN_HAS_DECIDED = 4;
/** A delayed message leaves its sender. */
export const RELEASE = 5;

/** The end of the first simulated second, ns. Seconds are aligned with the end of the warm-up, so the first one may be shorter. */
export function firstTick(warmup: number): number {
  return toNanoseconds(warmup) % toNanoseconds(1) || toNanoseconds(1);
}
