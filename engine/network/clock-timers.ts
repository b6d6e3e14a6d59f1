import { toNanoseconds } from '../kernel/time.js';

/** Kinds of the clock's timers, which belong to no message. */

/** A simulated second is over. */
export const TICK = 0;
/** A configuration block interval ends. */
export const INTERVAL_ENDS = 1;
/** Beginning and end of a fault. */
export const FAULT_BEGINS = 2;
export const FAULT_ENDS = 3;
/** A twin has finished thinking about a proposal. */
export const TWIN_HAS_DECIDED = 4;
/** A delayed message leaves. */
export const RELEASE = 5;

/**
 * Seconds are aligned with the end of the warm-up, so that one of them begins there; the first one may be shorter.
 * @returns its end, ns
 */
export function firstTick(warmup: number): number {
  return toNanoseconds(warmup) % toNanoseconds(1) || toNanoseconds(1);
}
