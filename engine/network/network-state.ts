import type { EventQueue } from '../kernel/event-queue.js';
import type { Conditions } from './conditions.js';
import type { Links } from './links.js';
import type { NetworkEvent, Route, Traffic } from './message.js';
import type { Peers } from './overlay.js';

/** The time and the order of the event that is taking place: `[ns, order]`. */
export type Clock = Float64Array;

/** Room for the receiver in the number that orders simultaneous events: messages by their number, then receivers. */
export const RECEIVERS = 65536;

/** What the parts of the network of a run share. */
export interface NetworkState {
  readonly queue: EventQueue;
  readonly clock: Clock;
  readonly event: NetworkEvent;
  readonly traffic: Traffic;
  /** By topic. */
  readonly routes: Route[];
  readonly links: Links;
  readonly peers: Peers;
  /** What goes wrong; absent where nothing does. */
  readonly conditions: Conditions | undefined;
  /** The copies that a node sends leave one after another. */
  readonly sharedUplink: boolean;
  /** End of the run, ns. */
  readonly end: number;
  /** Words of the message that is sent now, see `identify`. */
  readonly identity: Int32Array;
  /** Messages that were sent, which number them. */
  sequence: number;
}
