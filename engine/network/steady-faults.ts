import type { Conditions } from './conditions.js';
import type { Links } from './links.js';

/** What is wrong throughout a period in which no fault begins or ends; it holds for copies that are sent and arrive in it. */
export interface SteadyFaults {
  /** When a fault begins or ends next, ns; may be infinite. */
  until: number;
  /** The links over which copies go. */
  links: Links;
  /** 1 at `from * nodes + to` where nothing arrives, as the receiver is down or on another side; absent where all links are open. */
  isCut?: Uint8Array;
  /** 1 for nodes that pass nothing on; absent without any. */
  isMute?: Uint8Array;
  /** How many times longer copies take, by their sender; absent where none does. */
  slowness?: Float64Array;
  /** Whether a copy of the selected message is dropped; absent where none is. */
  drops?: (from: number, to: number) => boolean;
}

/** What is wrong with what a node sends from now on for a while; undefined where its copies have to be asked about one by one. */
export function steadyFor(conditions: Conditions, sender: number, now: number): SteadyFaults | undefined {
  // What is sent in the name of a node that is down is lost before it leaves.
  return conditions.goesDown(sender, now) <= now ? undefined : conditions.steady(now);
}

/** By when copies have to arrive that meet only faults that hold now, and no end of the run, ns. */
export function lastMoment({ until }: SteadyFaults, end: number): number {
  return Math.min(until - 1, end);
}
