import type { Recording } from '../model/results.js';
import type { Metric } from './metric.js';
import { samplesFrom } from './samples.js';

/** Name of the metric "share of transactions confirmed within a time". @param seconds greater than 0 */
export function confirmedWithin(seconds: number): string {
  return `primary.confirmed within ${seconds}s`;
}

const NAME = /^primary\.confirmed within (\d\S*)s$/;

/** The metric with a name made by {@link confirmedWithin}; undefined for other names. */
export function confirmedMetric(name: string): Metric | undefined {
  const seconds = Number(NAME.exec(name)?.[1]);
  return Number.isFinite(seconds) && seconds > 0 ? shareConfirmed(seconds) : undefined;
}

/**
 * The share of transactions that are in a committed block within a time of their submission, from 0 to 1; one sample a
 * run. Those that were dropped count as not confirmed. Those that have waited for less than that when the run ends do
 * not count, since their outcome is unknown. A run should therefore last many times as long.
 */
export function shareConfirmed(seconds: number): Metric {
  return {
    name: confirmedWithin(seconds),
    unit: 'share',
    kind: 'samples',
    meaning: `Share of the transactions that are in a committed block within ${seconds} s of their submission, from 0 to 1.`,
    needsWorkload: true,
    samples: (recording) =>
      samplesFrom(function* () {
        const share = shareIn(recording, seconds);
        yield Number.isNaN(share) ? new Float64Array(0) : Float64Array.of(share);
      }),
  };
}

function shareIn({ long, tables, counters }: Recording, seconds: number): number {
  let confirmed = 0;
  let known = counters['primary.dropped'];
  for (const { columns } of long.transactions.pieces) {
    const { latency } = columns;
    if (latency?.type !== 'number') throw new Error('results have no latency of transactions');
    known += latency.values.length;
    for (const value of latency.values) if (value <= seconds) confirmed++;
  }
  const { age } = tables.waiting.columns;
  if (age?.type !== 'number') throw new Error('results have no ages of waiting transactions');
  for (const value of age.values) if (value > seconds) known++;
  return known === 0 ? Number.NaN : confirmed / known;
}
