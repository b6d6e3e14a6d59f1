import type { Topology } from '../model/scenario.js';
import { measuredPairs } from './latency.js';
import type { NodePlace } from './places.js';

/** How many pairs of places a latency matrix measures, in either direction. */
export interface Coverage {
  pairs: number;
  measured: number;
  /** Pairs that it does not measure. */
  missing: [from: string, to: string][];
}

/** More places than these are not looked at pair by pair. */
const MOST_PLACES = 300;

/**
 * Which pairs of the places of a topology its matrix measures. Undefined where there is no matrix, or where nobody knows
 * before the run where nodes will be.
 */
export function coverageOf(topology: Topology): Coverage | undefined {
  const { latency, groups } = topology;
  if (latency.kind !== 'matrix') return undefined;
  const nodes = nodesOf(topology);
  if (!nodes) return undefined;
  const names = groups.map(({ name }) => name);
  const measured = measuredPairs(latency.entries, nodes, names);
  const byNumber = latency.entries.some(({ from }) => /^\d+$/.test(from));
  const looked = byNumber ? [...nodes.keys()] : firstOfEach(nodes);
  const coverage: Coverage = { pairs: 0, measured: 0, missing: [] };
  for (const [index, i] of looked.slice(0, MOST_PLACES).entries()) {
    for (const j of looked.slice(index + 1, MOST_PLACES)) {
      if (!byNumber && nodes[i].name === nodes[j].name) continue;
      coverage.pairs++;
      if (measured(i, j)) coverage.measured++;
      else coverage.missing.push(byNumber ? [String(i), String(j)] : [nodes[i].name, nodes[j].name]);
    }
  }
  return coverage;
}

/** Where each node is, as far as names tell; undefined where one is drawn. */
function nodesOf({ groups }: Topology): NodePlace[] | undefined {
  const nodes: NodePlace[] = [];
  for (const [group, { nodes: count, places }] of groups.entries()) {
    for (let i = 0; i < count; i++) {
      const place = places[i % places.length];
      if (place.kind === 'worldwide' || place.kind === 'region') return undefined;
      const name =
        place.kind === 'coordinates' ? `${place.latitude.toFixed(2)}, ${place.longitude.toFixed(2)}` : place.name;
      nodes.push({ group, name, latitude: 0, longitude: 0 });
    }
  }
  return nodes;
}

/** One node for every place of every group. */
function firstOfEach(nodes: readonly NodePlace[]): number[] {
  const seen = new Set<string>();
  return [...nodes.keys()].filter((node) => {
    const key = `${nodes[node].group} ${nodes[node].name}`;
    return seen.size < seen.add(key).size;
  });
}
