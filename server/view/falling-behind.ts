import type { MetricSummary } from '../../engine/measurement/summary.js';

/** A primary that keeps up, even with several heights at a time, empties its pool within this many blocks. */
const BLOCKS_UNDER_WAY = 5;

/** The transactions that the latency of a run excludes, if its primary did not keep up with its workload. */
export interface Backlog {
  /** Transactions in no committed block when the run ended. */
  waiting: number;
  /** Age of the oldest of them, s. */
  oldest: number;
  dropped: number;
}

/**
 * Undefined if the primary kept up: nothing was dropped, and the transactions waiting at the end fit into the blocks
 * under way or were no older than confirmed ones.
 *
 * @param blocks number of blocks that a quorum has committed
 */
export function backlogOf(
  { 'primary.waiting': waiting, 'primary.latency': latency }: Record<string, Pick<MetricSummary, 'n' | 'p95' | 'max'>>,
  dropped: number,
  blocks: number,
): Backlog | undefined {
  if (!waiting || !latency) return undefined;
  const oldest = waiting.max ?? 0;
  const perBlock = blocks > 0 ? latency.n / blocks : 0;
  const lags = waiting.n > BLOCKS_UNDER_WAY * perBlock && oldest > (latency.p95 ?? 0);
  return dropped > 0 || lags ? { waiting: waiting.n, oldest, dropped } : undefined;
}
