import type { Links } from '../links.js';
import { nearestWays } from '../nearest-ways.js';
import type { Peers } from '../overlay.js';

/**
 * The path of least latency from every node to every other one: its latency and number of links, by `to * nodes +
 * from`. A message takes at least that latency, and at most the time over that path.
 */
export interface Ways {
  /**
   * ns; infinite if there is no path, and -infinite from a node to itself, because it has its own messages before all
   * others.
   */
  latency: Float64Array;
  links: Uint16Array;
  /** Maximum number of links of a path, and maximum latency of existing paths. */
  mostLinks: number;
  mostLatency: number;
}

/**
 * Paths over the direct links.
 *
 * @param isCut 1 at `from * nodes + to` for links over which nothing arrives
 * @param slowness factor by which copies are slowed down, by their sender
 */
export function directWays({ nodes, latency }: Links, isCut?: Uint8Array, slowness?: Float64Array): Ways {
  const ways = {
    latency: new Float64Array(nodes * nodes),
    links: new Uint16Array(nodes * nodes),
    mostLinks: 1,
    mostLatency: 0,
  };
  for (let to = 0; to < nodes; to++) {
    for (let from = 0; from < nodes; from++) {
      const link = from * nodes + to;
      const takes = Math.floor(latency[link] * (slowness?.[from] ?? 1));
      ways.links[to * nodes + from] = from === to ? 0 : 1;
      if (from === to) ways.latency[link] = Number.NEGATIVE_INFINITY;
      else if (isCut?.[link]) ways.latency[to * nodes + from] = Number.POSITIVE_INFINITY;
      else {
        ways.latency[to * nodes + from] = takes;
        ways.mostLatency = Math.max(ways.mostLatency, takes);
      }
    }
  }
  return ways;
}

/** Paths over the overlay. @param factor on latencies */
export function overlayWays(peers: Peers, links: Links, factor = 1): Ways {
  const { nodes } = links;
  const ways: Ways = {
    latency: new Float64Array(nodes * nodes),
    links: new Uint16Array(nodes * nodes),
    mostLinks: 0,
    mostLatency: 0,
  };
  for (let from = 0; from < nodes; from++) {
    const nearest = nearestWays(from, peers, links);
    for (let to = 0; to < nodes; to++) {
      const way = to * nodes + from;
      ways.latency[way] = to === from ? Number.NEGATIVE_INFINITY : Math.floor(nearest.latency[to] * factor);
      ways.links[way] = nearest.links[to];
      if (nearest.latency[to] === Number.POSITIVE_INFINITY) continue;
      ways.mostLinks = Math.max(ways.mostLinks, nearest.links[to]);
      ways.mostLatency = Math.max(ways.mostLatency, nearest.latency[to]);
    }
  }
  return ways;
}
