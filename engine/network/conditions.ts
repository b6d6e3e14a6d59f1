import type { Links } from './links.js';
import type { SteadyFaults } from './steady-faults.js';

/**
 * The faults of a network, which are known in advance. A copy is lost if its sender is down before it has left, or if its
 * receiver is down at any time until it arrives. It crosses a partition at the moment of its arrival. Times in ns.
 */
export interface Conditions {
  /** The faults until the next one begins or ends; undefined if copies must be checked one by one. Must be called in the order of time. */
  steady(now: number): SteadyFaults | undefined;
  /** Whether there is no fault at any time of a period. Must be called in the order of `from`. */
  isQuiet(from: number, to: number): boolean;
  /** The links for copies that are sent at a time. */
  linksAt(time: number): Links;
  /** Whether copies wait for the uplink of their sender at any time of the run. */
  readonly mayShareUplinks: boolean;
  /** Whether copies that are sent at a time wait for the uplink of their sender. */
  sharesUplink(time: number): boolean;
  /** Selects the message, by its two words, that the following calls are about. */
  message(identity0: number, identity1: number): void;
  /** Factor by which copies that node sends at a time take longer. */
  slowness(node: number, time: number): number;
  /** Additional delay of a copy of the selected message. */
  delay(from: number, to: number, sent: number): number;
  /** The next time at which node is down: now, if it is, or infinite. */
  goesDown(node: number, time: number): number;
  /** Whether the network drops a copy of the selected message. */
  drops(from: number, to: number, sent: number): boolean;
  /** Share of the copies sent at a time that the network drops, in addition to the loss of links. */
  dropped(time: number): number;
  /** Whether a copy does not arrive, because its receiver is down or on another side of a partition. */
  isCut(from: number, to: number, sent: number, arrival: number): boolean;
  /** Whether a copy of the selected message arrives twice. */
  duplicates(from: number, to: number, sent: number): boolean;
  /** Whether node forwards what it receives. */
  forwards(node: number, time: number): boolean;
  /** Whether node is down for the rest of the run. */
  isGone(node: number, time: number): boolean;
}
