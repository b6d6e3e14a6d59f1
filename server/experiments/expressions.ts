import { perSecond } from '../../engine/measurement/statistic.js';
import type { Lookup } from '../../engine/model/evaluation.js';
import type { StatisticName } from '../../engine/model/expression.js';
import { countOfChoice } from '../../engine/model/node-choice.js';
import type { Scenario } from '../../engine/model/scenario.js';
import type { CellSummary } from './cell.js';

/** What expressions read: the figures of one replication, and the scenario that it simulated. */
export interface Replication {
  summary: Pick<CellSummary, 'metrics' | 'measuredSeconds' | 'violations'>;
  scenario: Scenario;
}

/**
 * Resolves names in one replication; NaN if a metric has no samples, or nothing was measured. There are no
 * observations.
 */
export function figuresOf(replication: Replication): Lookup {
  return {
    statistic: (name, metric) => statistic(name, metric, replication),
    property: (path) => property(path, replication.scenario),
    observation: () => Number.NaN,
    always: (invariant) => !replication.summary.violations.some(({ kind }) => kind === invariant),
  };
}

function statistic(name: StatisticName, metric: string, { summary }: Replication): number {
  const found = summary.metrics[metric];
  if (!found) return Number.NaN;
  switch (name) {
    case 'total':
    case 'count':
      return found.total ?? found.n;
    case 'rate':
      return perSecond(found.total ?? found.n, summary.measuredSeconds);
    default:
      return found[name] ?? Number.NaN;
  }
}

/** `primary.blockSize` and the like: a number or a word of the scenario; a choice of nodes counts as their number. */
function property(path: string, scenario: Scenario): number | string {
  const { primary, management, topology } = scenario;
  if (path === 'primary.validators') return countOfChoice(primary.validators, topology.groups);
  if (path === 'management.nodes') return countOfChoice(management.nodes, topology.groups);
  let value: unknown = scenario;
  for (const name of path.split('.'))
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined;
  return typeof value === 'number' || typeof value === 'string' ? value : Number.NaN;
}
