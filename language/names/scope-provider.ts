import {
  type AstNode,
  type AstNodeDescription,
  type AstNodeDescriptionProvider,
  AstUtils,
  EMPTY_SCOPE,
  MultiMap,
  type ReferenceInfo,
  type Scope,
  type ScopeProvider,
  type Stream,
  stream,
} from 'langium';
import {
  type Group,
  isAssignment,
  isExperimentDeclaration,
  isFaultsDeclaration,
  isNameExpression,
  isPath,
  isPolicyDeclaration,
  isProperty,
  isScenarioDeclaration,
  isTopologyDeclaration,
  type Named,
  type PolicyDeclaration,
  type Property,
  type ScenarioDeclaration,
  type Segment,
  type TopologyDeclaration,
} from '../generated/ast.js';
import type { ImportGraph } from '../imports/import-graph.js';
import { topologyOf } from '../settings/effective.js';
import { lineage } from '../settings/lineage.js';
import { wordOf } from './text.js';

/**
 * What a name can refer to: declarations of the file and its imports, in one namespace; groups of the topology in
 * force; and observations inside their policy. Validation checks the kind, so that a wrong one gets a specific message.
 * Keywords that are not names refer to nothing.
 */
export class TwinScopeProvider implements ScopeProvider {
  private readonly index = new NameIndex();

  constructor(
    private readonly imports: ImportGraph,
    private readonly descriptions: AstNodeDescriptionProvider,
  ) {}

  getScope(context: ReferenceInfo): Scope {
    const lists = this.candidates(context).filter((list) => list.length > 0);
    if (lists.length === 0) return EMPTY_SCOPE;
    return new NamedScope(
      lists,
      this.index,
      this.descriptions,
      KINDS.get(`${context.container.$type} ${context.property}`),
    );
  }

  /** Lists searched one after the other. Nothing is copied, since every reference of a file is resolved here. */
  private candidates(context: ReferenceInfo): (readonly Named[])[] {
    const { container, property } = context;
    switch (container.$type) {
      case 'Segment':
        return this.forSegment(container as Segment);
      case 'ScenarioDeclaration':
      case 'ExperimentDeclaration':
        return this.declarations(container);
      case 'GroupPolicy':
        return property === 'policy' ? this.declarations(container) : [this.groups(container)];
      case 'Portion':
        return [this.groups(container)];
      default:
        return [];
    }
  }

  private forSegment(segment: Segment): (readonly Named[])[] {
    const container = segment.$container;
    const index = container.segments.indexOf(segment);
    if (isPath(container)) {
      const isGroup = index >= 1 && container.segments[index - 1].element?.$refText === 'topology';
      return isGroup || isInTopologyBlock(container) ? [this.groups(container)] : [];
    }
    if (!isNameExpression(container) || index > 0 || wordOf(container) === undefined) return [];
    const policy = AstUtils.getContainerOfType(container, isPolicyDeclaration);
    return [
      policy ? observationsOf(policy) : [],
      namesTopology(container) ? [] : this.groups(container),
      ...this.declarations(container),
    ];
  }

  /** Declarations of the file first, then of its imports, nearest first. */
  private declarations(node: AstNode): (readonly Named[])[] {
    // Defaults are parsed without a document, so they cannot refer to its names.
    const { $document } = AstUtils.findRootNode(node);
    return $document ? this.imports.declarationLists($document) : [];
  }

  /**
   * Groups of the topology in force. Faults and policies are resolved in the scenario that names them, so in a
   * schedule or a rule, any visible group may be named.
   */
  private groups(node: AstNode): Group[] {
    const scenario = this.scenarioAround(node);
    if (scenario) return topologyOf(scenario)?.groups ?? [];
    if (!AstUtils.getContainerOfType(node, isFaultsDeclaration) && !AstUtils.getContainerOfType(node, isAssignment))
      return [];
    return this.declarations(node)
      .flat()
      .filter(isTopologyDeclaration)
      .flatMap((topology: TopologyDeclaration) => topology.groups);
  }

  private scenarioAround(node: AstNode): ScenarioDeclaration | undefined {
    const scenario = AstUtils.getContainerOfType(node, isScenarioDeclaration);
    if (scenario) return scenario;
    const experiment = AstUtils.getContainerOfType(node, isExperimentDeclaration);
    const named =
      experiment &&
      lineage(experiment)
        .flatMap(({ properties }) => properties)
        .find(namesScenario);
    const [value] = named?.values ?? [];
    // Groups are not needed while the experiment's own `scenario:` is being resolved, which would be circular.
    if (value?.$type !== 'NameExpression' || AstUtils.hasContainerOfType(node, (other) => other === value))
      return undefined;
    const target = value.segments[0]?.element?.ref;
    return isScenarioDeclaration(target) ? target : undefined;
  }
}

function namesScenario({ path }: Property): boolean {
  return path?.segments[0]?.element?.$refText === 'scenario';
}

/** References that can only be to declarations of one kind. */
const KINDS: ReadonlyMap<string, (node: AstNode) => boolean> = new Map<string, (node: AstNode) => boolean>([
  ['ScenarioDeclaration parent', isScenarioDeclaration],
  ['ExperimentDeclaration parent', isExperimentDeclaration],
  ['GroupPolicy policy', isPolicyDeclaration],
]);

/** Lists up to this length are searched linearly, which is faster than indexing them. */
const SHORT = 8;

/** Indexes by name, built at the first search. They belong to syntax trees, which are replaced as a whole. */
class NameIndex {
  private readonly indexes = new WeakMap<readonly Named[], MultiMap<string, Named>>();

  in(list: readonly Named[], name: string): readonly Named[] {
    if (list.length <= SHORT) return list.filter((node) => node.name === name);
    let index = this.indexes.get(list);
    if (!index) {
      index = new MultiMap(list.map((node) => [node.name, node]));
      this.indexes.set(list, index);
    }
    return index.get(name);
  }
}

/**
 * Names in order, nearest first. A file has thousands of references and hundreds of declarations, so descriptions are
 * created only for results.
 */
class NamedScope implements Scope {
  constructor(
    private readonly lists: readonly (readonly Named[])[],
    private readonly index: NameIndex,
    private readonly descriptions: AstNodeDescriptionProvider,
    private readonly fits: (node: AstNode) => boolean = () => true,
  ) {}

  getElement(name: string): AstNodeDescription | undefined {
    if (name === '') return undefined;
    for (const list of this.lists) {
      const node = this.index.in(list, name).find(this.fits);
      if (node) return this.descriptions.createDescription(node, name);
    }
    return undefined;
  }

  getElements(name: string): Stream<AstNodeDescription> {
    return this.describe(this.lists.flatMap((list) => this.index.in(list, name)).filter(this.fits));
  }

  getAllElements(): Stream<AstNodeDescription> {
    return this.describe(this.lists.flat().filter(this.fits));
  }

  private describe(nodes: readonly Named[]): Stream<AstNodeDescription> {
    return stream(nodes)
      .filter((node) => typeof node.name === 'string' && node.name !== '')
      .map((node) => this.descriptions.createDescription(node, node.name));
  }
}

/** The value of `topology: T`. It decides which groups are in force, so it cannot refer to one of them. */
function namesTopology(node: AstNode): boolean {
  const property = node.$container;
  return isProperty(property) && property.path?.segments[0]?.element?.$refText === 'topology';
}

/** `topology { Banks.bandwidth: … }` in a scenario. */
function isInTopologyBlock(path: AstNode): boolean {
  const outer = path.$container?.$container;
  return isProperty(outer) && outer.path?.segments.at(-1)?.element?.$refText === 'topology';
}

function observationsOf(policy: PolicyDeclaration): Named[] {
  return policy.members.flatMap((member) => (member.$type === 'Observe' ? member.observations : []));
}
