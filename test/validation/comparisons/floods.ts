import { constantTopology, deliveries, openNetwork } from '../../engine/network/open-network.js';
import type { Comparison, Row } from '../comparison.js';
import { type Percolation, percolation } from './percolation.js';

const EXPONENTIAL = { kind: 'exponential' as const, mean: 1 };

const harmonic = (n: number) => Array.from({ length: n }, (_, i) => 1 / (i + 1)).reduce((sum, term) => sum + term, 0);

/** Mean of the k-th arrival of a broadcast to m receivers over links whose delay is exponential, s. */
function meanArrival(k: number, m: number, broadcasts: number): number {
  const { transport } = openNetwork(constantTopology(m + 1, { jitter: EXPONENTIAL }), { end: 1e7 });
  let total = 0;
  for (let message = 0; message < broadcasts; message++) {
    const start = transport.now;
    transport.broadcast(0, 0, 0, 0, 0, message, 0);
    total += (deliveries(transport)[k - 1].time - start) / 1e9;
  }
  return total / broadcasts;
}

/** Mean arrival of a flood at its last and at a typical node of 16-regular overlays with exponential links, s. */
function flooded(nodes: number, overlays: number, floods: number): Percolation {
  const topology = constantTopology(nodes, { peers: { kind: 'regular', degree: 16 }, jitter: EXPONENTIAL });
  let last = 0;
  let typical = 0;
  for (let seed = 1; seed <= overlays; seed++) {
    const { transport } = openNetwork(topology, { seed, dissemination: 'gossip', end: 1e7 });
    for (let message = 0; message < floods; message++) {
      const start = transport.now;
      transport.broadcast(0, 0, message % nodes, 0, 0, message, 0);
      const times = deliveries(transport).map(({ time }) => (time - start) / 1e9);
      last += times[times.length - 1];
      typical += times.reduce((sum, time) => sum + time) / times.length;
    }
  }
  return { last: last / (overlays * floods), typical: typical / (overlays * floods) };
}

export function floods(): Comparison {
  const rows: Row[] = [];
  for (const [nodes, k] of [
    [4, 2],
    [16, 10],
    [32, 20],
    [64, 42],
  ]) {
    const m = nodes - 1;
    rows.push({
      figure: `arrival ${k} of ${m} of a direct broadcast: H(m) - H(m - k)`,
      theirs: harmonic(m) - harmonic(m - k),
      ours: meanArrival(k, m, 10_000),
      tolerance: { relative: 0.01 },
      decimals: 4,
    });
  }
  for (const [nodes, overlays, each] of [
    [32, 40, 300],
    [128, 40, 60],
    [1000, 10, 40],
  ]) {
    const ours = flooded(nodes, overlays, each);
    const theirs = percolation(nodes, 16, overlays, each);
    const shared = { tolerance: { relative: 0.02 }, decimals: 3 };
    const figure = `flood over ${nodes.toLocaleString('en')} nodes, 16 peers each`;
    rows.push({ figure: `${figure}: last node`, theirs: theirs.last, ours: ours.last, ...shared });
    rows.push({ figure: `${figure}: typical node`, theirs: theirs.typical, ours: ours.typical, ...shared });
  }
  return {
    title: 'Broadcasts and floods over exponential links',
    about: `Link delays are exponential with a mean of one second. The k-th of m independent arrivals comes at
\`H(m) - H(m - k)\`, H the harmonic numbers. A flood reaches every node at its shortest-path distance over freshly drawn
delays (first-passage percolation); their figures for it come from a plain simulation that shares nothing with the
engine (\`test/validation/comparisons/percolation.ts\`), on other random regular graphs with other draws.`,
    theirs: 'theory, simulation',
    unit: 's',
    rows,
  };
}
