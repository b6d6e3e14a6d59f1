import type { MetricSummary } from '../../engine/measurement/summary.js';

/** More blocks than this take what waits in a primary that keeps up, also one that works on several heights at a time. */
const BLOCKS_UNDER_WAY = 5;

/** What the latency of a run leaves out, where its primary did not keep up with its workload. */
export interface Backlog {
  /** Transactions in no committed block when the run ended. */
  waiting: number;
  /** Age of the oldest of them, s. */
  oldest: number;
  dropped: number;
}

/**
 * Undefined if the primary kept up: nothing was dropped, and what waited at the end was no more than blocks under way
 * hold, or no older than what was confirmed.
 *
 * @param blocks that a quorum has committed
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
