import type { Culprit } from './culprits.js';
import type { FaultAtom } from './faults.js';
import type { Violation } from './invariants.js';
import type { Learnt } from './learning-plan.js';
import type { TableName } from './tables.js';

export type { TableName } from './tables.js';

/**
 * The results of a run: typed columns, one table per kind of record, and totals. Everything else (summaries, box plots,
 * CSV, Parquet, plots) is computed from these, so that every consumer shows the same numbers.
 */

export type Column = { type: 'number'; unit: string; values: Float64Array } | { type: 'text'; values: string[] };

/** A table of equally long columns. */
export interface Table {
  rows: number;
  columns: Record<string, Column>;
}

/** Tables that grow with every block, node, transaction or second. The others stay small however long a run is. */
export const LONG_TABLES = ['blocks', 'delays', 'receipts', 'transactions', 'series'] as const;
export type LongTable = (typeof LONG_TABLES)[number];

export function isLong(name: TableName): name is LongTable {
  return LONG_TABLES.some((long) => long === name);
}

/** Every piece of a long table except the last has a multiple of this many rows. */
export const ROWS_PER_PIECE = 4096;

/** A table that need not be in memory: its rows come in pieces, in order, and can be read repeatedly. */
export interface Rows {
  rows: number;
  pieces: Iterable<Table>;
}

/** Results whose long tables need not be in memory. */
export interface Recording extends Omit<Results, 'tables'> {
  tables: Record<Exclude<TableName, LongTable>, Table>;
  long: Record<LongTable, Rows>;
}

/** Results in memory as a recording. */
export function recordingOf(results: Results): Recording {
  const { blocks, delays, receipts, transactions, series } = results.tables;
  const whole = (table: Table): Rows => ({ rows: table.rows, pieces: [table] });
  const long = {
    blocks: whole(blocks),
    delays: whole(delays),
    receipts: whole(receipts),
    transactions: whole(transactions),
    series: whole(series),
  };
  return { ...results, long };
}

export interface Results {
  /** False when the run was stopped before its duration. */
  complete: boolean;
  /** Simulated seconds so far. */
  simulatedSeconds: number;
  /** Warm-up that is not measured, s. */
  warmup: number;
  /** SHA-256 of the genesis configuration block, hexadecimal. It determines the proposer of configuration block 1. */
  genesis: string;
  tables: Record<TableName, Table>;
  /** Totals over the measured time. */
  counters: Counters;
  /** Every transmission is accounted for: sent = delivered + lost + inFlight, over the whole run. */
  transmissions: { sent: number; delivered: number; lost: number; inFlight: number };
  /** The combined learnt values of the first policy that learns; absent if none learns. */
  learnt?: Learnt;
  /** Violations of invariants, at most 20 of each; empty in a run with at most f Byzantine nodes. */
  violations: Violation[];
  /** The faults, with nodes by number; absent if the scenario has none. */
  faults?: FaultAtom[];
  /** Deeds of nodes and their cost; absent if the scenario has no faults. */
  culprits?: Culprit[];
  /** Events that the run took (deliveries and timers), for speed figures. */
  events: number;
}

export interface Counters {
  'primary.arrivals': number;
  'primary.dropped': number;
  'primary.roundsFailed': number;
  'primary.viewChanges': number;
  'management.blocks': number;
  'management.cyclesFailed': number;
  'management.intervalsMissed': number;
  'network.messages': number;
  'network.bytes': number;
}

/** Progress data of a running simulation. */
export interface Progress {
  simulatedSeconds: number;
  events: number;
  /** Number of look-ahead runs so far; absent if no twin looks ahead. */
  lookAheadRuns?: number;
  /** Number of intervals so far at whose end twins look ahead; absent if none does. */
  lookAheadIntervals?: number;
}
