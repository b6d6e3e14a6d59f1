import type { CellSummary } from '../experiments/index.js';
import type { TwinFigures } from '../experiments/twin-figures.js';

/** The figures of one replication of a case. */
export interface Figures extends TwinFigures {
  /** Mean latency of a transaction, s. */
  latency: number | null;
}

/** The figures of a cell. @throws Error if the figures of its twins were not recorded */
export function figuresOf({ metrics, twins }: CellSummary): Figures {
  if (!twins) throw new Error('a replication of this page says nothing of its twins');
  return { latency: metrics['primary.latency']?.mean ?? null, ...twins };
}
