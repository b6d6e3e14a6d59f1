import { NumberChain } from '../../engine/consensus/number-chain.js';
import { constantTopology } from '../../engine/network/open-network.js';
import type { Comparison, Row } from '../comparison.js';

const MS = 1000;

/** Decisions on a full mesh with one-way delays of normal(250 ms, 50 ms), with long pauses between them. */
function rounds(nodes: number, decisions: number): NumberChain {
  const jitter = { kind: 'normal' as const, mean: 0.25, sd: 0.05 };
  return new NumberChain({ quorum: 'classic', topology: constantTopology(nodes, { jitter }), end: 1e7 }).run(
    1e7,
    decisions,
  );
}

function meanLatency(chain: NumberChain, decisions: number, rank: number): number {
  let total = 0;
  for (let height = 1; height <= decisions; height++) total += chain.latency(height, rank);
  return (total / decisions) * MS;
}

/** Nodes, decisions, and the mean in ms from an independent simulation with PBFT's 2f prepares. */
const CASES: [nodes: number, decisions: number, theirs: number][] = [
  [4, 6000, 734.0],
  [16, 2500, 793.8],
  [32, 1000, 792.8],
  [64, 250, 801.8],
];

export function orderStatistics(): Comparison {
  const rows = CASES.flatMap(([nodes, decisions, theirs]): Row[] => {
    const chain = rounds(nodes, decisions);
    const f = Math.floor((nodes - 1) / 3);
    const tolerance = { relative: 0.003 };
    const figure = `n = ${nodes}, until n - f = ${nodes - f} have decided (${decisions.toLocaleString('en')} decisions)`;
    const row = { figure, theirs, ours: meanLatency(chain, decisions, nodes - f), tolerance, decimals: 1 };
    if (nodes !== 32) return [row];
    const { quorum } = chain.faults;
    const ours = meanLatency(chain, decisions, quorum);
    return [row, { ...row, figure: `n = 32, until 2f + 1 = ${quorum} have decided`, theirs: 791.8, ours }];
  });
  const many = { ours: meanLatency(rounds(128, 100), 100, 86), tolerance: { relative: 0.003 }, decimals: 1 };
  rows.push({ figure: 'n = 128, until n - f = 86 have decided (100 decisions)', theirs: 801.2, ...many });
  rows.push({ figure: 'n → ∞ (ours: n = 128): 3 μ + 0.4307 σ (1 + √2)', theirs: 802.0, ...many });
  return {
    title: 'PBFT under random delays',
    about: `Mean time from a proposal to the decision, direct sends without bytes over independent one-way delays of
normal(250 ms, 50 ms). A node has prepared with the proposal and 2f prepares, and decides with 2f + 1 commits
(\`quorum: classic\`), so the phases are order statistics. Their figures come from an independent simulation of the same
rounds, 20,000 decisions up to n = 32, 4,000 at n = 64, 1,000 at n = 128 (there with a proposer that sends a prepare as
well, which changes means by less than 0.1 %), and from the limit for many nodes.`,
    theirs: 'independent simulation, limit',
    unit: 'ms',
    rows,
  };
}
