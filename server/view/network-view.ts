import { moments } from '../../engine/measurement/moments.js';
import type { Results } from '../../engine/model/results.js';
import type { Topology } from '../../engine/model/scenario.js';
import type { LinkView, NetworkView, NodeView } from '../protocol/run-view.js';
import { numbersOf, rowsBy, textsOf } from './columns.js';
import { rounded, roundedOrNull } from './rounding.js';

/** More lines than this are a grey disc on a map, and a heavy message. */
const MOST_LINKS = 6_000;

/** Where the nodes are, who is whose peer, and how long configuration blocks took to each node. */
export function networkView(results: Results, topology: Topology): NetworkView {
  const delays = nodeDelays(results);
  const nodes = numbersOf(results, 'nodes', 'node');
  const groups = textsOf(results, 'nodes', 'group');
  const places = textsOf(results, 'nodes', 'place');
  const latitudes = numbersOf(results, 'nodes', 'latitude');
  const longitudes = numbersOf(results, 'nodes', 'longitude');
  const management = numbersOf(results, 'nodes', 'management');
  const validators = numbersOf(results, 'nodes', 'validator');
  const { links, leftOut } = linkViews(results, topology);
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
    links,
    linksLeftOut: leftOut,
  };
}

/** One line per pair of peers; a pair whose two directions differ shows the slower latency. */
function linkViews(results: Results, topology: Topology): { links: LinkView[]; leftOut: number } {
  const place = new Map(Array.from(numbersOf(results, 'nodes', 'node'), (node, row) => [node, row]));
  const from = numbersOf(results, 'links', 'from');
  const to = numbersOf(results, 'links', 'to');
  const latency = numbersOf(results, 'links', 'latency');
  const oneWay = topology.links === 'oneWay';
  const pairs = new Map<string, LinkView>();
  from.forEach((node, row) => {
    const ends = [place.get(node) ?? 0, place.get(to[row]) ?? 0];
    if (!oneWay) ends.sort((a, b) => a - b);
    const key = ends.join('-');
    const known = pairs.get(key)?.latency ?? 0;
    pairs.set(key, { from: ends[0], to: ends[1], latency: rounded(Math.max(known, latency[row])), oneWay });
  });
  const links = [...pairs.values()];
  return { links: links.slice(0, MOST_LINKS), leftOut: Math.max(0, links.length - MOST_LINKS) };
}

/** Means over every configuration block that the node applied, not only those where it was among the fastest. */
function nodeDelays(results: Results): Map<number, NonNullable<NodeView['delays']>> {
  const mean = (column: string, rows: number[]) => {
    const values = numbersOf(results, 'delays', column);
    return roundedOrNull(moments(Float64Array.from(rows, (row) => values[row])).mean);
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
