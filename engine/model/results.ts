/**
 * What a run leaves: typed columns, one table per kind of record, and totals. Everything else (summaries, box plots,
 * CSV, Parquet, plots) is computed from these, so that every consumer tells the same numbers.
 */

export type Column = { type: 'number'; unit: string; values: Float64Array } | { type: 'text'; values: string[] };

/** A table of equally long columns. */
export interface Table {
  rows: number;
  columns: Record<string, Column>;
}

/** Table names. `docs/results.md` says what each column means. */
export type TableName =
  | 'blocks'
  | 'configurationBlocks'
  | 'proposals'
  | 'changes'
  | 'figures'
  | 'objections'
  | 'delays'
  | 'transactions'
  | 'series'
  | 'traffic'
  | 'nodes'
  | 'links';

export interface Results {
  /** False when the run was stopped before its duration. */
  complete: boolean;
  /** Simulated seconds that were reached. */
  simulatedSeconds: number;
  /** Warm-up that was left out, s. */
  warmup: number;
  tables: Record<TableName, Table>;
  /** Totals over the measured time. */
  counters: Counters;
  /** Every transmission is accounted for: sent = delivered + lost + inFlight, over the whole run. */
  transmissions: { sent: number; delivered: number; lost: number; inFlight: number };
  /** Breaches of what must always hold; empty in a correct run of honest nodes. */
  violations: { kind: 'agreement' | 'verifiable'; message: string }[];
  /** Events that the run took (deliveries and timers), for speed figures. */
  events: number;
}

export interface Counters {
  'primary.arrivals': number;
  'primary.dropped': number;
  'primary.roundsFailed': number;
  'management.blocks': number;
  'management.cyclesFailed': number;
  'management.intervalsMissed': number;
  'network.messages': number;
  'network.bytes': number;
}

/** What a run tells while it goes on. */
export interface Progress {
  simulatedSeconds: number;
  events: number;
}
