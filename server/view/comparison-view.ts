import * as l10n from '@vscode/l10n';
import { METRICS } from '../../engine/measurement/metrics.js';
import { difference } from '../../engine/measurement/resolution.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { ComparisonView, DifferenceRow, DifferenceView } from '../protocol/comparison-view.js';
import type { MetricView, RunView } from '../protocol/run-view.js';
import { differenceInterval } from './batch-means.js';
import { changedProperties } from './changed-properties.js';
import { roundedOrNull } from './rounding.js';

/** Shown beside every table of differences. */
function comparisonMethod(): string {
  return l10n.t(
    'Means with 95 % confidence intervals. Successive samples of one run are correlated, so each interval is computed from the means of up to 20 equal parts of the run (batch means) with Student’s t; delays count once per configuration block. Differences are tested with Welch’s t. Runs that share a seed share their random draws, which as a rule makes these intervals wider than necessary. Counters are totals of one run and have no interval.',
  );
}

/**
 * Compares every run with the first one, property by property and metric by metric. A metric that is undefined for a
 * run (such as the pool of a saturated primary) is null for it.
 *
 * @param scenarios of the runs, if they are known
 * @throws RangeError for fewer than two runs
 */
export function comparisonView(runs: readonly RunView[], scenarios?: readonly Scenario[]): ComparisonView {
  if (runs.length < 2) throw new RangeError(`a comparison takes at least two runs, not ${runs.length}`);
  const rows: DifferenceRow[] = [];
  for (const metric of METRICS) {
    const views = runs.map((run) => run.metrics[metric.name] as MetricView | undefined);
    if (views.every((view) => view === undefined)) continue;
    const [baseline, ...others] = views;
    rows.push({
      metric: metric.name,
      unit: metric.unit,
      meaning: l10n.t(metric.meaning),
      counter: metric.kind === 'counter',
      means: views.map((view) => ({ mean: meanOf(view), halfWidth: view?.halfWidth ?? null })),
      differences: others.map((view) => differenceView(baseline, view)),
    });
  }
  const measured = runs.map(({ simulatedSeconds, warmup }) => simulatedSeconds - warmup);
  return {
    runs: runs.map((run) => run.id),
    method: comparisonMethod(),
    rows,
    ...(scenarios ? { changes: changedProperties(scenarios) } : {}),
    unequalTimes: measured.some((seconds) => seconds !== measured[0]),
  };
}

function meanOf(view: MetricView | undefined): number | null {
  return view?.total ?? view?.mean ?? null;
}

function differenceView(baseline: MetricView | undefined, other: MetricView | undefined): DifferenceView {
  const from = meanOf(baseline);
  const to = meanOf(other);
  if (!baseline || !other || from === null || to === null)
    return { difference: null, relative: null, low: null, high: null };
  const between = difference(to, from);
  const interval = differenceInterval(baseline.batchMeans, other.batchMeans);
  return {
    difference: roundedOrNull(between),
    relative: from === 0 ? null : roundedOrNull(between / from),
    low: roundedOrNull(interval?.low),
    high: roundedOrNull(interval?.high),
  };
}
