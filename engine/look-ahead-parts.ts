import type { Foresight } from './foresight.js';
import { ALL_PRESENT } from './model/attendance.js';
import type { FactSink } from './model/facts.js';
import type { Links } from './network/links.js';
import type { Network } from './network/message.js';
import type { TransactionPool } from './primary/transaction-pool.js';
import type { RunFaults } from './run-network.js';
import type { Choices, LookAheadParts } from './twins/twins.js';

/** The parts of a run that look-ahead reads. */
export interface ObservedRun {
  network: Network;
  /** Absent if the chain is saturated. */
  pool: TransactionPool | undefined;
  /** Links as declared. */
  links: Links;
  /** Absent without faults. */
  faults: RunFaults | undefined;
  record: FactSink;
  /** Receives the choice that a proposer would have made from the true state; absent if not requested. */
  compare: ((choices: Choices) => void) | undefined;
}

/** Connects the foresight of twins with the run in which they look ahead. */
export function lookAheadParts(
  { mirrors, lookAheads, bandwidthOf, latencyOf, hindsight }: Foresight,
  outside: ObservedRun,
): LookAheadParts {
  const { network, pool, links: declared, faults, record, compare } = outside;
  const conditions = faults?.conditions;
  const attendance = faults?.liveness ?? ALL_PRESENT;
  const everyone = Array.from({ length: mirrors.nodes }, (_, node) => node);
  return {
    mirrors,
    lookAheads,
    present: () => {
      const { now } = network;
      pool?.advance(now);
      const waiting = pool && { waiting: pool.waiting, rate: pool.rateAt(now) };
      const live = everyone.filter((node) => !attendance.isAbsent(node));
      const links = conditions?.linksAt(now) ?? declared;
      const latency = latencyOf(links, (node) => conditions?.slowness(node, now) ?? 1);
      return {
        now,
        live,
        bandwidth: bandwidthOf(links),
        ...(latency ? { latency } : {}),
        loss: lostEither(links.tables.loss, conditions?.dropped(now) ?? 0),
        ...(waiting ? { pool: waiting } : {}),
      };
    },
    tell: (mirror) => record(network.now, mirrors.taken(mirror)),
    ...(compare ? { hindsight: { lookAheads: hindsight(), tell: compare } } : {}),
  };
}

/** The probability of either of two independent losses; exactly `one` if `other` is 0. */
function lostEither(one: number, other: number): number {
  return one + other - one * other;
}
