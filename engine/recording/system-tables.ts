import { toSeconds } from '../kernel/time.js';
import type { Table } from '../model/results.js';
import type { System } from '../network/system.js';
import { Recorder } from './recorder.js';

/** The table of nodes: their places and roles. @param received mean time until a node had a block, s @param groups names */
export function nodesTable({ places, managers, validators }: System, received: Float64Array, groups: string[]): Table {
  const rows = new Recorder('nodes');
  places.forEach(({ group, name, latitude, longitude }, node) => {
    rows.add({
      node,
      group: groups[group],
      place: name,
      latitude,
      longitude,
      management: managers.includes(node) ? 1 : 0,
      validator: validators.includes(node) ? 1 : 0,
      received: received[node],
    });
  });
  return rows.table();
}

/** The table of overlay links, with their latency. */
export function linksTable({ peers, links }: System): Table {
  const { offsets, targets } = peers;
  const { latency, nodes } = links;
  const rows = new Recorder('links');
  for (let from = 0; from < nodes; from++) {
    for (let edge = offsets[from]; edge < offsets[from + 1]; edge++) {
      const to = targets[edge];
      rows.add({ from, to, latency: toSeconds(latency[from * nodes + to]) });
    }
  }
  return rows.table();
}
