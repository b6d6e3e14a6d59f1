import type { LookAheadBatch } from './foresight.js';
import type { FactSink } from './model/facts.js';
import type { Network } from './network/message.js';
import type { TransportSettings } from './network/transport.js';
import type { Choices } from './twins/twins.js';

export interface SimulationOptions {
  /** Another replication draws other random numbers for the same scenario. */
  replication?: number;
  /** Holds the engine to what it promises, at some cost of time and memory; a breach is an `EngineFault`. */
  check?: boolean;
  /** Is told every fact as well. */
  record?: FactSink;
  /** Is told after each look-ahead run of a twin how many there were; true ends the run before the event that asked for it. */
  betweenLookAheads?: (runs: number) => boolean;
  /** Carries out look-ahead runs, several at a time perhaps; absent: one after the other. Results do not depend on it. */
  lookAheadBatch?: LookAheadBatch;
  /** Nodes are told of every vote, also where only quorums matter: another way to the same bytes, for tests. */
  tellsEveryVote?: boolean;
  /**
   * Is told at every proposal by looking ahead what the twin would have proposed from what was true. It takes as many runs
   * again, and changes nothing.
   */
  compareChoices?: (choices: Choices) => void;
  /** Another network under the same protocols, for tests. */
  network?: (settings: TransportSettings) => Network;
}
