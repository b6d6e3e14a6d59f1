import type { Links } from './links.js';
import type { SteadyFaults } from './steady-faults.js';

/**
 * What is wrong with a network, which is known before it happens. A copy is lost where one of its ends is down while it
 * is under way there: its sender before it has left, its receiver at any time until it arrives. It crosses from one side
 * of a partition to another at the moment of its arrival. Times in ns.
 */
export interface Conditions {
  /** What is wrong from now on until a fault begins or ends; undefined where copies have to be asked about one by one. As {@link isQuiet}. */
  steady(now: number): SteadyFaults | undefined;
  /** Whether nothing is wrong at any time of this period; asked in the order of `from`. */
  isQuiet(from: number, to: number): boolean;
  /** The links over which copies go that are sent at this time. */
  linksAt(time: number): Links;
  /** Whether copies leave one after another at any time. */
  readonly mayShareUplinks: boolean;
  /** Whether the copies leave one after another that a node sends at this time. */
  sharesUplink(time: number): boolean;
  /** Selects the message, by its two words, whose copies are asked about. */
  message(identity0: number, identity1: number): void;
  /** How many times longer a copy takes that node sends at this time. */
  slowness(node: number, time: number): number;
  /** How much later than usual a copy of the selected message arrives. */
  delay(from: number, to: number, sent: number): number;
  /** When node is down next: now, if it is down, or infinite. */
  goesDown(node: number, time: number): number;
  /** Whether the network drops a copy of the selected message that is sent at this time. */
  drops(from: number, to: number, sent: number): boolean;
  /** Which share of the copies that are sent at this time the network drops, beside those that links lose. */
  dropped(time: number): number;
  /** Whether a copy does not reach its receiver: that is down, or on another side. */
  isCut(from: number, to: number, sent: number, arrival: number): boolean;
  /** Whether a copy of the selected message arrives twice. */
  duplicates(from: number, to: number, sent: number): boolean;
  /** Whether node passes on what it receives. */
  forwards(node: number, time: number): boolean;
  /** Whether node is down for the rest of the run. */
  isGone(node: number, time: number): boolean;
}
