import { toSeconds } from '../kernel/time.js';
import type { Table } from '../model/results.js';
import type { System } from '../network/system.js';
import { Recorder } from './recorder.js';

/** Who is where, and what part each node has. @param received mean time until a node had a block, s @param groups names */
export function nodesTable({ places, managers, validators }: System, received: Float64Array, groups: string[]): Table {
  const rows = new Recorder({
    node: '',
    latitude: '°',
    longitude: '°',
    management: '',
    validator: '',
    received: 's',
  });
  places.forEach((place, node) => {
    const has = (nodes: number[]) => (nodes.includes(node) ? 1 : 0);
    rows.add(node, place.latitude, place.longitude, has(managers), has(validators), received[node]);
  });
  const table = rows.table();
  table.columns.group = { type: 'text', values: places.map((place) => groups[place.group]) };
  table.columns.place = { type: 'text', values: places.map((place) => place.name) };
  return table;
}

/** Who relays to whom, and the latency between them. */
export function linksTable({ peers, links }: System): Table {
  const { offsets, targets } = peers;
  const { latency, nodes } = links;
  const rows = new Recorder({ from: '', to: '', latency: 's' });
  for (let from = 0; from < nodes; from++) {
    for (let edge = offsets[from]; edge < offsets[from + 1]; edge++) {
      rows.add(from, targets[edge], toSeconds(latency[from * nodes + targets[edge]]));
    }
  }
  return rows.table();
}
