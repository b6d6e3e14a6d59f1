import type { Fault } from '../../engine/model/faults.js';
import type { Scenario, Topology } from '../../engine/model/scenario.js';
import { isFaultsDeclaration, type ScenarioDeclaration, type TopologyDeclaration } from '../generated/ast.js';
import type { Bound } from '../settings/effective.js';
import { type EffectiveScenario, effectiveScenario, effectiveTopology } from '../settings/effective.js';
import { ignoreFindings, type Report } from '../validation/report.js';
import { lowerManagement, lowerPrimary } from './chains.js';
import { lowerFaults } from './faults.js';
import type { Origins } from './origin.js';
import { lowerPolicies } from './policies.js';
import { type LoweringContext, type Part, Reader } from './reader.js';
import { described, lowerTopology } from './topology.js';

/** A scenario in the engine's form, and the origin of each of its values. */
export interface Lowered {
  readonly scenario: Scenario;
  readonly origins: Origins;
  readonly effective: EffectiveScenario;
  /** The written settings of values, by path in the scenario. */
  readonly bounds: ReadonlyMap<string, Bound>;
  /** Policies of groups, and settings of rules, by path in the scenario. */
  readonly parts: ReadonlyMap<string, Part>;
}

/**
 * Resolves inheritance, references, units and defaults of a scenario to plain SI data. Undefined if something that it
 * needs is missing or invalid; validation reports that.
 */
export function lowerScenario(
  node: ScenarioDeclaration,
  context: LoweringContext,
  report: Report = ignoreFindings,
): Lowered | undefined {
  const effective = effectiveScenario(node);
  if (!effective.topology) return undefined;
  const reader = new Reader(node, context, report);
  reader.note('topology', effective.settings.get('topology'));
  const topology = lowerTopology(effective.topology, reader);
  const nodes = topology.groups.reduce((sum, group) => sum + group.nodes, 0);
  const quantity = (name: string) => reader.quantity(name, effective.settings.get(name), described('scenario', name));
  const primary = lowerPrimary(effective, reader);
  const management = lowerManagement(effective, reader, nodes);
  const scenario: Scenario = {
    name: node.name,
    duration: quantity('duration'),
    warmup: quantity('warmup'),
    seed: quantity('seed'),
    topology,
    primary,
    management: {
      ...management,
      ...lowerPolicies(effective, reader, { primary, management, groups: topology.groups }),
    },
  };
  if (!reader.isComplete) return undefined;
  const faults = faultsOf(effective, scenario.duration, context);
  if (faults.length > 0) scenario.faults = faults;
  return {
    scenario,
    effective,
    bounds: reader.bounds,
    parts: reader.parts,
    // Most callers need only the values.
    get origins() {
      return reader.origins();
    },
  };
}

function faultsOf({ settings }: EffectiveScenario, duration: number, context: LoweringContext): Fault[] {
  const [item] = settings.get('faults')?.items ?? [];
  const declaration = item?.$type === 'NameExpression' ? item.segments[0]?.element?.ref : undefined;
  if (!isFaultsDeclaration(declaration)) return [];
  return lowerFaults(declaration, duration, context).map(({ fault }) => fault);
}

/** A topology on its own in SI, and the settings behind its values; undefined if something is missing or invalid. */
export function lowerTopologyAlone(
  node: TopologyDeclaration,
  context: LoweringContext,
): { topology: Topology; bounds: ReadonlyMap<string, Bound> } | undefined {
  const reader = new Reader(undefined, context);
  const topology = lowerTopology(effectiveTopology(node), reader);
  return reader.isComplete ? { topology, bounds: reader.bounds } : undefined;
}
