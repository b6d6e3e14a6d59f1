import type {
  Declaration,
  DistributionDeclaration,
  File,
  Group,
  Observation,
  PolicyDeclaration,
  TopologyDeclaration,
} from '../../generated/ast.js';
import { BLOCKS } from '../../properties/blocks.js';
import { GROUP, TOPOLOGY } from '../../properties/topology.js';
import type { Report } from '../report.js';

type NamedNode = Declaration | Group | Observation;

function mustDiffer(nodes: readonly NamedNode[], what: string, report: Report): void {
  const seen = new Map<string, NamedNode>();
  for (const node of nodes) {
    if (!node.name) continue;
    const first = seen.get(node.name);
    if (!first) {
      seen.set(node.name, node);
      continue;
    }
    report({
      code: 'name/duplicate',
      message: `There are two ${what} called \`${node.name}\`.`,
      node,
      property: 'name',
      related: [{ node: first, property: 'name', message: `\`${node.name}\` is first declared here.` }],
    });
  }
}

/** All declarations of a file share one namespace. */
export function declarationsMustHaveDifferentNames(file: File, report: Report): void {
  mustDiffer(file.declarations, 'declarations', report);
}

export function groupsMustHaveDifferentNames(topology: TopologyDeclaration, report: Report): void {
  mustDiffer(topology.groups, 'groups', report);
}

export function observationsMustHaveDifferentNames(policy: PolicyDeclaration, report: Report): void {
  const observations = policy.members.flatMap((member) => (member.$type === 'Observe' ? member.observations : []));
  mustDiffer(observations, 'observations', report);
}

const PROPERTY_NAMES = new Set(BLOCKS.flatMap((block) => block.properties.map((property) => property.name)));

/** Where both a property and a name are possible, a reader could not tell which is meant. */
export function nameMustNotBeProperty(node: DistributionDeclaration | Observation, report: Report): void {
  if (!node.name || !PROPERTY_NAMES.has(node.name)) return;
  const kind = node.$type === 'Observation' ? 'an observation' : 'a distribution';
  report({
    code: 'name/property',
    message: `\`${node.name}\` is the name of a property and cannot name ${kind}.`,
    node,
    property: 'name',
  });
}

const TOPOLOGY_PROPERTIES = new Set([...TOPOLOGY.properties, ...GROUP.properties].map((property) => property.name));

/** `topology.bandwidth.mean` must not mean a property of a group called `bandwidth`. */
export function groupNameMustNotBeProperty(group: Group, report: Report): void {
  if (!group.name || !TOPOLOGY_PROPERTIES.has(group.name)) return;
  report({
    code: 'name/property',
    message: `\`${group.name}\` is a property of a topology and cannot name a group.`,
    node: group,
    property: 'name',
  });
}
