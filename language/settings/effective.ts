import type {
  GroupPolicy,
  PolicyDeclaration,
  Property,
  ScenarioDeclaration,
  TopologyDeclaration,
} from '../generated/ast.js';
import { isProperty, isTopologyDeclaration, isWorkloadDeclaration } from '../generated/ast.js';
import { dotted, wordsOf } from '../names/text.js';
import { type Bound, bind, type FlatProperty, flatten, locatedIn, referenceIn, type Settings } from './bound.js';
import { lineage } from './lineage.js';
import { copyOf, type EffectiveTopology, effectiveTopology, setInTopology } from './topology-settings.js';

export { type Bound, flatten, lastChange, type Owner } from './bound.js';
export { type EffectiveGroup, type EffectiveTopology, effectiveTopology, ONLY_GROUP } from './topology-settings.js';

/** The effective content of a scenario, after inheritance and before defaults. */
export interface EffectiveScenario {
  readonly node: ScenarioDeclaration;
  /** By dotted path: `duration`, `primary.blockSize`. */
  readonly settings: ReadonlyMap<string, Bound>;
  readonly topology?: EffectiveTopology;
  readonly groupPolicies: ReadonlyMap<
    string,
    { node: GroupPolicyProperty; owner: ScenarioDeclaration; policy?: PolicyDeclaration }
  >;
}

/** The topology that a scenario names, itself or by inheritance. */
export function topologyOf(scenario: ScenarioDeclaration): TopologyDeclaration | undefined {
  for (const ancestor of lineage(scenario)) {
    const property = ancestor.properties.find((node) => node.path && !node.block && dotted(node.path) === 'topology');
    if (property) return referenceIn(property, isTopologyDeclaration);
  }
  return undefined;
}

/**
 * The cached result for a scenario, and its dependencies besides the scenario's own text: the declarations that its
 * names refer to. Syntax trees never change, so equal dependencies give the same result.
 */
interface Remembered {
  readonly effective: EffectiveScenario;
  readonly dependencies: readonly unknown[];
}

/** Ten rules need this for every scenario of a long file. Entries are garbage collected with their trees. */
const remembered = new WeakMap<ScenarioDeclaration, Remembered>();

/** The effective content of a scenario: its ancestors' settings, overridden by its own. Callers must not modify it. */
export function effectiveScenario(node: ScenarioDeclaration): EffectiveScenario {
  const chain = lineage(node);
  const isCyclic = chain.at(-1)?.parent?.ref !== undefined;
  const dependencies = isCyclic ? [] : chain.flatMap(dependenciesOf);
  const known = isCyclic ? undefined : remembered.get(node);
  if (known && sameItems(known.dependencies, dependencies)) return known.effective;
  const parent = chain[1];
  const effective = isCyclic
    ? chain.reduceRight<EffectiveScenario | undefined>((inherited, scenario) => extend(inherited, scenario), undefined)
    : extend(parent && effectiveScenario(parent), node);
  const found = effective ?? extend(undefined, node);
  if (!isCyclic) remembered.set(node, { effective: found, dependencies });
  return found;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** A scenario, and the targets of the names that its settings depend on. */
function dependenciesOf(scenario: ScenarioDeclaration): unknown[] {
  const { properties, policies } = namesIn(scenario);
  const targets = properties.map(({ values: [value] }) =>
    value?.$type === 'NameExpression' ? value.segments[0]?.element?.ref : undefined,
  );
  return [scenario, ...targets, ...policies.map(({ groupPolicy }) => groupPolicy.policy?.ref)];
}

/** The parts of a scenario that name a topology, a workload or a policy for a group. */
interface NamesInScenario {
  readonly properties: readonly Property[];
  readonly policies: readonly GroupPolicyProperty[];
}

const names = new WeakMap<ScenarioDeclaration, NamesInScenario>();

function namesIn(scenario: ScenarioDeclaration): NamesInScenario {
  const known = names.get(scenario);
  if (known) return known;
  const properties = flatten(scenario.properties)
    .filter(({ words }) => words.join('.') === 'topology' || words.join('.') === 'primary.workload')
    .map(({ node }) => node);
  const found = { properties, policies: groupPoliciesOf(scenario) };
  names.set(scenario, found);
  return found;
}

/** The settings of a scenario over those that it inherits. */
function extend(inherited: EffectiveScenario | undefined, scenario: ScenarioDeclaration): EffectiveScenario {
  const settings: Settings = new Map(inherited?.settings);
  const groupPolicies = new Map(inherited?.groupPolicies);
  const flat = flatten(scenario.properties);
  const own = topologyNamedBy(flat);
  const before = inherited?.topology && copyOf(inherited.topology);
  const topology = own === undefined ? before : own ? effectiveTopology(own, scenario) : undefined;
  const groups = topology?.groups.map((group) => group.name) ?? [];
  for (const property of locatedIn('scenario', flat, groups)) {
    const { words, property: description, parameter } = property.located;
    if (words[0] === 'topology' && words.length > 1) {
      if (topology) setInTopology(topology, property, scenario, scenario);
      continue;
    }
    bind(settings, words.join('.'), property, scenario, scenario);
    if (description.name === 'workload' && parameter === undefined)
      takeWorkload(settings, property.node, words.join('.'), scenario);
  }
  for (const node of groupPoliciesOf(scenario)) {
    const { group, policy } = node.groupPolicy;
    if (group?.$refText) groupPolicies.set(group.$refText, { node, owner: scenario, policy: policy?.ref });
  }
  return { node: scenario, settings, topology, groupPolicies };
}

/** The topology that a scenario itself names: null if the name refers to nothing, undefined if it names none. */
function topologyNamedBy(flat: readonly FlatProperty[]): TopologyDeclaration | null | undefined {
  const property = flat.find(({ words }) => words.length === 1 && words[0] === 'topology');
  if (!property) return undefined;
  return referenceIn(property.node, isTopologyDeclaration) ?? null;
}

/**
 * A workload's properties become settings below the property that names it and replace those of an earlier workload.
 */
function takeWorkload(settings: Settings, property: Property, path: string, scenario: ScenarioDeclaration): void {
  for (const key of [...settings.keys()]) if (key.startsWith(`${path}.`)) settings.delete(key);
  const workload = referenceIn(property, isWorkloadDeclaration);
  if (!workload) return;
  for (const located of locatedIn('workload', flatten(workload.properties), []))
    bind(settings, `${path}.${located.located.property.name}`, located, workload, scenario);
}

/** A property for the nodes of one group: `policy for Group: P` in a block, `management.policy for Group: P`. */
export type GroupPolicyProperty = Property & { readonly groupPolicy: GroupPolicy };

/** The policies for groups of a scenario, however they are written. */
export function groupPoliciesOf(scenario: ScenarioDeclaration): GroupPolicyProperty[] {
  return withGroup(scenario.properties).filter(isPolicyOfManagement);
}

function withGroup(properties: readonly Property[]): GroupPolicyProperty[] {
  return properties.flatMap((node) => [...(hasGroup(node) ? [node] : []), ...withGroup(node.properties)]);
}

function hasGroup(node: Property): node is GroupPolicyProperty {
  return node.groupPolicy !== undefined;
}

/** Whether a property is the policy of the management nodes, which alone can be set for a group. */
export function isPolicyOfManagement(property: Property): boolean {
  const words = wordsOf(property.path);
  const outer = property.$container;
  const all = isProperty(outer) ? [...wordsOf(outer.path), ...words] : words;
  return all.join('.') === 'management.policy';
}
