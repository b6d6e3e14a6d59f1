import type { Scenario, Topology } from '../../engine/model/scenario.js';

/** The paper's baseline (Section 3, "Experimental Set-up"), as lowering would build it. */
export function baseline(changes: Partial<Scenario> = {}): Scenario {
  const chain = {
    consensus: 'pbft',
    quorum: 'safe' as const,
    votes: 'digest' as const,
    headerSize: 200,
    voteSize: 200,
    messageValidation: 0,
    blockValidation: 0,
  };
  return {
    name: 'Baseline',
    duration: 3600,
    warmup: 0,
    seed: 1,
    topology: worldwide(),
    primary: {
      ...chain,
      dissemination: 'gossip',
      blockSize: 1e6,
      blockInterval: 0.1,
      roundTimeout: 10,
      timeoutGrowth: 2,
      transactionSize: 1000,
      proposer: 'roundRobin',
      refusal: 'viewChange',
      validators: { kind: 'all' },
    },
    management: {
      ...chain,
      dissemination: 'direct',
      nodes: { kind: 'random', count: 16 },
      configurationBlockSize: 0.25e6,
      interval: { kind: 'normal', mean: 30, sd: 5, within: { lo: 0 } },
      cycleTimeout: 10,
      proposer: 'hash',
      policy: { name: 'Keep', decision: { kind: 'current' } },
      policyFor: [],
      activation: { kind: 'nextRound' },
    },
    ...changes,
  };
}

/** Nodes in random cities, 16 peers each, 10 MB/s. */
export function worldwide(changes: Partial<Topology> & { nodes?: number } = {}): Topology {
  const { nodes = 32, ...rest } = changes;
  return {
    name: 'WorldWide',
    groups: [
      {
        name: 'nodes',
        nodes,
        places: [{ kind: 'worldwide' }],
        bandwidth: { kind: 'normal', mean: 10e6, sd: 0.5e6, within: { lo: 0 } },
      },
    ],
    peers: { kind: 'regular', degree: 16 },
    links: 'twoWay',
    drawn: 'perMessage',
    latency: { kind: 'geographic' },
    jitter: { kind: 'constant', value: 0 },
    loss: 0,
    sharing: 'none',
    ...rest,
  };
}
