import type { Experiment } from '../../engine/model/experiment.js';
import { pointLabel } from '../experiments/index.js';
import { terminalText } from '../protocol/plain-text.js';
import { count, counted, duration } from '../protocol/quantities.js';
import type { ClusterWork } from './cluster.js';
import type { Batch, Plan } from './plan.js';
import type { SweepStatus } from './status.js';

/** Number of batches that are listed; the plan has all of them. */
const MAX_LISTED = 12;

/** The batches of a round, with their estimated time. */
export function planText(experiment: Experiment, plan: Plan, work: ClusterWork): string {
  const batches = plan.batches.filter(({ round }) => round === work.round);
  const cells = batches.reduce((sum, batch) => sum + sizeOf(batch), 0);
  const seconds = batches.reduce((sum, batch) => sum + batch.seconds, 0);
  const head = `${experiment.name}: ${counted(cells, 'replication')} in ${counted(batches.length, 'batch', 'batches')}, about ${duration(seconds)} of one processor; engine ${plan.engineVersion}`;
  const listed = batches.slice(0, MAX_LISTED).map((batch) => {
    const what = batch.cells.map(
      ({ replication, first, last }) =>
        `replication ${replication + 1} of ${pointLabel(experiment, first)}${last > first ? ` … ${pointLabel(experiment, last)}` : ''}`,
    );
    return `  batch ${batch.batch}, ${duration(batch.seconds)}: ${shortened(what)}`;
  });
  const more = batches.length > MAX_LISTED ? [`  and ${count(batches.length - MAX_LISTED)} more`] : [];
  return `${[head, ...listed, ...more].map(terminalText).join('\n')}\n`;
}

/** The progress of a sweep: `Sizes: 37 of 50 replications done, …`. */
export function statusText(experiment: Experiment, status: SweepStatus): string {
  const { done, expected, running, failed, missing, activity, secondsLeft } = status;
  const parts = [
    `${count(done)} of ${counted(expected, 'replication')} done`,
    `${count(running.length)} running`,
    `${count(failed.length)} failed`,
    `${count(missing)} missing`,
  ];
  const left =
    done === expected
      ? '; --collect shows the results'
      : activity === 'ended' || activity === undefined
        ? missing > 0
          ? '; no jobs are left: --resume submits what is missing'
          : '; no jobs are left, and failed replications are not tried again'
        : secondsLeft === null
          ? ''
          : `; about ${duration(Math.ceil(secondsLeft))} left`;
  const unknown = activity === 'unknown' ? ['The engine does not answer; this is what the folder says.'] : [];
  const working = running
    .slice(0, MAX_LISTED)
    .map(
      ({ host, batch, point, replication }) =>
        `  ${host}, batch ${batch}: replication ${replication + 1} of ${pointLabel(experiment, point)}`,
    );
  return `${[`${experiment.name}: ${parts.join(', ')}${left}`, ...unknown, ...working].map(terminalText).join('\n')}\n`;
}

function sizeOf({ cells }: Batch): number {
  return cells.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

const MAX_RANGES = 3;

function shortened(ranges: readonly string[]): string {
  const more = ranges.length - MAX_RANGES;
  return ranges.slice(0, MAX_RANGES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
