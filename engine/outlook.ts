import type { Foresight } from './foresight.js';
import { ALL_PRESENT } from './model/attendance.js';
import type { FactSink } from './model/facts.js';
import type { Links } from './network/links.js';
import type { Network } from './network/message.js';
import type { TransactionPool } from './primary/transaction-pool.js';
import type { RunFaults } from './run-network.js';
import { mirrorTaken } from './twins/lookahead/mirrors.js';
import type { Choices, Outlook } from './twins/twins.js';

/** What twins that look ahead can see of the run in which they do. */
export interface Outside {
  network: Network;
  /** Absent where the chain is saturated. */
  pool: TransactionPool | undefined;
  /** Links as they are declared. */
  links: Links;
  /** Absent where nothing goes wrong. */
  faults: RunFaults | undefined;
  record: FactSink;
  /** Absent where nobody asks what they would have chosen from what was true. */
  compare: ((choices: Choices) => void) | undefined;
}

/** What twins that look ahead are told of the present. */
export function outlookOf({ mirrors, lookAheads, bandwidthOf, hindsight }: Foresight, outside: Outside): Outlook {
  const { network, pool, links, faults, record, compare } = outside;
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
      return {
        now,
        live,
        bandwidth: bandwidthOf(faults?.conditions.linksAt(now) ?? links),
        ...(waiting ? { pool: waiting } : {}),
      };
    },
    tell: (mirror) => record(network.now, mirrorTaken(mirror, mirrors.nodes)),
    ...(compare ? { hindsight: { lookAheads: hindsight(), tell: compare } } : {}),
  };
}
