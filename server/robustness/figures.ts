import type { CellSummary } from '../experiments/index.js';

/** The figures of one replication. Times in s; null if there was nothing to measure. */
export interface Figures {
  /** Mean agreement delay, and mean delay of all phases together. */
  agreement: number | null;
  delay: number | null;
  missed: number | null;
  cyclesFailed: number | null;
  roundsFailed: number | null;
  /** Mean block time of switch blocks divided by that of normal blocks, minus 1. */
  overhead: number | null;
  throughput: number | null;
  blockTime: number | null;
  /** Time from the end of the outage to the next final block, and to the next configuration block. */
  recovery: number | null;
  recoveryOfManagement: number | null;
  /** Names of invariants that were violated. */
  violated: string[];
}

export type Figure = Exclude<keyof Figures, 'violated'>;

/** The title of a table, and the digits of its figures. */
export const TITLES: Readonly<Record<Figure, { title: string; digits: number }>> = {
  agreement: { title: 'Agreement delay, s', digits: 2 },
  delay: { title: 'Delay of all phases, s', digits: 2 },
  missed: { title: 'Missed intervals in ten minutes', digits: 1 },
  cyclesFailed: { title: 'Failed cycles in ten minutes', digits: 1 },
  roundsFailed: { title: 'Failed rounds in ten minutes', digits: 0 },
  overhead: { title: 'Overhead of a switch, %', digits: 0 },
  throughput: { title: 'Throughput, tx/s', digits: 0 },
  blockTime: { title: 'Block time, s', digits: 2 },
  recovery: { title: 'Seconds until the next final block', digits: 1 },
  recoveryOfManagement: { title: 'Seconds until the next configuration block', digits: 1 },
};

export function figuresOf({ metrics, violations }: CellSummary): Figures {
  const mean = (name: string) => metrics[name]?.mean ?? null;
  const total = (name: string) => metrics[name]?.total ?? null;
  const [normal, atSwitch] = [mean('blockTime.normal'), mean('blockTime.switch')];
  return {
    agreement: mean('delay.agreement'),
    delay: mean('delay.total'),
    missed: total('management.intervalsMissed'),
    cyclesFailed: total('management.cyclesFailed'),
    roundsFailed: total('primary.roundsFailed'),
    overhead: normal && atSwitch !== null ? 100 * (atSwitch / normal - 1) : null,
    throughput: mean('primary.throughput'),
    blockTime: mean('primary.blockTime'),
    recovery: mean('primary.recovery'),
    recoveryOfManagement: mean('management.recovery'),
    violated: [...new Set(violations.map(({ kind }) => kind))],
  };
}
