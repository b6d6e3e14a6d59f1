import { sampler } from '../kernel/sampler.js';
import type { StreamKey } from '../kernel/streams.js';
import { toNanoseconds } from '../kernel/time.js';
import { WordSource } from '../kernel/word-source.js';
import type { Distribution, Latency, LatencyEntry } from '../model/scenario.js';
import type { NodePlace } from './places.js';

const EARTH_RADIUS_MILES = 3958.7613;

/** Great-circle distance by the haversine formula, in miles. */
export function greatCircleMiles(a: NodePlace, b: NodePlace): number {
  const radians = Math.PI / 180;
  const north = Math.sin(((b.latitude - a.latitude) * radians) / 2);
  const east = Math.sin(((b.longitude - a.longitude) * radians) / 2);
  const chord = north * north + Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * east * east;
  return 2 * EARTH_RADIUS_MILES * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/**
 * One-way latency by the regression of Goonatilake and Bachnak (2012), the paper's reference [11]: half the round
 * trip, in seconds. Two nodes in one city are 2.431 ms apart.
 */
export function geographicLatency(miles: number): number {
  return (0.022 * miles + 4.862) / 2 / 1000;
}

/**
 * Latency in whole nanoseconds from node i to node j at `i * n + j`; zero on the diagonal. If it is drawn for every
 * message, its lower bound.
 *
 * @param groups names of the groups, which a matrix may use
 */
export function latencyMatrix(
  latency: Latency,
  nodes: NodePlace[],
  key: StreamKey,
  groups: readonly string[] = [],
): Float64Array {
  const n = nodes.length;
  const matrix = new Float64Array(n * n);
  const between = oneWay(latency, nodes, key, groups);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i !== j) matrix[i * n + j] = toNanoseconds(between(i, j));
    }
  }
  return matrix;
}

function oneWay(
  latency: Latency,
  nodes: NodePlace[],
  key: StreamKey,
  groups: readonly string[],
): (from: number, to: number) => number {
  const geographic = (i: number, j: number) => geographicLatency(greatCircleMiles(nodes[i], nodes[j]));
  switch (latency.kind) {
    case 'geographic':
      return geographic;
    case 'distribution': {
      const draws = sampler({ ...latency.distribution, within: { lo: 0, ...latency.distribution.within } });
      const source = new WordSource();
      return (i, j) => draws.draw(source.within(key, Math.min(i, j), Math.max(i, j)));
    }
    case 'matrix': {
      const measured = measuredPairs(latency.entries, nodes, groups);
      return (i, j) => {
        const entry = measured(i, j);
        if (!entry) return geographic(i, j);
        return entry.drawn ? leastOf(entry.drawn) : entry.seconds;
      };
    }
  }
}

/** The entry of a matrix for two nodes: by their numbers, else by their places, else by their groups. */
export function measuredPairs(
  entries: readonly LatencyEntry[],
  nodes: readonly NodePlace[],
  groups: readonly string[],
): (from: number, to: number) => LatencyEntry | undefined {
  const known = new Map(entries.map((entry) => [`${entry.from}→${entry.to}`, entry]));
  const pair = (from: string, to: string) => known.get(`${from}→${to}`) ?? known.get(`${to}→${from}`);
  const groupOf = (node: number) => groups[nodes[node].group] ?? '';
  return (i, j) => pair(String(i), String(j)) ?? pair(nodes[i].name, nodes[j].name) ?? pair(groupOf(i), groupOf(j));
}

/** Lower bound of a latency that is drawn for every message, s. */
function leastOf(distribution: Distribution): number {
  if (distribution.kind === 'empirical') return distribution.values.reduce((least, value) => Math.min(least, value));
  return Math.max(0, distribution.within?.lo ?? 0);
}
