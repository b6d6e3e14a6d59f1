import { streamKey } from '../kernel/streams.js';
import type { Topology } from '../model/scenario.js';
import { measuredPairs } from './latency.js';
import { type NodePlace, placeNodes } from './places.js';

/** How many pairs of places a latency matrix covers, in either direction. */
export interface Coverage {
  pairs: number;
  measured: number;
  /** Pairs that it does not cover. */
  missing: [from: string, to: string][];
  /** Whether nodes are placed at random, so that the pairs depend on the seed. */
  isDrawn: boolean;
}

/** Maximum number of places whose pairs are compared. */
const MAX_PLACES = 300;

/**
 * The pairs of places of a topology that its matrix covers. Undefined if there is no matrix.
 *
 * @param seed of the run, for nodes that are placed at random
 */
export function coverageOf(topology: Topology, seed: number): Coverage | undefined {
  const { latency, groups } = topology;
  if (latency.kind !== 'matrix') return undefined;
  const isDrawn = groups.some(({ places }) => places.some(({ kind }) => kind === 'worldwide' || kind === 'region'));
  const nodes = placeNodes(topology, streamKey(seed, 0, 'places'));
  const names = groups.map(({ name }) => name);
  const measured = measuredPairs(latency.entries, nodes, names);
  const byNumber = latency.entries.some(({ from }) => /^\d+$/.test(from));
  const compared = byNumber ? [...nodes.keys()] : firstOfEach(nodes);
  const coverage: Coverage = { pairs: 0, measured: 0, missing: [], isDrawn };
  for (const [index, i] of compared.slice(0, MAX_PLACES).entries()) {
    for (const j of compared.slice(index + 1, MAX_PLACES)) {
      if (!byNumber && nodes[i].name === nodes[j].name) continue;
      coverage.pairs++;
      if (measured(i, j)) coverage.measured++;
      else coverage.missing.push(byNumber ? [String(i), String(j)] : [nodes[i].name, nodes[j].name]);
    }
  }
  return coverage;
}

/** One node for every place of every group. */
function firstOfEach(nodes: readonly NodePlace[]): number[] {
  const seen = new Set<string>();
  return [...nodes.keys()].filter((node) => {
    const key = `${nodes[node].group} ${nodes[node].name}`;
    return seen.size < seen.add(key).size;
  });
}
