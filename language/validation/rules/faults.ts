import { byzantineTolerated } from '../../../engine/consensus/fault-model.js';
import { faultModelOf } from '../../../engine/consensus/protocols.js';
import { countOfChoice } from '../../../engine/model/node-choice.js';
import type { Topology } from '../../../engine/model/scenario.js';
import { NUMBER } from '../../dimensions/dimension.js';
import type {
  Byzantine,
  Effect,
  FaultEvent,
  FaultsDeclaration,
  Item,
  Property,
  ScenarioDeclaration,
} from '../../generated/ast.js';
import { isFaultsDeclaration } from '../../generated/ast.js';
import { lowerScenario } from '../../lowering/scenario.js';
import { didYouMean, nearest } from '../../names/nearest.js';
import { dotted, wordOf } from '../../names/text.js';
import type { QuantityType } from '../../properties/property.js';
import { count, positiveTime, probability, time } from '../../properties/types.js';
import { effectiveScenario } from '../../settings/effective.js';
import type { RuleContext } from '../context.js';
import { type Report, silent } from '../report.js';
import { mustBeConstant } from './expressions.js';

const FACTOR: QuantityType = { kind: 'quantity', dimension: NUMBER, min: 1 };

/** Under `at`, every fault says for how long; under `from … to …`, the period says it. */
export function faultMustEnd(event: FaultEvent, report: Report): void {
  mustBeConstant(event.at, time, '`at`', report);
  const from = mustBeConstant(event.from, time, '`from`', report);
  const to = mustBeConstant(event.to, time, '`to`', report);
  if (from !== undefined && to !== undefined && from >= to)
    report({ code: 'value/range', message: 'A period must end after it begins.', node: event, property: 'to' });
  for (const effect of event.effects) {
    mustBeConstant(effect.duration, positiveTime, '`for`', report);
    if (event.at && !effect.duration)
      report({
        code: 'faults/duration',
        message: `Under \`at\`, a fault says how long it lasts: \`${effect.$cstNode?.text ?? ''} for 90s\`.`,
        node: effect,
        details: { insert: ' for 90s' },
      });
    if (event.from && effect.duration)
      report({
        code: 'faults/duration',
        message: 'Under `from … to …`, the period says how long a fault lasts; leave `for` out.',
        node: effect,
        property: 'duration',
      });
  }
}

/** Shares are probabilities, factors slow down, sides are at least two. */
export function effectMustMakeSense(effect: Effect, report: Report): void {
  switch (effect.$type) {
    case 'Drop':
      mustBeConstant(effect.share, probability, '`drop`', report);
      break;
    case 'Slow':
      mustBeConstant(effect.factor, FACTOR, '`slow … by`', report);
      nodesMustBeSet(effect.nodes, report);
      break;
    case 'Crash':
      nodesMustBeSet(effect.nodes, report);
      break;
    case 'Partition':
      if (effect.sides.length < 2)
        report({
          code: 'value/unexpected',
          message: 'A partition has at least two sides: `partition Banks | Ports`.',
          node: effect,
        });
      for (const side of effect.sides) nodesMustBeSet(side.nodes, report);
      break;
    case 'Change':
      break;
  }
}

export function byzantineNodesMustBeSet(node: Byzantine, report: Report): void {
  nodesMustBeSet(node.nodes, report);
}

function nodesMustBeSet(items: readonly Item[], report: Report): void {
  for (const item of items) {
    if (item.$type === 'Portion') {
      mustBeConstant(item.count, count({ min: 1 }), 'The number of nodes', report);
    } else if (item.$type !== 'NameExpression' || wordOf(item) === undefined)
      report({
        code: 'value/unexpected',
        message: `A set of nodes is expected here, such as \`3 nodes\`, \`4 of Ports\` or \`Banks\`, but found \`${item.$cstNode?.text ?? ''}\`.`,
        node: item,
      });
  }
}

/** With more than f Byzantine nodes a run shows what breaks: worth a warning, not an error. */
export function byzantineShouldBeTolerated(scenario: ScenarioDeclaration, report: Report, context: RuleContext): void {
  const faults = faultsOf(scenario);
  const lowered = faults && faults.byzantine.length > 0 ? lowerScenario(scenario, context) : undefined;
  if (!faults || !lowered) return;
  const { topology, primary, management } = lowered.scenario;
  const chains = [
    {
      what: 'twins',
      found: countByzantine(faults, topology, true),
      chain: management,
      nodes: countOfChoice(management.nodes, topology.groups),
    },
    {
      what: 'nodes',
      found: countByzantine(faults, topology, false),
      chain: primary,
      nodes: countOfChoice(primary.validators, topology.groups),
    },
  ];
  for (const { what, found, chain, nodes } of chains) {
    const most = byzantineTolerated(faultModelOf(chain, nodes));
    if (found <= most) continue;
    report({
      code: 'faults/byzantine',
      message: `\`${faults.name}\` makes ${found} ${what} Byzantine, but of ${nodes} only ${most} are tolerated; the run will show what breaks.`,
      ...placeOfFaults(scenario),
      related: [{ node: faults, property: 'name', message: `\`${faults.name}\` is declared here.` }],
    });
  }
}

/** The schedule that a scenario names itself; an inherited one is looked at in the parent. */
function faultsOf(scenario: ScenarioDeclaration): FaultsDeclaration | undefined {
  const bound = effectiveScenario(scenario).settings.get('faults');
  const [item] = bound?.owner === scenario ? bound.items : [];
  const target = item?.$type === 'NameExpression' ? item.segments[0]?.element?.ref : undefined;
  return isFaultsDeclaration(target) ? target : undefined;
}

function placeOfFaults(scenario: ScenarioDeclaration): { node: ScenarioDeclaration | Property; property?: string } {
  const bound = effectiveScenario(scenario).settings.get('faults');
  return bound?.owner === scenario ? { node: bound.node } : { node: scenario, property: 'name' };
}

function countByzantine(faults: FaultsDeclaration, topology: Topology, twins: boolean): number {
  const items = faults.byzantine.flatMap((byzantine) => byzantine.nodes);
  return items.reduce((sum, item) => {
    const isTwins = item.$type === 'Portion' && item.kind === 'twins';
    if (isTwins !== twins) return sum;
    if (item.$type === 'Portion') return sum + (mustBeConstant(item.count, count({ min: 1 }), '', silent) ?? 0);
    const group =
      item.$type === 'NameExpression' ? topology.groups.find(({ name }) => name === wordOf(item)) : undefined;
    return sum + (group?.nodes ?? 0);
  }, 0);
}

/** Groups that a schedule names, with the nodes that name them. */
function groupsNamedBy(faults: FaultsDeclaration): { name: string; node: Item }[] {
  const items = [
    ...faults.byzantine.flatMap((byzantine) => byzantine.nodes),
    ...faults.events.flatMap((event) => event.effects.flatMap(itemsOf)),
  ];
  return items.flatMap((node): { name: string; node: Item }[] => {
    if (node.$type === 'Portion') return node.group?.$refText ? [{ name: node.group.$refText, node }] : [];
    return node.$type === 'NameExpression' && wordOf(node) !== undefined ? [{ name: dotted(node), node }] : [];
  });
}

function itemsOf(effect: Effect): Item[] {
  switch (effect.$type) {
    case 'Crash':
    case 'Slow':
      return effect.nodes;
    case 'Partition':
      return effect.sides.flatMap((side) => side.nodes);
    default:
      return [];
  }
}

/** Groups of a schedule are resolved in the scenario that names it. */
export function faultsMustFitTopology(scenario: ScenarioDeclaration, report: Report): void {
  const { settings, topology } = effectiveScenario(scenario);
  const bound = settings.get('faults');
  if (!bound || !topology || (bound.via !== scenario && settings.get('topology')?.via !== scenario)) return;
  const [item] = bound.items;
  const target = item?.$type === 'NameExpression' ? item.segments[0]?.element?.ref : undefined;
  if (!isFaultsDeclaration(target)) return;
  const groups = topology.groups.map((group) => group.name);
  const reported = new Set<string>();
  for (const { name, node } of groupsNamedBy(target)) {
    if (groups.includes(name) || reported.has(name)) continue;
    reported.add(name);
    const suggestions = nearest(name, groups);
    report({
      code: 'name/unknown',
      message: `\`${target.name}\` names the group \`${name}\`, which the topology of \`${scenario.name}\` does not have.${didYouMean(suggestions)}`,
      ...placeOfFaults(scenario),
      related: [{ node, message: `\`${name}\` is named here.` }],
      suggestions,
    });
  }
}
