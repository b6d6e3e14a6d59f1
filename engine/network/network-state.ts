import type { EventQueue } from '../kernel/event-queue.js';
import type { Conditions } from './conditions.js';
import type { Links } from './links.js';
import type { NetworkEvent, Route, Traffic } from './message.js';
import type { Peers } from './overlay.js';

/** Time and order of the current event: `[ns, order]`. */
export type Clock = Float64Array;

/**
 * Factor that makes room for the receiver in the order of simultaneous events, which are ordered by message, then by
 * receiver.
 */
export const RECEIVERS = 65536;

/** State that the parts of a run's network share. */
export interface NetworkState {
  readonly queue: EventQueue;
  readonly clock: Clock;
  readonly event: NetworkEvent;
  readonly traffic: Traffic;
  /** By topic. */
  readonly routes: Route[];
  readonly links: Links;
  readonly peers: Peers;
  /** The faults; absent if there are none. */
  readonly conditions: Conditions | undefined;
  /** Whether the copies that a node sends leave one after another. */
  readonly sharedUplink: boolean;
  /** End of the run, ns. */
  readonly end: number;
  /** Words of the message that is being sent, see `identify`. */
  readonly identity: Int32Array;
  /** Number of messages sent so far, which numbers them. */
  sequence: number;
}
