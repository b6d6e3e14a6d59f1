import { EventQueue } from '../kernel/event-queue.js';
import type { Links } from './links.js';
import type { Peers } from './overlay.js';

/**
 * The paths of least latency from one node to all: latencies, ns, infinite if there is no path, and numbers of links.
 */
export interface NearestWays {
  latency: Float64Array;
  links: Uint16Array;
}

/** Dijkstra's algorithm over latencies. @param isMute 1 for nodes that forward nothing; absent: none */
export function nearestWays(
  origin: number,
  peers: Peers,
  { nodes, latency: latencies }: Links,
  isMute?: Uint8Array,
): NearestWays {
  const latency = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const links = new Uint16Array(nodes);
  const queue = new EventQueue();
  let pushed = 0;
  latency[origin] = 0;
  queue.push(0, pushed++, origin);
  while (queue.size > 0) {
    const time = queue.topTime;
    const node = queue.topPayload;
    queue.pop();
    if (time > latency[node] || (node !== origin && isMute?.[node])) continue;
    for (let edge = peers.offsets[node]; edge < peers.offsets[node + 1]; edge++) {
      const peer = peers.targets[edge];
      const there = time + latencies[node * nodes + peer];
      if (there >= latency[peer]) continue;
      latency[peer] = there;
      links[peer] = links[node] + 1;
      queue.push(there, pushed++, peer);
    }
  }
  return { latency, links };
}
