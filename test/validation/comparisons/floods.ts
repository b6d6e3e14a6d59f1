import { constantTopology, deliveries, openNetwork } from '../../engine/network/open-network.js';
import { type Comparison, type Row, sampled } from '../comparison.js';
import { estimate } from '../estimate.js';
import { type Flood, percolation } from './percolation.js';

const EXPONENTIAL = { kind: 'exponential' as const, mean: 1 };

const harmonic = (n: number) => Array.from({ length: n }, (_, i) => 1 / (i + 1)).reduce((sum, term) => sum + term, 0);

/** Mean time of the k-th arrival of broadcasts to m receivers over links with exponential delay, s. */
function arrivals(k: number, m: number, broadcasts: number): number[] {
  const { transport } = openNetwork(constantTopology(m + 1, { jitter: EXPONENTIAL }), { seed: m, end: 1e7 });
  return Array.from({ length: broadcasts }, (_, message) => {
    const start = transport.now;
    transport.broadcast(0, 0, 0, 0, 0, message, 0);
    return (deliveries(transport)[k - 1].time - start) / 1e9;
  });
}

/** Floods over 16-regular overlays with exponential links, s. */
function flooded(nodes: number, overlays: number, floods: number): Flood[] {
  const topology = constantTopology(nodes, { peers: { kind: 'regular', degree: 16 }, jitter: EXPONENTIAL });
  return Array.from({ length: overlays }, (_, seed) => {
    const { transport } = openNetwork(topology, { seed: seed + 1, dissemination: 'gossip', end: 1e7 });
    return Array.from({ length: floods }, (_, message) => {
      const start = transport.now;
      transport.broadcast(0, 0, message % nodes, 0, 0, message, 0);
      const times = deliveries(transport).map(({ time }) => (time - start) / 1e9);
      return { last: times[times.length - 1], typical: times.reduce((sum, time) => sum + time) / times.length };
    });
  }).flat();
}

/** One half of the floods estimates the time of the last node, the other half that of a typical node. */
const lasts = (floods: Flood[]) => estimate(floods.filter((_, i) => i % 2 === 0).map(({ last }) => last));
const typicals = (floods: Flood[]) => estimate(floods.filter((_, i) => i % 2 === 1).map(({ typical }) => typical));

export function floods(): Comparison {
  const rows: Row[] = [];
  for (const [nodes, k] of [
    [4, 2],
    [16, 10],
    [32, 20],
    [64, 42],
  ]) {
    const m = nodes - 1;
    const figure = `arrival ${k} of ${m} of a direct broadcast: H(m) - H(m - k)`;
    const exact = { mean: harmonic(m) - harmonic(m - k), error: 0 };
    rows.push(sampled(figure, exact, estimate(arrivals(k, m, 1200)), 4));
  }
  for (const [nodes, overlays, each] of [
    [32, 20, 25],
    [128, 15, 14],
    [1000, 4, 8],
  ]) {
    const ours = flooded(nodes, overlays, each);
    const theirs = percolation(nodes, 16, overlays, each);
    const figure = `flood over ${nodes.toLocaleString('en')} nodes, 16 peers each`;
    rows.push(sampled(`${figure}: last node`, lasts(theirs), lasts(ours), 3));
    rows.push(sampled(`${figure}: typical node`, typicals(theirs), typicals(ours), 3));
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
