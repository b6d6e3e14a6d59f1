import { join } from 'node:path';
import type { Experiment } from '../../engine/model/experiment.js';
import { ENGINE_VERSION } from '../../engine/simulation.js';
import { cellName, requestOf } from '../experiments/cell.js';
import { readCell } from '../experiments/cell-files.js';
import { type Estimate, estimate } from '../experiments/statistics/interval.js';

/**
 * The effect of failed rounds at a point. While a switch spreads, nodes with different configurations fail a round and
 * wait for its timeout.
 */
export interface FailedRounds {
  /** Failed rounds of the primary per switch. */
  lost: Estimate;
  /** Share of the switches that waited for a timeout, 0 to 1. */
  share: Estimate;
  /** Mean update delay of the nodes that did not wait for a timeout, s. */
  otherUpdate: Estimate;
}

/** A delay of at least this share of the first round timeout counts as a failed round. */
const OF_TIMEOUT = 0.8;

/** Failed rounds of each point over its replications, from the samples. */
export async function failedRoundsOf(
  experiment: Experiment,
  folder: string,
  replications: readonly number[],
): Promise<FailedRounds[]> {
  const results: FailedRounds[] = [];
  for (const [point, { scenario }] of experiment.points.entries()) {
    const limit = OF_TIMEOUT * scenario.primary.roundTimeout;
    const lost: number[] = [];
    const shares: number[] = [];
    const others: number[] = [];
    for (let replication = 0; replication < replications[point]; replication++) {
      const name = cellName(requestOf(experiment, { point, replication }), ENGINE_VERSION);
      const { summary, samples } = await readCell(join(folder, 'cells'), name);
      const { phase, seconds } = samples;
      const of = (wanted: string) => [...seconds].filter((_, row) => phase[row] === wanted);
      const switches = of('switch');
      const quick = of('update').filter((delay) => delay < limit);
      lost.push((summary.metrics['primary.roundsFailed'].total ?? 0) / switches.length);
      shares.push(switches.filter((time) => time >= limit).length / switches.length);
      others.push(quick.reduce((sum, delay) => sum + delay, 0) / quick.length);
    }
    results.push({ lost: estimate(lost), share: estimate(shares), otherUpdate: estimate(others) });
  }
  return results;
}
