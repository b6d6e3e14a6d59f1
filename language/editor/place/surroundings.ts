import type { LangiumDocument } from 'langium';
import { scenarioOf as scenarioOfExperiment } from '../../experiments/points.js';
import {
  type Declaration,
  type Group,
  isExperimentDeclaration,
  isFile,
  isPolicyDeclaration,
  isScenarioDeclaration,
  isTopologyDeclaration,
} from '../../generated/ast.js';
import type { ImportGraph } from '../../imports/import-graph.js';
import { topologyOf } from '../../settings/effective.js';
import type { Place } from './place.js';

/** What the names around a place refer to, according to the last state of the document that parsed. */
export interface Surroundings {
  /** Declarations in scope, nearest first. */
  readonly declarations: readonly Declaration[];
  /** Groups of the scenario's topology; in a fault schedule or a policy, those of every topology in scope. */
  readonly groups: readonly Group[];
  /** Names that the policy around the place observes. */
  readonly observations: readonly string[];
  /** The scenario around the place, or the one that the experiment around it names. */
  readonly scenario?: Declaration & { readonly $type: 'ScenarioDeclaration' };
}

/** Resolves the place in the document and its imports. */
export function surroundings(document: LangiumDocument, place: Place, imports: ImportGraph): Surroundings {
  const declarations = imports.declarations(document);
  const [outer] = place.blocks;
  const root = document.parseResult.value;
  const own = isFile(root) ? root.declarations : [];
  const declaration = outer?.name
    ? own.find((node) => node.name === outer.name && kindOf(node) === outer.kind)
    : undefined;
  // A scenario that does not parse still has the one that it extends.
  const parent = declarations.filter(isScenarioDeclaration).find((node) => node.name === outer?.parent);
  const scenario = isScenarioDeclaration(declaration) ? declaration : (scenarioOf(declaration) ?? parent);
  return {
    declarations,
    groups: groupsFor(outer?.kind, declaration, scenario, declarations),
    observations: observationsOf(declaration),
    scenario,
  };
}

/** The word that begins a declaration. */
export function kindOf(node: Declaration): string {
  return node.$type.replace('Declaration', '').toLowerCase();
}

function scenarioOf(declaration: Declaration | undefined): Surroundings['scenario'] {
  if (!isExperimentDeclaration(declaration)) return undefined;
  return scenarioOfExperiment(declaration);
}

function groupsFor(
  kind: string | undefined,
  declaration: Declaration | undefined,
  scenario: Surroundings['scenario'],
  declarations: readonly Declaration[],
): readonly Group[] {
  if (scenario) {
    // While `topology.` is being typed it names no topology; the inherited one still applies.
    const parent = scenario.parent?.ref;
    return (topologyOf(scenario) ?? (parent && topologyOf(parent)))?.groups ?? [];
  }
  if (isTopologyDeclaration(declaration)) return declaration.groups;
  // Policies and fault schedules are resolved per scenario, so any group name is offered.
  return kind === 'faults' || kind === 'policy'
    ? declarations.filter(isTopologyDeclaration).flatMap((topology) => topology.groups)
    : [];
}

function observationsOf(declaration: Declaration | undefined): string[] {
  if (!isPolicyDeclaration(declaration)) return [];
  return declaration.members.flatMap((member) =>
    member.$type === 'Observe' ? member.observations.flatMap(({ name }) => (name ? [name] : [])) : [],
  );
}
