import type { EventQueue } from '../kernel/event-queue.js';
import type { Conditions } from './conditions.js';
import type { Links } from './links.js';
import type { NetworkEvent, Route, Traffic } from './message.js';
import type { Peers } from './overlay.js';

/** The time and the order of the event that is taking place: `[ns, order]`. */
export type Clock = Float64Array;

/** Receivers per message in the order of simultaneous events: by number of the message, then by receiver. */
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
  /** The faults; absent without any. */
  readonly conditions: Conditions | undefined;
  /** Whether the copies that a node sends leave one after another. */
  readonly sharedUplink: boolean;
  /** End of the run, ns. */
  readonly end: number;
  /** Words of the message that is sent now, see `identify`. */
  readonly identity: Int32Array;
  /** Number of messages sent, by which they are numbered. */
  sequence: number;
}
