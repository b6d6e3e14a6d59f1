import type {
  Group,
  GroupPolicy,
  PolicyDeclaration,
  Property,
  PropertyValue,
  ScenarioDeclaration,
  TopologyDeclaration,
  WorkloadDeclaration,
} from '../generated/ast.js';
import { isTopologyDeclaration, isWorkloadDeclaration } from '../generated/ast.js';
import { dotted, wordsOf } from '../names/text.js';
import type { PropertyDescription } from '../properties/property.js';
import { isLocated, type Located, locate } from './locate.js';

/** A declaration in which a value can be written. */
export type Owner = ScenarioDeclaration | TopologyDeclaration | WorkloadDeclaration;

/** A property with a value: where it is written, and what replaces parameters of its value. */
export interface Bound {
  readonly property: PropertyDescription;
  readonly node: Property;
  /** What is written as its value; none where only parameters of the default are set. */
  readonly items: readonly PropertyValue[];
  readonly owner: Owner;
  /** The scenario of the chain of `extends` that brought it in; undefined for a topology on its own. */
  readonly via: ScenarioDeclaration | undefined;
  readonly parameters: ReadonlyMap<string, Bound>;
}

type Settings = Map<string, Bound>;

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

/** Everything that holds in a scenario after inheritance, before defaults. */
export interface EffectiveScenario {
  readonly node: ScenarioDeclaration;
  /** By dotted path: `duration`, `primary.blockSize`. */
  readonly settings: ReadonlyMap<string, Bound>;
  readonly topology?: EffectiveTopology;
  readonly groupPolicies: ReadonlyMap<
    string,
    { node: GroupPolicy; owner: ScenarioDeclaration; policy?: PolicyDeclaration }
  >;
}

/** A property with its full path from the block it is looked up in. */
export interface FlatProperty {
  readonly words: readonly string[];
  readonly node: Property;
}

/** The properties that have a value, `a { b: v }` as `a.b`. */
export function flatten(properties: readonly Property[], prefix: readonly string[] = []): FlatProperty[] {
  return properties.flatMap((node) => {
    const words = [...prefix, ...(node.path ? wordsOf(node.path) : [])];
    return node.block ? flatten(node.properties, words) : [{ words, node }];
  });
}

/** A scenario and those it extends, itself first; ends where a cycle closes. */
export function lineage(scenario: ScenarioDeclaration): ScenarioDeclaration[] {
  const chain: ScenarioDeclaration[] = [];
  let current: ScenarioDeclaration | undefined = scenario;
  while (current && !chain.includes(current)) {
    chain.push(current);
    current = current.parent?.ref;
  }
  return chain;
}

/** The topology that a scenario names, itself or by inheritance. */
export function topologyOf(scenario: ScenarioDeclaration): TopologyDeclaration | undefined {
  for (const ancestor of lineage(scenario)) {
    const property = ancestor.properties.find((node) => node.path && !node.block && dotted(node.path) === 'topology');
    if (property) return referenceIn(property, isTopologyDeclaration);
  }
  return undefined;
}

function referenceIn<T>(property: Property, is: (node: unknown) => node is T): T | undefined {
  const [value]: PropertyValue[] = property.values;
  if (value?.$type !== 'NameExpression') return undefined;
  const target = value.segments[0]?.element?.ref;
  return is(target) ? target : undefined;
}

/** Name of the one group of a topology without named groups. */
export const ONLY_GROUP = 'nodes';

/** Properties of a topology that its groups have one by one, by the name that they have in a group. */
const OF_GROUPS: Readonly<Record<string, string>> = {
  nodes: 'nodes',
  placement: 'at',
  at: 'at',
  bandwidth: 'bandwidth',
};

/** A topology on its own, or as a scenario of a chain names it. */
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
  const located = flatten(declaration.properties).flatMap(({ words, node }) => {
    const result = locate('topology', words, names);
    return isLocated(result) ? [{ result, node }] : [];
  });
  for (const { result, node } of inOrder(located)) setInTopology(topology, result, node, declaration, via);
  for (const group of topology.groups) {
    const own = flatten(group.declaration?.properties ?? []).flatMap(({ words, node }) => {
      const result = locate('group', words, []);
      return isLocated(result) ? [{ result, node }] : [];
    });
    for (const { result, node } of inOrder(own))
      set(group.settings, result.property.name, result, node, declaration, via);
  }
  return topology;
}

function setInTopology(
  topology: EffectiveTopology,
  located: Located,
  node: Property,
  owner: Owner,
  via: ScenarioDeclaration | undefined,
): void {
  const ofGroups = located.block === 'group' || located.property.name in OF_GROUPS;
  if (!ofGroups) {
    set(topology.settings, located.property.name, located, node, owner, via);
    return;
  }
  for (const group of topology.groups)
    if (located.group === undefined || located.group === group.name)
      set(group.settings, OF_GROUPS[located.property.name], located, node, owner, via);
}

/** Sets a property, or one parameter of the value that it has. */
function set(
  settings: Settings,
  key: string,
  located: Located,
  node: Property,
  owner: Owner,
  via: ScenarioDeclaration | undefined,
): void {
  const bound: Bound = { property: located.property, node, items: node.values, owner, via, parameters: new Map() };
  if (located.parameter === undefined) {
    settings.set(key, bound);
    return;
  }
  const current = settings.get(key);
  // A parameter of a default changes the default's copy; lowering knows the default.
  const base: Bound = current ?? { ...bound, items: [] };
  settings.set(key, { ...base, parameters: new Map([...base.parameters, [located.parameter, bound]]) });
}

/** What replaces a whole comes before what changes a part of it, whatever the order in the text. */
function inOrder<T extends { readonly result: Located }>(located: readonly T[]): T[] {
  const rank = ({ result }: T) => {
    if (result.parameter !== undefined) return 3;
    if (result.group !== undefined) return 2;
    return result.property.name === 'topology' || result.property.name === 'workload' ? 0 : 1;
  };
  return [...located].sort((a, b) => rank(a) - rank(b));
}

/** Everything that holds in a scenario: its ancestors' settings, then its own over them. */
export function effectiveScenario(node: ScenarioDeclaration): EffectiveScenario {
  const settings: Settings = new Map();
  const groupPolicies = new Map<
    string,
    { node: GroupPolicy; owner: ScenarioDeclaration; policy?: PolicyDeclaration }
  >();
  let topology: EffectiveTopology | undefined;
  for (const scenario of lineage(node).reverse()) {
    const flat = flatten(scenario.properties);
    const own = topologyNamedBy(flat);
    if (own !== undefined) topology = own ? effectiveTopology(own, scenario) : undefined;
    const groups = topology?.groups.map((group) => group.name) ?? [];
    const located = flat.flatMap(({ words, node: property }) => {
      const result = locate('scenario', words, groups);
      return isLocated(result) ? [{ result, node: property }] : [];
    });
    for (const { result, node: property } of inOrder(located)) {
      if (result.words[0] === 'topology' && result.words.length > 1) {
        if (topology) setInTopology(topology, result, property, scenario, scenario);
        continue;
      }
      set(settings, result.words.join('.'), result, property, scenario, scenario);
      if (result.property.name === 'workload' && result.parameter === undefined)
        takeWorkload(settings, property, result.words.join('.'), scenario);
    }
    for (const policy of groupPoliciesOf(scenario))
      if (policy.group?.$refText)
        groupPolicies.set(policy.group.$refText, { node: policy, owner: scenario, policy: policy.policy?.ref });
  }
  return { node, settings, topology, groupPolicies };
}

/** The topology that a scenario itself names: null when the name leads nowhere, undefined when it names none. */
function topologyNamedBy(flat: readonly FlatProperty[]): TopologyDeclaration | null | undefined {
  const property = flat.find(({ words }) => words.length === 1 && words[0] === 'topology');
  if (!property) return undefined;
  return referenceIn(property.node, isTopologyDeclaration) ?? null;
}

/** A workload's properties become settings below the property that names it; those of an earlier one go. */
function takeWorkload(settings: Settings, property: Property, path: string, scenario: ScenarioDeclaration): void {
  for (const key of [...settings.keys()]) if (key.startsWith(`${path}.`)) settings.delete(key);
  const workload = referenceIn(property, isWorkloadDeclaration);
  if (!workload) return;
  const located = flatten(workload.properties).flatMap(({ words, node }) => {
    const result = locate('workload', words, []);
    return isLocated(result) ? [{ result, node }] : [];
  });
  for (const { result, node } of inOrder(located))
    set(settings, `${path}.${result.property.name}`, result, node, workload, scenario);
}

/** `policy for Group: P` wherever it stands in the blocks of a scenario. */
export function groupPoliciesOf(scenario: ScenarioDeclaration): GroupPolicy[] {
  const inside = (properties: readonly Property[]): GroupPolicy[] =>
    properties.flatMap((node) => [...node.groupPolicies, ...inside(node.properties)]);
  return inside(scenario.properties);
}
