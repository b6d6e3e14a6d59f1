import { streamKey } from '../../../engine/kernel/streams.js';
import type { Topology } from '../../../engine/model/scenario.js';
import { components, drawPeers, type Peers } from '../../../engine/network/overlay.js';

/** Properties of the overlay of a topology. */
export interface TopologyFacts {
  readonly nodes: number;
  /** Number of links, each counted once; directed if links are one-way. */
  readonly links: number;
  readonly fewestPeers: number;
  readonly mostPeers: number;
  /** Diameter: the longest of the shortest paths between nodes, in links; undefined if some node cannot be reached. */
  readonly diameter?: number;
  /** Sets of nodes that reach each other. */
  readonly parts: number;
}

/** Larger overlays are not drawn for a hover. */
const MAX_NODES = 600;

/** Draws the overlay with the seed and measures it; undefined if it is too large or cannot exist. */
export function topologyFacts(topology: Topology, seed: number): TopologyFacts | undefined {
  const nodes = topology.groups.reduce((sum, group) => sum + group.nodes, 0);
  if (nodes > MAX_NODES || nodes === 0) return undefined;
  const peers = drawn(topology, nodes, seed);
  if (!peers) return undefined;
  const degrees = Array.from({ length: nodes }, (_, node) => peers.offsets[node + 1] - peers.offsets[node]);
  const parts = components(peers).length;
  return {
    nodes,
    links: topology.links === 'twoWay' ? peers.targets.length / 2 : peers.targets.length,
    fewestPeers: Math.min(...degrees),
    mostPeers: Math.max(...degrees),
    parts,
    ...(parts === 1 ? { diameter: diameterOf(peers) } : {}),
  };
}

function drawn(topology: Topology, nodes: number, seed: number): Peers | undefined {
  try {
    return drawPeers(topology.peers, nodes, topology.links, streamKey(seed, 0, 'overlay'));
  } catch {
    // An overlay that cannot exist is reported at its own place.
    return undefined;
  }
}

function diameterOf({ offsets, targets }: Peers): number {
  const nodes = offsets.length - 1;
  let longest = 0;
  for (let start = 0; start < nodes; start++) {
    const distance = new Int32Array(nodes).fill(-1);
    const queue = [start];
    distance[start] = 0;
    for (let head = 0; head < queue.length; head++) {
      const node = queue[head];
      for (let edge = offsets[node]; edge < offsets[node + 1]; edge++) {
        const next = targets[edge];
        if (distance[next] >= 0) continue;
        distance[next] = distance[node] + 1;
        longest = Math.max(longest, distance[next]);
        queue.push(next);
      }
    }
  }
  return longest;
}
