import type { Policy } from '../../engine/model/policy.js';
import type { Scenario } from '../../engine/model/scenario.js';
import { prepare, Simulation } from '../../engine/simulation.js';
import { baseline } from '../engine/scenarios.js';
import {
  acceptWhen,
  compare,
  number,
  observation,
  observing,
  policy,
  property,
  rule,
  statistic,
} from '../engine/twins/policies.js';
import { cpuPairs, type Pairs } from './cpu-pairs.js';
import { inFreshProcess } from './fresh-process.js';
import { markdownTable } from './markdown-table.js';
import { shareOf } from './module-shares.js';

/** Simulated seconds of one run, and number of measured pairs of runs after one warm-up pair. */
const SECONDS = 1800;
const PAIRS = 9;
/** Simulated seconds of the profiled run. */
const PROFILED_SECONDS = 4 * 3600;

/** Modules that run only because twins observe, evaluate rules and vote. */
const WATCHING: ReadonlySet<string> = new Set([
  'engine/twins/observations.ts',
  'engine/twins/metric-window.ts',
  'engine/twins/time-series.ts',
  'engine/twins/twins.ts',
  'engine/twins/policies.ts',
  'engine/twins/valid-configuration.ts',
  'engine/measurement/durations.ts',
  'engine/model/evaluation.ts',
]);

const CASES = ['block times and failed rounds', 'pool and throughput', 'latency of every transaction'] as const;

export interface PolicyCase {
  watched: (typeof CASES)[number];
  dissemination: 'direct' | 'gossip';
}

/** CPU time with the policy divided by CPU time without it, for pairs of runs. */
export interface PolicyFigures extends Pairs {
  /** Share of a run spent in the modules of twins. */
  share: number;
}

/** Cost of observing, evaluating rules and voting. The rules never fire, so both runs do the same. */
export function policyTable(): string {
  const rows = CASES.flatMap((watched) =>
    (['direct', 'gossip'] as const).map((dissemination) => {
      const { share, median, low, high } = inFreshProcess<PolicyFigures>('policy', { watched, dissemination });
      return [watched, dissemination, percent(1 + share), percent(median), `${percent(low)} … ${percent(high)}`];
    }),
  );
  return markdownTable(
    ['what 16 twins watch', 'dissemination', 'share of a run', 'runs with over without', 'middle half'],
    rows,
  );
}

/** Runs one case in this process, which should be new. */
export async function runPolicyCase({ watched, dissemination }: PolicyCase): Promise<PolicyFigures> {
  await prepare();
  const plain = baseline({ duration: SECONDS });
  plain.primary.dissemination = dissemination;
  if (watched !== CASES[0]) {
    plain.primary.workload = {
      name: 'Demand',
      arrivals: { kind: 'poisson', rate: 400 },
      size: { kind: 'constant', value: 1000 },
      pool: 20_000,
    };
  }
  const managed: Scenario = { ...plain, management: { ...plain.management, policy: idle(watched) } };
  const pairs = cpuPairs(managed, plain, PAIRS);
  const share = await shareOf(WATCHING, () => {
    const simulation = new Simulation({ ...managed, duration: PROFILED_SECONDS });
    simulation.advance(PROFILED_SECONDS);
  });
  return { share, ...pairs };
}

/** Rules that are evaluated at every interval and never fire, and a vote that reads the proposal. */
function idle(watched: PolicyCase['watched']): Policy {
  const never = (name: string) => compare(observation(name), '>', number(1e12));
  const change = { blockSize: property('primary.blockSize') };
  const accept = acceptWhen(compare(property('proposed.blockSize'), '<=', number(8e6)), 'proposed.blockSize <= 8MB');
  switch (watched) {
    case 'block times and failed rounds':
      return policy([rule(never('delay'), change), rule(never('failed'), change, 3)], {
        ...observing(120, {
          delay: statistic('p95', 'primary.blockTime'),
          failed: statistic('count', 'primary.roundsFailed'),
        }),
        ...accept,
      });
    case 'pool and throughput':
      return policy([rule(never('backlog'), change), rule(never('pace'), change, 3)], {
        ...observing(60, {
          backlog: statistic('mean', 'primary.pool'),
          pace: statistic('mean', 'primary.throughput'),
        }),
        ...accept,
      });
    case 'latency of every transaction':
      return policy([rule(never('waiting'), change), rule(never('typical'), change, 3)], {
        ...observing(60, {
          waiting: statistic('p95', 'primary.latency'),
          typical: statistic('median', 'primary.latency'),
        }),
        ...accept,
      });
  }
}

function percent(ratio: number): string {
  return `${(100 * (ratio - 1)).toFixed(1)} %`;
}
