import type { Topology } from '../../../engine/model/scenario.js';
import { constant, constantTopology } from '../network/open-network.js';

const CITIES = ['Rome', 'Oslo', 'Cairo', 'Delhi', 'Tokyo', 'Lima', 'Perth'];

/** Seven nodes, one in each city, with given latencies in s between them. Messages have almost no bytes. */
export function sevenCities(seconds: (from: number, to: number) => number): Topology {
  const entries = CITIES.flatMap((from, i) =>
    CITIES.flatMap((to, j) => (i === j ? [] : [{ from, to, seconds: seconds(i, j) }])),
  );
  const places = CITIES.map((name) => ({ kind: 'city' as const, name }));
  const groups = [{ name: 'nodes', nodes: 7, places, bandwidth: constant(10e6) }];
  return { ...constantTopology(7), groups, latency: { kind: 'matrix', entries } };
}

/** The k-th smallest value, counted from 1. */
export function rank(values: readonly number[], k: number): number {
  return values.toSorted((a, b) => a - b)[k - 1];
}
