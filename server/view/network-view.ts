import { moments } from '../../engine/measurement/moments.js';
import type { Results } from '../../engine/model/results.js';
import type { Topology } from '../../engine/model/scenario.js';
import type { NetworkView, NodeView } from '../protocol/run-view.js';
import { numbersOf, rowsBy, textsOf } from './columns.js';
import { type DirectedLink, linkViews } from './link-views.js';
import { rounded, roundedOrNull } from './rounding.js';

/** The places of nodes, their peers, and the delays of configuration blocks at each node. */
export function networkView(results: Results, topology: Topology): NetworkView {
  const delays = nodeDelays(results);
  const nodes = numbersOf(results, 'nodes', 'node');
  const groups = textsOf(results, 'nodes', 'group');
  const places = textsOf(results, 'nodes', 'place');
  const latitudes = numbersOf(results, 'nodes', 'latitude');
  const longitudes = numbersOf(results, 'nodes', 'longitude');
  const management = numbersOf(results, 'nodes', 'management');
  const validators = numbersOf(results, 'nodes', 'validator');
  return {
    nodes: Array.from(nodes, (node, row) => ({
      node,
      group: groups[row],
      place: places[row],
      latitude: rounded(latitudes[row]),
      longitude: rounded(longitudes[row]),
      management: management[row] === 1,
      validator: validators[row] === 1,
      delays: delays.get(node) ?? { propagation: null, update: null, total: null, countedShare: null },
    })),
    ...linkViews(directedLinks(results), topology.links === 'oneWay'),
  };
}

/** The links of the results, with ends as row numbers of the table of nodes. */
function directedLinks(results: Results): DirectedLink[] {
  const place = new Map(Array.from(numbersOf(results, 'nodes', 'node'), (node, row) => [node, row]));
  const to = numbersOf(results, 'links', 'to');
  const latency = numbersOf(results, 'links', 'latency');
  return Array.from(numbersOf(results, 'links', 'from'), (from, row) => ({
    from: place.get(from) ?? 0,
    to: place.get(to[row]) ?? 0,
    latency: latency[row],
  }));
}

/**
 * Means over every configuration block that the node received or applied, not only those for which it was among the
 * fastest.
 */
function nodeDelays(results: Results): Map<number, NonNullable<NodeView['delays']>> {
  const mean = (column: string, rows: number[]) => {
    const values = numbersOf(results, 'delays', column);
    const measured = Float64Array.from(rows, (row) => values[row]).filter((value) => !Number.isNaN(value));
    return roundedOrNull(moments(measured).mean);
  };
  const delays = new Map<number, NonNullable<NodeView['delays']>>();
  for (const [node, rows] of rowsBy(results, 'delays', 'node'))
    delays.set(node, {
      propagation: mean('propagation', rows),
      update: mean('update', rows),
      total: mean('total', rows),
      countedShare: mean('counted', rows),
    });
  return delays;
}
