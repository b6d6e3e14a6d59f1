import { apart } from '../../engine/consensus/equal-links.js';
import { NumberChain } from '../../engine/consensus/number-chain.js';
import { constantTopology } from '../../engine/network/open-network.js';
import type { Comparison } from '../comparison.js';

/** One-way latency, s. */
const LATENCY = 0.01;
const HEIGHTS = 20;

/** Replicas, the latency measured at a client in ms, and the tolerated share of it for computation. */
const MEASURED: [replicas: number, milliseconds: number, computing: number][] = [
  [4, 84.178, 0.1],
  [8, 85.734, 0.1],
  [16, 86.6358, 0.1],
  [32, 88.4466, 0.1],
  [64, 92.4532, 0.15],
  [128, 106.0368, 0.25],
];

/** Time from a proposal until a quorum has decided it and the client has the answer, ms. */
function latencyOf(replicas: number): number {
  const settings = { protocol: 'hotstuff', topology: constantTopology(replicas, apart(LATENCY)) };
  const chain = new NumberChain({ ...settings, overlaps: true, interval: 0, proposer: () => 0 }).run(1000, HEIGHTS);
  return (chain.latency(HEIGHTS / 2, chain.faults.quorum) + LATENCY) * 1000;
}

export function hotstuffPaper(): Comparison {
  return {
    title: 'A real system: HotStuff on links of 10 ms',
    about: `Latency at a client of chained HotStuff (three phases, blocks without payload, every message delayed by 10 ms),
measured by Yin et al. (2019) and published with Delphi-BFT (\`datasets/data/latency-HS3-L10.txt\`), whose own simulation of
the real program gives 80 ms up to 64 replicas and 84 ms for 128. Ours: seven messages until a quorum has decided, without
pauses, and one for the answer. Computation is not simulated, and a leader checks as many signatures as there are
replicas: ours has to be below theirs, by a share that may grow with them.`,
    theirs: 'measured',
    unit: 'ms',
    rows: MEASURED.map(([replicas, theirs, computing]) => ({
      figure: `${replicas} replicas`,
      theirs,
      ours: latencyOf(replicas),
      tolerance: { from: Math.floor(theirs * (1 - computing)), to: Math.floor(theirs) },
      decimals: 1,
    })),
  };
}
