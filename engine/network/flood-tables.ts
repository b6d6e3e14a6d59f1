import type { OverlayTables } from './latency-order.js';
import type { Links } from './links.js';
import type { Peers } from './overlay.js';
import type { Ways } from './quorums/ways.js';
import type { SteadyFaults } from './steady-faults.js';

/** Tables of an overlay for floods. They do not depend on the message, and all runs over the overlay share them. */
export interface FloodTables extends OverlayTables {
  /** Peers of a node by latency, nearest first, and that latency in ns. */
  nearest: Int32Array;
  distance: Float64Array;
  /**
   * Number of copies that node sends of a message received from another node, at `node * nodes + other`, and of its own
   * messages, at `node * nodes + node`.
   */
  copies: Uint16Array;
  /** Number of these copies that cannot reach their receivers; absent if all links are open. */
  missing?: Uint16Array;
  /** Factor on the delay of copies, by sender; absent if all are 1. */
  slowness?: Float64Array;
  /** Paths of least latency between any two nodes over links; computed when votes first need them. */
  direct?: Ways;
}

/** @param faults permanent faults; absent: none */
export function floodTables(all: Peers, links: Links, faults?: SteadyFaults): FloodTables {
  const { nodes, latency } = links;
  const peers = faults?.isCut ? openPeers(all, faults.isCut) : all;
  const nearest = nearestFirst(peers, links);
  const distance = new Float64Array(nearest.length);
  for (let node = 0; node < nodes; node++) {
    const slowness = faults?.slowness?.[node] ?? 1;
    for (let edge = peers.offsets[node]; edge < peers.offsets[node + 1]; edge++)
      distance[edge] = Math.round(latency[node * nodes + nearest[edge]] * slowness);
  }
  const isMute = faults?.isMute;
  const copies = copiesOver(all, nodes, () => true, isMute);
  const { isCut, slowness } = faults ?? {};
  return {
    peers,
    nearest,
    distance,
    copies,
    latencies: [],
    ...(isCut ? { missing: copiesOver(all, nodes, (link) => isCut[link] === 1, isMute) } : {}),
    ...(isMute ? { isMute } : {}),
    ...(slowness ? { slowness } : {}),
  };
}

/** As `FloodTables.copies`, for selected links. @param counts whether link `from * nodes + to` is selected */
function copiesOver(
  { offsets, targets }: Peers,
  nodes: number,
  counts: (link: number) => boolean,
  isMute?: Uint8Array,
): Uint16Array {
  const copies = new Uint16Array(nodes * nodes);
  for (let node = 0; node < nodes; node++) {
    const row = node * nodes;
    const peers = targets.subarray(offsets[node], offsets[node + 1]).filter((peer) => counts(row + peer));
    if (!isMute?.[node]) {
      copies.fill(peers.length, row, row + nodes);
      // A message is not sent back.
      for (const peer of peers) copies[row + peer]--;
    }
    copies[row + node] = peers.length;
  }
  return copies;
}

/** The overlay without links that are cut. */
function openPeers({ offsets, targets }: Peers, isCut: Uint8Array): Peers {
  const nodes = offsets.length - 1;
  const open = new Int32Array(offsets.length);
  const kept: number[] = [];
  for (let node = 0; node < nodes; node++) {
    for (let edge = offsets[node]; edge < offsets[node + 1]; edge++)
      if (!isCut[node * nodes + targets[edge]]) kept.push(targets[edge]);
    open[node + 1] = kept.length;
  }
  return { offsets: open, targets: Int32Array.from(kept) };
}

function nearestFirst(peers: Peers, links: Links): Int32Array {
  const sorted = peers.targets.slice();
  for (let node = 0; node < links.nodes; node++) {
    const row = node * links.nodes;
    sorted
      .subarray(peers.offsets[node], peers.offsets[node + 1])
      .sort((a, b) => links.latency[row + a] - links.latency[row + b] || a - b);
  }
  return sorted;
}
