import type { TopologyChange } from '../model/faults.js';
import type { Topology } from '../model/scenario.js';

/** A topology with some properties changed. The last change of a property wins; a changed bandwidth applies to all groups. */
export function changedTopology(topology: Topology, changes: readonly TopologyChange[]): Topology {
  const { bandwidth, ...rest }: TopologyChange = Object.assign({}, ...changes);
  const groups = bandwidth ? topology.groups.map((group) => ({ ...group, bandwidth })) : topology.groups;
  return { ...topology, ...rest, groups };
}
