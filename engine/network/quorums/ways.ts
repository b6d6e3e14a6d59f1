import type { Links } from '../links.js';
import type { Peers } from '../overlay.js';

/**
 * The way of least latency from every node to every other one: its latency, and over how many links it leads, by
 * `to * nodes + from`. A message takes no less time than that latency, and no more than the way itself does.
 */
export interface Ways {
  /** ns; infinite where there is no way, and -infinite from a node to itself: it has what it sends before all others. */
  latency: Float64Array;
  links: Uint16Array;
  /** Most links of a way, and its greatest latency, where there is one. */
  mostLinks: number;
  mostLatency: number;
}

/** Ways over the link between two nodes. */
export function directWays({ nodes, latency }: Links): Ways {
  const ways = {
    latency: new Float64Array(nodes * nodes),
    links: new Uint16Array(nodes * nodes),
    mostLinks: 1,
    mostLatency: 0,
  };
  for (let to = 0; to < nodes; to++) {
    for (let from = 0; from < nodes; from++) {
      ways.latency[to * nodes + from] = from === to ? Number.NEGATIVE_INFINITY : latency[from * nodes + to];
      ways.links[to * nodes + from] = from === to ? 0 : 1;
      ways.mostLatency = Math.max(ways.mostLatency, ways.latency[to * nodes + from]);
    }
  }
  return ways;
}

/** Ways over the links of an overlay, by Dijkstra's algorithm from every node. */
export function overlayWays(peers: Peers, { nodes, latency }: Links): Ways {
  const ways: Ways = {
    latency: new Float64Array(nodes * nodes),
    links: new Uint16Array(nodes * nodes),
    mostLinks: 0,
    mostLatency: 0,
  };
  const least = new Float64Array(nodes);
  const links = new Uint16Array(nodes);
  const isDone = new Uint8Array(nodes);
  for (let from = 0; from < nodes; from++) {
    least.fill(Number.POSITIVE_INFINITY);
    isDone.fill(0);
    least[from] = 0;
    links[from] = 0;
    for (let node = from; node >= 0; node = nearest(least, isDone)) {
      isDone[node] = 1;
      for (let edge = peers.offsets[node]; edge < peers.offsets[node + 1]; edge++) {
        const peer = peers.targets[edge];
        const there = least[node] + latency[node * nodes + peer];
        if (there >= least[peer]) continue;
        least[peer] = there;
        links[peer] = links[node] + 1;
      }
    }
    for (let to = 0; to < nodes; to++) {
      ways.latency[to * nodes + from] = to === from ? Number.NEGATIVE_INFINITY : least[to];
      ways.links[to * nodes + from] = links[to];
      if (!isDone[to]) continue;
      ways.mostLinks = Math.max(ways.mostLinks, links[to]);
      ways.mostLatency = Math.max(ways.mostLatency, least[to]);
    }
  }
  return ways;
}

/** The nearest node that can be reached and is not done, or -1. */
function nearest(least: Float64Array, isDone: Uint8Array): number {
  let best = -1;
  let time = Number.POSITIVE_INFINITY;
  for (let node = 0; node < least.length; node++) {
    if (isDone[node] || least[node] >= time) continue;
    best = node;
    time = least[node];
  }
  return best;
}
