import { quantile } from '../../../engine/measurement/quantile.js';
import type { Scenario, Topology } from '../../../engine/model/scenario.js';
import { constant, constantTopology } from '../../engine/network/open-network.js';
import { baseline } from '../../engine/scenarios.js';
import type { Comparison, Row } from '../comparison.js';
import { blockTimes } from './block-times.js';

/** Size of every message, blocks and votes alike, in bytes. */
const MESSAGE = 1.09423e6;
const HEADER = 0.1e6;
const BANDWIDTH = 10e6;
const VALIDATION = 3 * 0.001 + 0.01;
const PAUSE = 0.1;
const MICROSECOND = { absolute: 1e-6 };

/** The primary alone, with constant links and votes of the size of a block. */
function constantScenario(topology: Topology, dissemination: 'direct' | 'gossip', seed = 1, duration = 30): Scenario {
  const { primary, management } = baseline();
  return baseline({
    seed,
    duration,
    topology,
    primary: {
      ...primary,
      quorum: 'classic',
      dissemination,
      votes: 'block',
      headerSize: HEADER,
      blockSize: MESSAGE - HEADER,
      transactionSize: 1000,
      blockInterval: PAUSE,
      messageValidation: 0.001,
      blockValidation: 0.01,
    },
    management: { ...management, nodes: { kind: 'random', count: 4 }, interval: constant(1e6) },
  });
}

function links(nodes: number, latency: number, changes: Partial<Topology> = {}): Topology {
  return constantTopology(nodes, { latency: { kind: 'distribution', distribution: constant(latency) }, ...changes });
}

const oneWay: Partial<Topology> = { peers: { kind: 'random', dials: 16 }, links: 'oneWay' };

/** Block times on many one-way overlays, ascending. The number of hops of a flood depends on the overlay. */
function overOverlays(latency: number): Float64Array {
  const all: number[] = [];
  for (let seed = 1; seed <= 12; seed++) {
    all.push(...blockTimes(constantScenario(links(32, latency, oneWay), 'gossip', seed)));
  }
  return Float64Array.from(all).sort();
}

export function closedForm(): Comparison {
  const rows: Row[] = [];
  const expected = (hops: number, latency: number) => hops * (MESSAGE / BANDWIDTH + latency) + VALIDATION + PAUSE;
  const constantCase = (figure: string, topology: Topology, dissemination: 'direct' | 'gossip', theirs: number) => {
    // All block times are equal, so the median of a few is any of them.
    const ours = quantile(blockTimes(constantScenario(topology, dissemination, 1, 5)).sort(), 0.5);
    rows.push({ figure, theirs, ours, tolerance: MICROSECOND, decimals: 6 });
  };
  for (const nodes of [4, 16, 32])
    constantCase(`${nodes} nodes, direct, no latency`, links(nodes, 0), 'direct', 0.441269);
  constantCase('4 nodes, gossip over a full mesh, no latency', links(4, 0), 'gossip', 0.441269);
  for (const latency of [0.005, 0.05, 0.2]) {
    const figure = `16 nodes, direct, latency ${latency * 1000} ms`;
    constantCase(figure, links(16, latency), 'direct', expected(3, latency));
  }
  for (const [latency, median] of [
    [0, 0.6601],
    [0.005, 0.6851],
  ]) {
    const sorted = overOverlays(latency);
    const figure = `32 nodes, gossip to 16 random one-way peers, latency ${latency * 1000} ms`;
    rows.push({
      figure: `${figure}: median`,
      theirs: median,
      ours: quantile(sorted, 0.5),
      tolerance: { absolute: 5e-5 },
      decimals: 4,
    });
    if (latency > 0) continue;
    rows.push({
      figure: `${figure}: p5`,
      theirs: 0.5507,
      ours: quantile(sorted, 0.05),
      tolerance: { absolute: 5e-5 },
      decimals: 4,
    });
  }
  return {
    title: 'One block with constant delays',
    about: `From block to block, a chain whose messages all have one size takes exactly
\`blockInterval + 3 · (size / bandwidth + latency) + 3 · messageValidation + blockValidation\` with direct sends, and
two hops more for its three floods with gossip over 16 random one-way peers. Their figures are the closed form, which
SymbChainSim meets to the last digit that it prints where it was tried (no latency, 4 to 32 nodes; both gossip rows).
Quorums are 2f + 1, as there (\`quorum: classic\`). Messages of ${MESSAGE / 1e6} MB at 10 MB/s, pause 0.1 s, validation 1 ms per message and 10 ms per block; gossip over
12 overlays.`,
    theirs: 'closed form',
    unit: 's',
    rows,
  };
}
