import type {
  Property,
  PropertyValue,
  ScenarioDeclaration,
  TopologyDeclaration,
  WorkloadDeclaration,
} from '../generated/ast.js';
import { wordsOf } from '../names/text.js';
import type { BlockName, PropertyDescription } from '../properties/property.js';
import { isLocated, type Located, locate } from './locate.js';

/** A declaration in which a value can be written. */
export type Owner = ScenarioDeclaration | TopologyDeclaration | WorkloadDeclaration;

/** A property with a value: its place in the text, and replacements of the value's parameters. */
export interface Bound {
  readonly property: PropertyDescription;
  readonly node: Property;
  /** The written value; undefined if only parameters of the default are set. */
  readonly items: readonly PropertyValue[];
  readonly owner: Owner;
  /** The scenario in the `extends` chain that brought it in; undefined for a topology on its own. */
  readonly via: ScenarioDeclaration | undefined;
  readonly parameters: ReadonlyMap<string, Bound>;
}

export type Settings = Map<string, Bound>;

/** A property with its full path from the block in which it is looked up. */
export interface FlatProperty {
  readonly words: readonly string[];
  readonly node: Property;
}

/** The properties that have a value for all nodes, with `a { b: v }` as `a.b`. */
export function flatten(properties: readonly Property[], prefix: readonly string[] = []): FlatProperty[] {
  return properties.flatMap((node) => {
    const words = [...prefix, ...(node.path ? wordsOf(node.path) : [])];
    if (node.groupPolicy) return [];
    return node.block ? flatten(node.properties, words) : [{ words, node }];
  });
}

/** A property that is in the tables, and its place in them. */
export interface LocatedProperty {
  readonly located: Located;
  readonly node: Property;
}

/**
 * The known properties of a block, in the order in which they take effect: replacements of a whole come before changes
 * of its parts, whatever the order in the text.
 */
export function locatedIn(
  block: BlockName,
  properties: readonly FlatProperty[],
  groups: readonly string[],
): LocatedProperty[] {
  const found = properties.flatMap(({ words, node }): LocatedProperty[] => {
    const located = locate(block, words, groups);
    return isLocated(located) ? [{ located, node }] : [];
  });
  return found.sort((a, b) => rank(a.located) - rank(b.located));
}

function rank({ parameter, group, property }: Located): number {
  if (parameter !== undefined) return 3;
  if (group !== undefined) return 2;
  return property.name === 'topology' || property.name === 'workload' ? 0 : 1;
}

/** Sets a property, or one parameter of its current value. */
export function bind(
  settings: Settings,
  key: string,
  { located, node }: LocatedProperty,
  owner: Owner,
  via: ScenarioDeclaration | undefined,
): void {
  const bound: Bound = { property: located.property, node, items: node.values, owner, via, parameters: new Map() };
  if (located.parameter === undefined) {
    settings.set(key, bound);
    return;
  }
  // A parameter of a default changes a copy of the default, which lowering knows.
  const base: Bound = settings.get(key) ?? { ...bound, items: [] };
  settings.set(key, { ...base, parameters: new Map([...base.parameters, [located.parameter, bound]]) });
}

/** The setting that last changed a value: as a whole, or one parameter of it. */
export function lastChange(bound: Bound): Bound {
  return [...bound.parameters.values()].at(-1) ?? bound;
}

/** The declaration that the value of a property names, if it is a name. */
export function referenceIn<T>(property: Property, is: (node: unknown) => node is T): T | undefined {
  const [value]: PropertyValue[] = property.values;
  if (value?.$type !== 'NameExpression') return undefined;
  const target = value.segments[0]?.element?.ref;
  return is(target) ? target : undefined;
}
