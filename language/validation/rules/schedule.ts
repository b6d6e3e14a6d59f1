import { AstUtils } from 'langium';
import type { NodeSet } from '../../../engine/model/faults.js';
import { countOfChoice } from '../../../engine/model/node-choice.js';
import type { Group, Scenario } from '../../../engine/model/scenario.js';
import { type FaultsDeclaration, isFaultsDeclaration, type ScenarioDeclaration } from '../../generated/ast.js';
import { type LoweredFault, type LoweredSet, lowerFaults } from '../../lowering/faults.js';
import { lowerScenario } from '../../lowering/scenario.js';
import { type Bound, effectiveScenario } from '../../settings/effective.js';
import type { RuleContext } from '../context.js';
import type { Finding } from '../report.js';

/** A schedule within the scenario that names it, where its groups, twins and end are known. */
export interface Schedule {
  readonly scenario: Scenario;
  readonly declaration: FaultsDeclaration;
  readonly faults: readonly LoweredFault[];
  /** Where the scenario names the schedule. */
  readonly place: Pick<Finding, 'node' | 'property'>;
}

/** The system that a schedule must fit. */
const FITTED = [
  'topology',
  'duration',
  'management.nodes',
  'management.quorum',
  'primary.validators',
  'primary.quorum',
] as const;

/**
 * The schedule that a scenario names. An inherited one is checked again only if the scenario changes the system that
 * the schedule must fit.
 */
export function scheduleOf(node: ScenarioDeclaration, context: RuleContext): Schedule | undefined {
  const { settings } = effectiveScenario(node);
  const bound = settings.get('faults');
  const [item] = bound?.items ?? [];
  const declaration = item?.$type === 'NameExpression' ? item.segments[0]?.element?.ref : undefined;
  const isOwn = [bound, ...FITTED.map((name) => settings.get(name))].some((setting) => setting?.via === node);
  if (!bound || !isFaultsDeclaration(declaration) || !isOwn) return undefined;
  const lowered = lowerScenario(node, context);
  if (!lowered) return undefined;
  const { scenario } = lowered;
  const { topology, primary, management } = scenario;
  // Chains of unknown nodes are reported by another rule; which of them fail cannot be known.
  if (![management.nodes, primary.validators].every((nodes) => countOfChoice(nodes, topology.groups) > 0))
    return undefined;
  const faults = lowerFaults(declaration, scenario.duration, context);
  return { scenario, declaration, faults, place: placeOf(bound, node) };
}

function placeOf(bound: Bound, node: ScenarioDeclaration): Pick<Finding, 'node' | 'property'> {
  return bound.via === node ? { node: bound.node } : { node, property: 'name' };
}

/**
 * A finding about a fault is reported at the fault or, if that is in another file, at the scenario that names the
 * schedule.
 */
export function atPlace(finding: Finding, { place, declaration, scenario }: Schedule): Finding {
  const { node, property, ...rest } = finding;
  if (AstUtils.getDocument(node) === AstUtils.getDocument(place.node)) {
    const named = { ...place, message: `\`${scenario.name}\` uses the schedule here.` };
    return { ...finding, related: [...(finding.related ?? []), named] };
  }
  const written = { node, ...(property === undefined ? {} : { property }) };
  const message = `The cause is this part of \`${declaration.name}\`.`;
  return { ...rest, ...place, related: [{ ...written, message }, ...(finding.related ?? [])] };
}

/**
 * Whether two sets certainly have a node in common. Sets drawn at random are disjoint as long as there are enough
 * nodes.
 */
export function haveCommonNode(a: NodeSet, b: NodeSet, groups: readonly Group[]): boolean {
  if (a.kind === 'node' && b.kind === 'node') return a.group === b.group && a.number === b.number;
  if (groupOf(a) === undefined || groupOf(a) !== groupOf(b)) return false;
  const size = groups.find(({ name }) => name === groupOf(a))?.nodes ?? 0;
  return sizeOf(a, size) + sizeOf(b, size) > size;
}

function groupOf(set: NodeSet): string | undefined {
  return set.kind === 'group' || set.kind === 'node' ? set.group : undefined;
}

function sizeOf(set: NodeSet, size: number): number {
  if (set.kind === 'node') return 1;
  return set.kind === 'group' ? (set.count ?? size) : 0;
}

/** How many nodes a set names. */
export function membersOf(set: NodeSet, groups: readonly Group[]): number {
  if (set.kind === 'nodes' || set.kind === 'twins') return set.count;
  return sizeOf(set, groups.find(({ name }) => name === groupOf(set))?.nodes ?? 0);
}

/** As it is written. */
export function textOf({ $cstNode }: LoweredSet['node']): string {
  return `\`${$cstNode?.text ?? ''}\``;
}
