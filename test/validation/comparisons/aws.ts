import { readFileSync } from 'node:fs';
import type { Latency, Topology } from '../../../engine/model/scenario.js';
import { NumberChain } from '../../engine/consensus/number-chain.js';
import { constant, constantTopology } from '../../engine/network/open-network.js';
import type { Comparison } from '../comparison.js';

/** The cities of the four regions, in the order of the replicas. */
const REPLICAS = ['Portland', 'Dublin', 'Sao Paulo', 'Sydney'];

/** The latency matrix that the example scenario imports. */
function measuredLatencies(): Latency {
  const file = new URL('../../../examples/aws-latency.csv', import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1);
  return {
    kind: 'matrix',
    entries: lines.map((line) => {
      const [from, to, ms] = line.split(',');
      return { from, to, seconds: Number(ms) / 1000 };
    }),
  };
}

/** Consensus latency at a leader that proposes every block, ms. */
function latencyAtLeader(leader: number): number {
  const places = REPLICAS.map((name) => ({ kind: 'city' as const, name }));
  const topology: Topology = constantTopology(4, {
    groups: [{ name: 'replicas', nodes: 4, places, bandwidth: constant(1e9) }],
    latency: measuredLatencies(),
  });
  const chain = new NumberChain({ topology, proposer: () => leader }).run(100, 1);
  const { times, proposed } = chain.decisions[0];
  return (times[leader] - proposed) / 1e6;
}

export function aws(): Comparison {
  return {
    title: 'A real system: four replicas on AWS',
    about: `Consensus latency of BFT-SMaRt, whose three phases are those of PBFT, measured at the leader in Oregon with
replicas in Ireland, São Paulo and Sydney, as published with Delphi-BFT (Berger, Ben Toumia and Reiser 2022,
\`datasets/data/consensus-latencies.txt\`). Ours follows from half of the public round trips between these regions (cloudping.co, 2021, as
collected there), with messages of no size: [\`examples/aws-latency.csv\`](../examples/aws-latency.csv). Delphi-BFT's own
simulation, which runs the real program in Shadow, gives 248.960 ms. Try it with [\`examples/aws.twin\`](../examples/aws.twin).`,
    theirs: 'measured',
    unit: 'ms',
    rows: [
      {
        figure: 'leader in Oregon',
        theirs: 237.142,
        ours: latencyAtLeader(0),
        tolerance: { relative: 0.01 },
        decimals: 1,
      },
    ],
  };
}
