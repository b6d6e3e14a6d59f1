import type { Group, ScenarioDeclaration, TopologyDeclaration } from '../generated/ast.js';
import { bind, flatten, type LocatedProperty, locatedIn, type Owner, type Settings } from './bound.js';

/** The properties of a group of nodes by name: `nodes`, `at`, `bandwidth`. */
export interface EffectiveGroup {
  readonly name: string;
  readonly declaration?: Group;
  readonly settings: Settings;
}

export interface EffectiveTopology {
  readonly declaration: TopologyDeclaration;
  readonly settings: Settings;
  readonly groups: readonly EffectiveGroup[];
}

/** Name of the one group of a topology without named groups. */
export const ONLY_GROUP = 'nodes';

/** Properties of a topology that each group has, by their name in a group. */
const OF_GROUPS: Readonly<Record<string, string>> = {
  nodes: 'nodes',
  placement: 'at',
  at: 'at',
  bandwidth: 'bandwidth',
};

/** A topology on its own, or as named by a scenario of an `extends` chain. */
export function effectiveTopology(declaration: TopologyDeclaration, via?: ScenarioDeclaration): EffectiveTopology {
  const topology: EffectiveTopology = {
    declaration,
    settings: new Map(),
    groups:
      declaration.groups.length === 0
        ? [{ name: ONLY_GROUP, settings: new Map() }]
        : declaration.groups.map((group) => ({ name: group.name, declaration: group, settings: new Map() })),
  };
  const names = topology.groups.map((group) => group.name);
  for (const property of locatedIn('topology', flatten(declaration.properties), names))
    setInTopology(topology, property, declaration, via);
  for (const group of topology.groups)
    for (const property of locatedIn('group', flatten(group.declaration?.properties ?? []), []))
      bind(group.settings, property.located.property.name, property, declaration, via);
  return topology;
}

/** An independent copy. */
export function copyOf(topology: EffectiveTopology): EffectiveTopology {
  return {
    ...topology,
    settings: new Map(topology.settings),
    groups: topology.groups.map((group) => ({ ...group, settings: new Map(group.settings) })),
  };
}

/** Sets a property of a topology; if groups have it, in every group or in one. */
export function setInTopology(
  topology: EffectiveTopology,
  property: LocatedProperty,
  owner: Owner,
  via: ScenarioDeclaration | undefined,
): void {
  const { located } = property;
  if (located.block !== 'group' && !(located.property.name in OF_GROUPS)) {
    bind(topology.settings, located.property.name, property, owner, via);
    return;
  }
  for (const group of topology.groups)
    if (located.group === undefined || located.group === group.name)
      bind(group.settings, OF_GROUPS[located.property.name], property, owner, via);
}
