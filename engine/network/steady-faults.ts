import type { Conditions } from './conditions.js';
import type { Links } from './links.js';

/** The faults of a period in which none begins or ends. They apply to copies that are sent and arrive in it. */
export interface SteadyFaults {
  /** When a fault begins or ends next, ns; may be infinite. */
  until: number;
  /** The links over which copies go. */
  links: Links;
  /** 1 at `from * nodes + to` if nothing arrives, because the receiver is down or on another side; absent if all links are open. */
  isCut?: Uint8Array;
  /** 1 for nodes that pass nothing on; absent without any. */
  isMute?: Uint8Array;
  /** Factor by which copies take longer, by sender; absent if none does. */
  slowness?: Float64Array;
  /** Whether a copy of the selected message is dropped; absent if none is. */
  drops?: (from: number, to: number) => boolean;
}

/** The faults that apply to what a node sends now; undefined if its copies must be checked one by one. */
export function steadyFor(conditions: Conditions, sender: number, now: number): SteadyFaults | undefined {
  // Messages of a node that is down are lost before they leave.
  return conditions.goesDown(sender, now) <= now ? undefined : conditions.steady(now);
}

/** Copies that arrive up to this time are subject to the current faults alone, and arrive before the end of the run, ns. */
export function lastMoment({ until }: SteadyFaults, end: number): number {
  return Math.min(until - 1, end);
}
