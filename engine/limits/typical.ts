import { placeNamed } from '../model/named-places.js';
import type { Distribution, Latency, Place, Topology } from '../model/scenario.js';
import { geographicLatency, greatCircleMiles } from '../network/latency.js';

/** A typical value of a distribution: its mean or, if it has none, a value near the centre; within its bounds. */
export function typicalValue(distribution: Distribution): number {
  const { lo = Number.NEGATIVE_INFINITY, hi = Number.POSITIVE_INFINITY } = distribution.within ?? {};
  return Math.max(lo, Math.min(hi, unbounded(distribution)));
}

function unbounded(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return (distribution.lo + distribution.hi) / 2;
    case 'triangular':
      return (distribution.lo + distribution.mode + distribution.hi) / 3;
    case 'weibull':
      return distribution.scale;
    case 'pareto':
      return distribution.alpha > 1
        ? (distribution.alpha * distribution.min) / (distribution.alpha - 1)
        : distribution.min;
    case 'empirical':
      return distribution.values.reduce((sum, value) => sum + value, 0) / distribution.values.length;
    case 'mixture':
      return distribution.components.reduce(
        (sum, { weight, distribution: part }) => sum + weight * typicalValue(part),
        0,
      );
    default:
      return distribution.mean;
  }
}

/** Seconds that a message travels between places of the world, apart from its transfer. */
const WORLDWIDE_LATENCY = 0.05;
const REGIONAL_LATENCY = 0.015;

/** Maximum number of places that a mean is taken over: more would not change it. */
const MAX_PLACES = 60;

interface Spot {
  name: string;
  group: string;
  weight: number;
  /** Absent: somewhere in the world, or in a region. */
  at?: { latitude: number; longitude: number };
  /** Seconds to another place, if one of the two is unknown. */
  apart: number;
}

/** Mean latency between two nodes, s. */
export function typicalLatency(topology: Topology): number {
  const { latency } = topology;
  if (latency.kind === 'distribution') return typicalValue(latency.distribution);
  const spots = spotsOf(topology);
  const measured = measurements(latency);
  let sum = 0;
  let weights = 0;
  for (const from of spots) {
    for (const to of spots) {
      const weight = from.weight * to.weight;
      const known = measured.get(`${from.name}→${to.name}`) ?? measured.get(`${from.group}→${to.group}`);
      sum += weight * (known ?? between(from, to));
      weights += weight;
    }
  }
  return sum / weights;
}

function spotsOf({ groups }: Topology): Spot[] {
  const spots = groups.flatMap(({ name, nodes, places }) =>
    places.slice(0, nodes).map((place) => ({ ...spotOf(place, nodes / places.length), group: name })),
  );
  return spots.slice(0, MAX_PLACES);
}

function spotOf(place: Place, weight: number): Omit<Spot, 'group'> {
  switch (place.kind) {
    case 'worldwide':
      return { name: '', weight, apart: WORLDWIDE_LATENCY };
    case 'region':
      return { name: '', weight, apart: REGIONAL_LATENCY };
    case 'city':
      return { name: place.name, weight, at: placeNamed(place.name), apart: WORLDWIDE_LATENCY };
    case 'site':
      return { name: place.name, weight, at: place, apart: WORLDWIDE_LATENCY };
    case 'coordinates':
      return { name: '', weight, at: place, apart: WORLDWIDE_LATENCY };
  }
}

function measurements(latency: Latency): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  if (latency.kind !== 'matrix') return found;
  for (const { from, to, seconds } of latency.entries) {
    found.set(`${from}→${to}`, seconds);
    if (!found.has(`${to}→${from}`)) found.set(`${to}→${from}`, seconds);
  }
  return found;
}

function between(from: Spot, to: Spot): number {
  if (!from.at || !to.at) return Math.max(from.apart, to.apart);
  const place = { group: 0, name: '' };
  return geographicLatency(greatCircleMiles({ ...place, ...from.at }, { ...place, ...to.at }));
}
