import type { Distribution, Scenario } from '../../../engine/model/scenario.js';
import { baseline, worldwide } from '../scenarios.js';

const lognormal: Distribution = { kind: 'lognormal', mean: 10e6, sd: 4e6, within: { lo: 0 } };

function direct(): Scenario {
  const scenario = baseline({ name: 'direct', duration: 120 });
  scenario.primary.dissemination = 'direct';
  return scenario;
}

/** A lossy network with shared uplinks and transactions, to reach the rarer draws and paths of the code. */
function consortium(): Scenario {
  const scenario = baseline({
    name: 'consortium',
    duration: 120,
    warmup: 10,
    topology: worldwide({
      groups: [
        { name: 'Banks', nodes: 4, places: [{ kind: 'city', name: 'Frankfurt' }], bandwidth: lognormal },
        {
          name: 'Carriers',
          nodes: 8,
          places: [{ kind: 'region', region: 'Asia' }, { kind: 'worldwide' }],
          bandwidth: { kind: 'gamma', mean: 8e6, shape: 6, within: { lo: 0 } },
        },
      ],
      peers: { kind: 'smallWorld', degree: 4, rewiring: 0.1 },
      jitter: { kind: 'exponential', mean: 0.002 },
      loss: 0.01,
      sharing: 'uplink',
    }),
  });
  scenario.primary.workload = {
    name: 'Demand',
    arrivals: { kind: 'poisson', rate: 150 },
    size: { kind: 'weibull', scale: 1000, shape: 1.5, within: { lo: 0 } },
    pool: 20_000,
  };
  scenario.management.nodes = { kind: 'groups', parts: [{ group: 'Banks' }, { group: 'Carriers', count: 3 }] };
  scenario.management.interval = {
    kind: 'mixture',
    components: [
      { weight: 0.8, distribution: { kind: 'triangular', lo: 5, mode: 8, hi: 20 } },
      { weight: 0.2, distribution: { kind: 'pareto', min: 5, alpha: 3 } },
    ],
    within: { lo: 5, hi: 60 },
  };
  return scenario;
}

/** Chained proposals on one chain, rounds with their own timers on the other. */
function chained(): Scenario {
  const scenario = baseline({ name: 'chained', duration: 120 });
  scenario.primary.consensus = 'hotstuff';
  scenario.management.consensus = 'tendermint';
  return scenario;
}

/** The fast path on one chain, votes sent to a leader on the other. */
function fast(): Scenario {
  const scenario = baseline({ name: 'fast', duration: 120 });
  scenario.primary.consensus = 'bigfoot';
  scenario.management.consensus = 'hotstuff';
  return scenario;
}

/** Refused rounds wait for their timeout, and members propose in turn. */
function silent(): Scenario {
  const scenario = baseline({ name: 'silent', duration: 120 });
  scenario.primary.refusal = 'timeout';
  scenario.management.proposer = 'turns';
  return scenario;
}

/** The quorums of the paper's simulator on both chains. Gives the same bytes as `gossip` did before engine 0.7. */
function classic(): Scenario {
  const scenario = baseline({ name: 'classic', duration: 120 });
  scenario.primary.quorum = 'classic';
  scenario.management.quorum = 'classic';
  return scenario;
}

/** Runs whose digests are recorded, so that a refactoring cannot change a result unnoticed. */
export const GOLDEN_CASES: Readonly<Record<string, Scenario>> = {
  gossip: baseline({ name: 'gossip', duration: 120 }),
  direct: direct(),
  consortium: consortium(),
  chained: chained(),
  fast: fast(),
  silent: silent(),
  classic: classic(),
};
