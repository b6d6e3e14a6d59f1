import type { LookAheadPlan } from '../../../../engine/model/look-ahead-plan.js';
import type { Policy } from '../../../../engine/model/policy.js';
import type { Arrivals, Scenario } from '../../../../engine/model/scenario.js';
import { constant, constantTopology } from '../../network/open-network.js';
import { baseline } from '../../scenarios.js';
import { statistic } from '../policies.js';

const LOOKING: LookAheadPlan = {
  choices: [{ property: 'blockSize', values: [20_000, 80_000] }],
  horizon: 20,
  spend: { kind: 'each', replications: 2 },
  goal: 'minimise',
  objective: statistic('mean', 'primary.latency'),
  source: 'mean(primary.latency)',
  unit: 's',
};

export const ahead = (plan: Partial<LookAheadPlan> = {}, rest: Partial<Policy> = {}): Policy => ({
  name: 'Ahead',
  decision: { kind: 'lookAhead', plan: { ...LOOKING, ...plan } },
  ...rest,
});

/** Seven nodes with 1 kB transactions. Blocks of 20 kB are too small for the load, those of 80 kB are large enough. */
export function demanding(own: Policy, arrivals: Arrivals = { kind: 'poisson', rate: 50 }): Scenario {
  const { primary, management } = baseline();
  return baseline({
    duration: 70,
    topology: constantTopology(7, { latency: { kind: 'distribution', distribution: constant(0.02) } }),
    primary: {
      ...primary,
      dissemination: 'direct',
      blockSize: 20_000,
      blockInterval: 0.5,
      workload: { name: 'Orders', arrivals, size: constant(1000), pool: 10_000 },
    },
    management: { ...management, nodes: { kind: 'random', count: 4 }, interval: constant(20), policy: own },
  });
}
