import type { Timeline } from './faults/timeline.js';
import { toNanoseconds } from './kernel/time.js';
import type { Management } from './management/management.js';
import type { FactSink } from './model/facts.js';
import { FAULT_BEGINS, FAULT_ENDS, firstTick, INTERVAL_ENDS, TICK, TWIN_HAS_DECIDED } from './network/clock-timers.js';
import { type Network, type NetworkEvent, Topic } from './network/message.js';
import type { ChainVerifier } from './primary/chain-verifier.js';
import type { Primary } from './primary/primary.js';
import type { TransactionPool } from './primary/transaction-pool.js';
import type { Observations } from './twins/observations.js';

/** The parts of a run that the clock drives. */
export interface ClockParts {
  network: Network;
  primary: Primary;
  management: Management;
  verifier: ChainVerifier;
  observations: Observations;
  /** Absent if the chain is saturated. */
  pool: TransactionPool | undefined;
  /** Absent without faults. */
  timeline: Timeline | undefined;
  record: FactSink;
}

/** Events of a run at fixed times: seconds pass, intervals end, faults begin and end, twins finish thinking. */
export class Clock {
  readonly #parts: ClockParts;

  constructor(parts: ClockParts) {
    this.#parts = parts;
  }

  /** Starts the clock. @param warmup time before anything is measured, s */
  start(warmup: number): void {
    this.#parts.network.wake(firstTick(warmup), Topic.clock, -1, TICK, 0);
  }

  receive(): void {}

  wake(event: NetworkEvent): void {
    const { management, timeline } = this.#parts;
    const { kind } = event;
    if (kind === INTERVAL_ENDS) management.intervalEnds();
    else if (kind === TWIN_HAS_DECIDED) management.twinHasDecided(event.node, event.subject);
    else if (kind === FAULT_BEGINS || kind === FAULT_ENDS) timeline?.wake(event);
    else this.#tick();
  }

  #tick(): void {
    const { network, pool, record, verifier } = this.#parts;
    const { now, traffic } = network;
    pool?.advance(now);
    const totals = { messages: sum(traffic.messages), bytes: sum(traffic.bytes) };
    record(now, { kind: 'secondPassed', pool: pool?.counts, traffic: totals });
    this.#forget(verifier.verify());
    network.wake(now + toNanoseconds(1), Topic.clock, -1, TICK, 0);
  }

  /** Releases data that cannot be needed any more. @param verified height up to which the chains have been verified */
  #forget(verified: number): void {
    const { primary, management, pool, observations } = this.#parts;
    primary.forget(verified);
    const oldest = Math.min(primary.observers.common, primary.oldestConfiguration);
    primary.observers.forget(oldest);
    management.forget(oldest);
    pool?.submissions.forget(Math.min(primary.committed + 1, observations.needs));
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
