import type { LookAheadBatch } from './foresight.js';
import type { FactSink } from './model/facts.js';
import type { Network } from './network/message.js';
import type { TransportSettings } from './network/transport.js';
import type { Choices } from './twins/twins.js';

/** How a run is carried out. Only `replication` and `network` affect its results. */
export interface SimulationOptions {
  /** Number of the replication, from 0: each draws other random numbers for the same scenario [0]. */
  replication?: number;
  /** Checks the engine's own invariants, at some cost of time and memory; a violation throws an `EngineFault`. */
  check?: boolean;
  /** Receives every fact, in addition to the recorders. */
  record?: FactSink;
  /** Called after each look-ahead run with their number so far. Returning true stops the run before the current event. */
  betweenLookAheads?: (runs: number) => boolean;
  /** Carries out look-ahead runs, perhaps several at a time; absent: one after another. */
  lookAheadBatch?: LookAheadBatch;
  /** Delivers every vote, even if only quorums matter. For tests: results are the same to the byte. */
  deliversEveryVote?: boolean;
  /**
   * Receives, for every proposal of a twin that looks ahead, what the twin would have proposed from the true state. Doubles
   * the look-ahead runs.
   */
  compareChoices?: (choices: Choices) => void;
  /** Another network under the same protocols, for tests. */
  network?: (settings: TransportSettings) => Network;
}
