import type { Conditions } from './conditions.js';
import type { Links } from './links.js';

/** The faults of a period in which no fault begins or ends, for copies that are sent and arrive in it. */
export interface SteadyFaults {
  /** Time of the next beginning or end of a fault, ns; may be infinite. */
  until: number;
  /** The links that copies use. */
  links: Links;
  /**
   * 1 at `from * nodes + to` if nothing arrives, because the receiver is down or on another side; absent if all links
   * are open.
   */
  isCut?: Uint8Array;
  /** 1 for nodes that forward nothing; absent if there are none. */
  isMute?: Uint8Array;
  /** Factor on the delay of copies, by sender; absent if all are 1. */
  slowness?: Float64Array;
  /** Whether a copy of the selected message is dropped; absent if none is. */
  drops?: (from: number, to: number) => boolean;
}

/** The faults that affect node's messages from now on for a while; undefined if copies must be checked one by one. */
export function steadyFor(conditions: Conditions, sender: number, now: number): SteadyFaults | undefined {
  // Messages sent in the name of a node that is down are lost before they leave.
  return conditions.goesDown(sender, now) <= now ? undefined : conditions.steady(now);
}

/** Time before which copies must arrive to meet only the current faults, and not the end of the run, ns. */
export function lastMoment({ until }: SteadyFaults, end: number): number {
  return Math.min(until - 1, end);
}
