import type { Misdeed } from './fault-facts.js';
import type { Chain } from './faults.js';

/** The cause of lost time on a chain: `down` or `cutOff` from a quorum when it was its turn to propose. */
export type Deed = Misdeed | 'down' | 'cutOff';

/** A node, its deed, how often it occurred, and its cost to the chain in the measured time. */
export interface Culprit {
  chain: Chain;
  node: number;
  /** Place and number, as everywhere. */
  name: string;
  deed: Deed;
  /** How often it occurred. */
  count: number;
  /** Proposal cycles of the management chain, or rounds of the primary, that failed because of it. */
  failed: number;
  /** Intervals that were missed with such a cycle. */
  missed: number;
  /** Duration of those cycles or rounds, and the delay of proposals that were decided late, s. */
  seconds: number;
}
