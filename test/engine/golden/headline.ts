import { METRICS } from '../../../engine/measurement/metrics.js';
import { summariseSamples } from '../../../engine/measurement/summary.js';
import { type Results, recordingOf } from '../../../engine/model/results.js';

/** Metrics whose means are listed beside a digest, s. */
const MEANS = [
  'blockTime.normal',
  'blockTime.switch',
  'delay.agreement',
  'delay.propagation',
  'delay.update',
  'delay.total',
] as const;

/**
 * Ten figures of a run, from which a person can judge a change of its digest: mean times in s with four digits, and
 * counts of blocks, failed rounds and copies of messages.
 */
export function headline(results: Results): Record<string, number | null> {
  const figures: Record<string, number | null> = {
    blocks: results.tables.blocks.rows,
    configurationBlocks: results.tables.configurationBlocks.rows,
  };
  for (const name of MEANS) {
    const metric = METRICS.find((candidate) => candidate.name === name);
    if (!metric) throw new Error(`there is no metric ${name}`);
    const { mean } = summariseSamples(metric.samples(recordingOf(results)), metric.unit);
    figures[name] = mean === null ? null : Number(mean.toPrecision(4));
  }
  return { ...figures, roundsFailed: results.counters['primary.roundsFailed'], sent: results.transmissions.sent };
}
