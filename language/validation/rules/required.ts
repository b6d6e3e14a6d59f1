import { exampleOf } from '../../dimensions/dimension.js';
import { effectiveExperiment } from '../../experiments/effective-experiment.js';
import { isOverScenarios } from '../../experiments/points.js';
import type {
  ExperimentDeclaration,
  Learn,
  Property,
  ScenarioDeclaration,
  Simulate,
  TopologyDeclaration,
  WorkloadDeclaration,
} from '../../generated/ast.js';
import { propertyOf } from '../../properties/blocks.js';
import type { BlockName } from '../../properties/property.js';
import { type Container, tableOf } from '../../settings/containers.js';
import { effectiveScenario, flatten } from '../../settings/effective.js';
import { lineage } from '../../settings/lineage.js';
import type { Report } from '../report.js';

function sets(properties: readonly Property[], name: string): boolean {
  return flatten(properties).some(({ words }) => words[0] === name);
}

/** An example of a value, for the message and for a quick fix. */
function exampleValue(block: BlockName, name: string): string {
  const property = propertyOf(block, name);
  const [type] = property?.accepts ?? [];
  switch (type?.kind) {
    case 'quantity':
      return type.integer && name === 'nodes' ? '32' : exampleOf(type.dimension);
    case 'option':
      return type.parameters ? 'poisson(400tx/s)' : type.name;
    case 'reference':
      return type.to === 'topology' ? 'WorldWide' : 'Baseline';
    default:
      return '…';
  }
}

function reportMissing(node: Container, name: string, what: string, report: Report): void {
  const block = tableOf(node);
  const example = `${name}: ${exampleValue(block, name)}`;
  report({
    code: 'property/missing',
    message: `${what} needs \`${name}\`, such as \`${example}\`.`,
    node,
    property: 'name' in node ? 'name' : undefined,
    details: { block, property: name, example },
  });
}

/** A scenario needs a topology and a duration, its own or inherited. */
export function scenarioMustBeComplete(scenario: ScenarioDeclaration, report: Report): void {
  // An unknown parent may have everything; a cycle is reported as one.
  const chain = lineage(scenario);
  if (chain.some((ancestor) => ancestor.parent && !ancestor.parent.ref) || chain.at(-1)?.parent) return;
  const { settings } = effectiveScenario(scenario);
  // A property that the parent lacks as well is reported once, at the parent.
  for (const name of scenario.parent ? [] : ['topology', 'duration'])
    if (!settings.has(name)) reportMissing(scenario, name, `The scenario \`${scenario.name}\``, report);
  if (settings.has('primary.workload')) return;
  for (const [path, bound] of settings)
    if (path.startsWith('primary.workload.') && bound.via === scenario)
      report({
        code: 'property/missing',
        message: `\`${path}\` changes a workload, but the scenario has none: name one with \`primary.workload: W\`.`,
        node: bound.node,
        property: 'path',
      });
}

/** A topology needs nodes, its own or in groups; a group needs its own. */
export function topologyMustHaveNodes(topology: TopologyDeclaration, report: Report): void {
  if (topology.groups.length === 0) {
    if (!sets(topology.properties, 'nodes'))
      reportMissing(topology, 'nodes', `The topology \`${topology.name}\``, report);
    return;
  }
  for (const group of topology.groups)
    if (!sets(group.properties, 'nodes')) reportMissing(group, 'nodes', `The group \`${group.name}\``, report);
  for (const { words, node } of flatten(topology.properties))
    if (words[0] === 'nodes')
      report({
        code: 'property/conflict',
        message: `\`${topology.name}\` has groups, so \`nodes\` belongs to each group.`,
        node,
        property: 'path',
      });
}

export function workloadMustHaveArrivals(workload: WorkloadDeclaration, report: Report): void {
  if (!sets(workload.properties, 'arrivals'))
    reportMissing(workload, 'arrivals', `The workload \`${workload.name}\``, report);
}

export function experimentMustNameScenario(experiment: ExperimentDeclaration, report: Report): void {
  const { properties, varies } = effectiveExperiment(experiment);
  const varied = varies.flatMap(({ axes }) => axes).some(isOverScenarios);
  // An unknown parent may name a scenario.
  const isOpen = lineage(experiment).at(-1)?.parent !== undefined;
  if (!varied && !isOpen && !sets(properties, 'scenario'))
    reportMissing(experiment, 'scenario', `The experiment \`${experiment.name}\``, report);
}

/** `simulate` needs a horizon and exactly one objective. */
export function simulateMustBeComplete(node: Simulate, report: Report): void {
  if (!sets(node.properties, 'horizon')) reportMissing(node, 'horizon', '`simulate`', report);
  const goals = ['maximise', 'minimise'].filter((name) => sets(node.properties, name));
  if (goals.length === 1) return;
  report({
    code: goals.length === 0 ? 'property/missing' : 'property/conflict',
    message:
      goals.length === 0
        ? '`simulate` needs something to optimise: `maximise: mean(primary.throughput)`, or `minimise`.'
        : '`simulate` either maximises or minimises; this one does both.',
    node,
  });
}

export function learnMustBeComplete(node: Learn, report: Report): void {
  for (const name of ['state', 'reward'])
    if (!sets(node.properties, name)) reportMissing(node, name, '`learn`', report);
}
