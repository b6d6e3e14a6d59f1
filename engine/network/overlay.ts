import type { StreamKey } from '../kernel/streams.js';
import { WordSource } from '../kernel/word-source.js';
import type { Overlay } from '../model/scenario.js';
import { dialledPairs } from './overlay-generators.js';

/**
 * The links of the overlay, as compressed rows: the peers of node i are `targets[offsets[i]] … targets[offsets[i + 1] -
 * 1]`.
 */
export interface Peers {
  offsets: Int32Array;
  /** Ascending within a row. */
  targets: Int32Array;
}

/** Maximum number of attempts to draw a connected overlay. */
const MAX_DRAWS = 100;

/**
 * Draws the overlay. `random` and `regular` are redrawn until connected. Others may stay disconnected; see {@link
 * components}.
 *
 * @throws RangeError if the overlay cannot exist, for instance a regular one with an odd number of link ends
 */
export function drawPeers(overlay: Overlay, nodes: number, links: 'twoWay' | 'oneWay', key: StreamKey): Peers {
  if (overlay.kind === 'full') return fullMesh(nodes);
  const redraws = overlay.kind === 'random' || overlay.kind === 'regular';
  for (let attempt = 0; ; attempt++) {
    const source = new WordSource().within(key, attempt);
    const peers = rows(nodes, dialledPairs(overlay, nodes, source), links);
    if (!redraws || attempt + 1 === MAX_DRAWS || isConnected(peers)) return peers;
  }
}

/** The full mesh: the largest overlay by far, and the only one without a list of links. */
function fullMesh(nodes: number): Peers {
  const others = Math.max(0, nodes - 1);
  const offsets = Int32Array.from({ length: nodes + 1 }, (_, node) => node * others);
  const targets = new Int32Array(nodes * others);
  for (let node = 0; node < nodes; node++)
    for (let i = 0; i < others; i++) targets[node * others + i] = i < node ? i : i + 1;
  return { offsets, targets };
}

/** Links in the given direction only (`oneWay`) or in both directions. A link that two nodes dial is one link. */
function rows(nodes: number, dialled: [number, number][], links: 'twoWay' | 'oneWay'): Peers {
  const sets = Array.from({ length: nodes }, () => new Set<number>());
  for (const [from, to] of dialled) {
    if (from === to) continue;
    sets[from].add(to);
    if (links === 'twoWay') sets[to].add(from);
  }
  const offsets = new Int32Array(nodes + 1);
  sets.forEach((set, node) => {
    offsets[node + 1] = offsets[node] + set.size;
  });
  const targets = new Int32Array(offsets[nodes]);
  sets.forEach((set, node) => {
    targets.set(
      Array.from(set).sort((a, b) => a - b),
      offsets[node],
    );
  });
  return { offsets, targets };
}

/** Whether every node reaches every other one: the first node reaches all, and all reach it. */
function isConnected(peers: Peers): boolean {
  const all = (directed: Peers) => reach(directed)(0).every((isReached) => isReached);
  return all(peers) && all(reversed(peers));
}

/** Strongly connected components, largest first; one if the overlay is connected. */
export function components(peers: Peers): number[][] {
  const forward = reach(peers);
  const backward = reach(reversed(peers));
  const nodes = peers.offsets.length - 1;
  const assigned = new Uint8Array(nodes);
  const found: number[][] = [];
  for (let node = 0; node < nodes; node++) {
    if (assigned[node]) continue;
    const there = forward(node);
    const back = backward(node);
    const members = Array.from({ length: nodes }, (_, i) => i).filter((i) => there[i] && back[i]);
    for (const member of members) assigned[member] = 1;
    found.push(members);
  }
  return found.sort((a, b) => b.length - a.length);
}

/** The diameter in links: the longest of the shortest paths between nodes, where there is a path. */
export function diameter({ offsets, targets }: Peers): number {
  const nodes = offsets.length - 1;
  let longest = 0;
  for (let first = 0; first < nodes; first++) {
    const hops = new Int32Array(nodes).fill(-1);
    hops[first] = 0;
    const reached = [first];
    // Nodes that are found are appended, and visited in turn.
    for (const node of reached) {
      for (const next of targets.subarray(offsets[node], offsets[node + 1])) {
        if (hops[next] >= 0) continue;
        hops[next] = hops[node] + 1;
        longest = Math.max(longest, hops[next]);
        reached.push(next);
      }
    }
  }
  return longest;
}

function reach(peers: Peers): (from: number) => Uint8Array {
  return (from) => {
    const seen = new Uint8Array(peers.offsets.length - 1);
    const open = [from];
    seen[from] = 1;
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (let edge = peers.offsets[node]; edge < peers.offsets[node + 1]; edge++) {
        const next = peers.targets[edge];
        if (!seen[next]) {
          seen[next] = 1;
          open.push(next);
        }
      }
    }
    return seen;
  };
}

function reversed(peers: Peers): Peers {
  const nodes = peers.offsets.length - 1;
  const pairs: [number, number][] = [];
  for (let node = 0; node < nodes; node++) {
    for (let edge = peers.offsets[node]; edge < peers.offsets[node + 1]; edge++)
      pairs.push([peers.targets[edge], node]);
  }
  return rows(nodes, pairs, 'oneWay');
}
