import type { CellSummary } from '../experiments/index.js';
import type { TwinFigures } from '../experiments/twin-figures.js';

/** What one replication of a case gave. */
export interface Figures extends TwinFigures {
  /** Mean latency of a transaction, s. */
  latency: number | null;
}

/** @throws Error if nobody asked what its twins came to */
export function figuresOf({ metrics, twins }: CellSummary): Figures {
  if (!twins) throw new Error('a replication of this page says nothing of its twins');
  return { latency: metrics['primary.latency']?.mean ?? null, ...twins };
}
