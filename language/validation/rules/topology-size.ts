import { LIMITS } from '../../../engine/limits/limits.js';
import type { Topology } from '../../../engine/model/scenario.js';
import { MIN_VALIDATORS } from '../../../engine/twins/valid-configuration.js';
import { ONLY_GROUP } from '../../settings/topology-settings.js';
import { groupPaths, nodesOf, plural, type ValueFinding } from './value-finding.js';

/** Every chain needs a quorum that tolerates a faulty node, and all nodes must fit on this machine. */
export function topologyMustHaveFittingSize(topology: Topology): ValueFinding[] {
  const nodes = nodesOf(topology);
  const paths = groupPaths(topology);
  // Without groups, the range of `nodes` reports this.
  if (nodes < MIN_VALIDATORS && topology.groups.some(({ name }) => name !== ONLY_GROUP))
    return [
      {
        code: 'chain/quorum',
        message: `The topology \`${topology.name}\` needs at least ${MIN_VALIDATORS} nodes for a quorum that survives a faulty one, and has ${nodes}.`,
        paths,
      },
    ];
  if (nodes > LIMITS.nodes)
    return [
      {
        code: 'scenario/limits',
        message: `The topology \`${topology.name}\` has ${plural(nodes, 'node')}; a run may have up to ${LIMITS.nodes.toLocaleString('en-US')}.`,
        paths,
      },
    ];
  return [];
}
