import { type AstNode, AstUtils } from 'langium';
import {
  type Byzantine,
  type Change,
  type ExperimentDeclaration,
  type Group,
  isScenarioDeclaration,
  isTopologyDeclaration,
  type Learn,
  type Property,
  type ScenarioDeclaration,
  type Simulate,
  type TopologyDeclaration,
  type Unseen,
  type WorkloadDeclaration,
} from '../generated/ast.js';
import { wordsOf } from '../names/text.js';
import type { BlockName } from '../properties/property.js';
import { topologyOf } from './effective.js';
import { type Located, locate, type UnknownStep } from './locate.js';

/** A node whose properties are looked up in one table. */
export type Container =
  | TopologyDeclaration
  | Group
  | WorkloadDeclaration
  | ScenarioDeclaration
  | ExperimentDeclaration
  | Simulate
  | Learn
  | Unseen
  | Byzantine
  | Change;

const BLOCKS: Readonly<Record<Container['$type'], BlockName>> = {
  TopologyDeclaration: 'topology',
  Group: 'group',
  WorkloadDeclaration: 'workload',
  ScenarioDeclaration: 'scenario',
  ExperimentDeclaration: 'experiment',
  Simulate: 'simulate',
  Learn: 'learn',
  Unseen: 'simulate',
  Byzantine: 'byzantine',
  Change: 'topology',
};

/** The table in which the properties of a container are looked up. */
export function tableOf(container: Container): BlockName {
  return BLOCKS[container.$type];
}

/** The container of a property, and the full path of the property in it. */
export function placeOf(property: Property): { container: Container; words: string[] } {
  const own = property.path ? wordsOf(property.path) : [];
  const parent = property.$container;
  if (parent.$type !== 'Property') return { container: parent, words: own };
  const outer = placeOf(parent);
  return { container: outer.container, words: [...outer.words, ...own] };
}

/** Names of the groups of the topology that is in force around a node. */
export function groupsAround(node: AstNode): string[] {
  const scenario = AstUtils.getContainerOfType(node, isScenarioDeclaration);
  const topology = scenario ? topologyOf(scenario) : AstUtils.getContainerOfType(node, isTopologyDeclaration);
  return topology?.groups.map((group) => group.name) ?? [];
}

/** The description of a property, or the word at which its path leaves the tables. */
export function located(property: Property): Located | UnknownStep {
  const { container, words } = placeOf(property);
  return locate(tableOf(container), words, groupsAround(property));
}
