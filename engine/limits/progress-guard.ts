import { toNanoseconds, toSeconds } from '../kernel/time.js';
import { LIMITS, LimitExceeded } from './limits.js';

/** Events between two checks. */
export const EVENTS_BETWEEN_CHECKS = 4096;

/** Number of blocks at one time beyond which time is considered not to advance. */
const BLOCKS_AT_ONCE = 100;

/**
 * Number of events at one time beyond which time is considered not to advance. All nodes may answer all nodes a few
 * times, but not more.
 */
const EVENTS_AT_ONCE = 1e6;
const ROUNDS_AT_ONCE = 100;

/** No real system makes a block in less than a microsecond. */
const BLOCKS_IN_A_SECOND = 1e6;

/** An estimate is good within a factor of two. */
const SLACK = 2;

/** The progress of a run. */
export interface ProgressSample {
  /** ns */
  now: number;
  /** Height of the primary. */
  height: number;
  /** Copies of messages. */
  sent: number;
}

/**
 * Ends a run that would never finish: one whose events follow each other without time advancing (Zeno's paradox), or
 * that takes far more messages than the estimate by which it was accepted. It uses only simulated time and counts, so
 * that the same run ends at the same event everywhere.
 */
export class ProgressGuard {
  readonly #eventsAtOnce: number;
  #now = -1;
  #heightThen = 0;
  #eventsSince = 0;
  #second = 0;
  #heightAtSecond = 0;

  constructor(nodes: number) {
    this.#eventsAtOnce = EVENTS_AT_ONCE + ROUNDS_AT_ONCE * nodes * nodes;
  }

  /**
   * To be called after every {@link EVENTS_BETWEEN_CHECKS} events.
   * @throws LimitExceeded
   */
  look({ now, height, sent }: ProgressSample): void {
    if (sent > SLACK * LIMITS.transmissions)
      throw exceeded(now, `the run had taken ${sent.toExponential(1)} transmissions, far more than was expected of it`);
    if (now !== this.#now) {
      this.#now = now;
      this.#heightThen = height;
      this.#eventsSince = 0;
    } else {
      this.#eventsSince += EVENTS_BETWEEN_CHECKS;
      const blocks = height - this.#heightThen;
      if (blocks > BLOCKS_AT_ONCE)
        throw exceeded(now, `time stood still: ${blocks} blocks were decided at one instant`);
      if (this.#eventsSince > this.#eventsAtOnce)
        throw exceeded(now, `time stood still: ${this.#eventsSince} events took place at one instant`);
    }
    if (now >= this.#second + toNanoseconds(1)) {
      this.#second = now;
      this.#heightAtSecond = height;
    } else if (height - this.#heightAtSecond > BLOCKS_IN_A_SECOND) {
      throw exceeded(now, 'more than a million blocks were decided within a second');
    }
  }
}

function exceeded(now: number, reason: string): LimitExceeded {
  return new LimitExceeded(
    `After ${toSeconds(now)} s ${reason}. Give messages a latency, or rounds and intervals a longer duration.`,
  );
}
