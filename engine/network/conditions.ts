import type { Links } from './links.js';
import type { SteadyFaults } from './steady-faults.js';

/**
 * The faults of a network, which are known in advance. A copy is lost if its sender is down before the copy has left,
 * or if its receiver is down at any time until the copy arrives. A copy crosses a partition at the time of its arrival.
 * Times in ns.
 */
export interface Conditions {
  /**
   * The faults from now until the next one begins or ends; undefined if copies must be checked one by one. Queried as
   * {@link isQuiet}.
   */
  steady(now: number): SteadyFaults | undefined;
  /** Whether there is no fault in this period. Must be queried in the order of `from`. */
  isQuiet(from: number, to: number): boolean;
  /** The links for copies that are sent at this time. */
  linksAt(time: number): Links;
  /** Whether copies share an uplink at any time. */
  readonly mayShareUplinks: boolean;
  /** Whether the copies that a node sends at this time share its uplink and leave one after another. */
  sharesUplink(time: number): boolean;
  /** Selects the message for further queries, by the two words that identify it. */
  message(identity0: number, identity1: number): void;
  /** Factor by which the delay of a copy grows if node sends it at this time. */
  slowness(node: number, time: number): number;
  /** Additional delay of a copy of the selected message. */
  delay(from: number, to: number, sent: number): number;
  /** Start of node's next outage: the given time if it is down now, infinite if there is none. */
  goesDown(node: number, time: number): number;
  /** Whether the network drops a copy of the selected message that is sent at this time. */
  drops(from: number, to: number, sent: number): boolean;
  /** The share of copies sent at this time that the network drops, in addition to losses on links. */
  dropped(time: number): number;
  /** Whether a copy cannot reach its receiver, which is down or on another side. */
  isCut(from: number, to: number, sent: number, arrival: number): boolean;
  /** Whether a copy of the selected message arrives twice. */
  duplicates(from: number, to: number, sent: number): boolean;
  /** Whether node forwards messages that it receives. */
  forwards(node: number, time: number): boolean;
  /** Whether node is down for the rest of the run. */
  isGone(node: number, time: number): boolean;
}
