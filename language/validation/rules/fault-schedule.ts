import { byzantineTolerated } from '../../../engine/consensus/fault-model.js';
import { faultModelOf } from '../../../engine/consensus/protocols.js';
import { periodsOverlap } from '../../../engine/faults/periods.js';
import { resolveFaults, TooFewNodes } from '../../../engine/faults/resolve-faults.js';
import { streamKey } from '../../../engine/kernel/streams.js';
import type { Fault, Period } from '../../../engine/model/faults.js';
import { countOfChoice } from '../../../engine/model/node-choice.js';
import { chooseNodes } from '../../../engine/network/nodes.js';
import { TIME } from '../../dimensions/dimension.js';
import type { ScenarioDeclaration } from '../../generated/ast.js';
import type { LoweredFault, LoweredSet } from '../../lowering/faults.js';
import { didYouMean, nearest } from '../../names/nearest.js';
import { lineage } from '../../settings/lineage.js';
import { quantityText } from '../../values/quantity-text.js';
import type { RuleContext } from '../context.js';
import type { Finding, Report } from '../report.js';
import { failuresShouldBeTolerated } from './faults-together.js';
import { atPlace, haveCommonNode, membersOf, type Schedule, scheduleOf, textOf } from './schedule.js';

/** The faults of a scenario must fit its topology, affect a node one at a time, and begin before it ends. */
export function faultsMustFitScenario(node: ScenarioDeclaration, report: Report, context: RuleContext): void {
  const schedule = scheduleOf(node, context);
  if (!schedule) return;
  let isSound = true;
  const tell: Report = (finding) => {
    if (finding.code !== 'faults/never') isSound = false;
    report(atPlace(finding, schedule));
  };
  for (const fault of schedule.faults) {
    fault.sides.flat().forEach((set) => {
      setMustExist(set, schedule, tell);
    });
    sidesMustBeDisjoint(fault, schedule, tell);
    faultShouldHappen(fault, schedule, tell);
  }
  nodesMustFailOnce('crash', schedule, tell);
  nodesMustFailOnce('byzantine', schedule, tell);
  if (isSound) enoughMustBeLeft(schedule, tell);
  const tooMany = saysWhatItExpects(node) ? asRemark : (finding: Finding) => finding;
  byzantineShouldBeTolerated(schedule, (finding) => report(tooMany(finding)));
  // Nodes that do not exist, or that are named twice, cannot be counted.
  if (isSound) failuresShouldBeTolerated(schedule, (finding) => tell(tooMany(finding)));
}

/**
 * Whether a scenario has expectations. Then excessive faults are intended, and the run decides whether the expectations
 * hold.
 */
function saysWhatItExpects(node: ScenarioDeclaration): boolean {
  return lineage(node).some(({ expectations }) => expectations.length > 0);
}

function asRemark(finding: Finding): Finding {
  return { ...finding, severity: 'info' };
}

/**
 * Counted sets are drawn from the nodes that have no fault yet, or are on no other side. There must be enough of them.
 */
function enoughMustBeLeft({ scenario, faults }: Schedule, report: Report): void {
  const { topology, management, seed } = scenario;
  const managers = chooseNodes(management.nodes, topology, streamKey(seed, 0, 'managers'));
  try {
    const schedule = faults.map(({ fault }) => fault);
    resolveFaults(schedule, { groups: topology.groups, managers }, streamKey(seed, 0, 'faults'));
  } catch (error) {
    if (!(error instanceof TooFewNodes)) throw error;
    const { set, left } = error;
    const fault = faults.find(({ sides }) => sides.flat().some((each) => each.set === set));
    const node = fault?.sides.flat().find((each) => each.set === set)?.node;
    if (!fault || !node) throw error;
    report({
      code: 'faults/set',
      message: `${textOf(node)} cannot be drawn: ${leftText(left)} ${inTheWayOf(fault.fault, left < 2)}.`,
      node,
    });
  }
}

function leftText(left: number): string {
  if (left === 0) return 'no node is left that';
  return left === 1 ? 'only 1 is left that' : `only ${left} are left that`;
}

function inTheWayOf({ kind }: Fault, isOne: boolean): string {
  const are = isOne ? 'is' : 'are';
  switch (kind) {
    case 'partition':
      return `${are} on no other side`;
    case 'byzantine':
      return `${are} not Byzantine already`;
    case 'crash':
      return `${are} not down already`;
    default:
      return `${are} in no other set of this fault`;
  }
}

function setMustExist({ set, node }: LoweredSet, schedule: Schedule, report: Report): void {
  const { scenario, declaration } = schedule;
  const { groups, name: topology } = scenario.topology;
  const all = groups.reduce((sum, { nodes }) => sum + nodes, 0);
  const hasGroups = groups.length > 1 || groups[0].name !== 'nodes';
  const tooLarge = (found: number, most: number, what: string) =>
    report({
      code: 'faults/set',
      message: `\`${declaration.name}\` names ${found} ${what}, but there ${most === 1 ? 'is' : 'are'} only ${most}.`,
      node,
    });
  switch (set.kind) {
    case 'nodes':
      if (set.count > all) tooLarge(set.count, all, 'nodes');
      return;
    case 'twins': {
      const twins = countOfChoice(scenario.management.nodes, groups);
      if (set.count > twins) tooLarge(set.count, twins, 'twins');
      return;
    }
    case 'node':
      if (set.group === undefined && hasGroups)
        report({
          code: 'faults/set',
          message: `The topology \`${topology}\` has groups; name a node by its group: \`${groups[0].name}[${set.number}]\`.`,
          node,
        });
      else if (set.group === undefined && set.number > all)
        report({
          code: 'faults/set',
          message: `There is no \`node[${set.number}]\`; nodes are numbered from 1 to ${all}.`,
          node,
        });
      break;
    case 'group':
      break;
  }
  if (set.group === undefined) return;
  const group = groups.find(({ name }) => name === set.group);
  if (!group) unknownGroup(set.group, node, schedule, report);
  else if (set.kind === 'node' && set.number > group.nodes)
    report({
      code: 'faults/set',
      message: `There is no \`${group.name}[${set.number}]\`; nodes of \`${group.name}\` are numbered from 1 to ${group.nodes}.`,
      node,
    });
  else if (set.kind === 'group' && (set.count ?? 0) > group.nodes)
    tooLarge(set.count ?? 0, group.nodes, `of \`${group.name}\``);
}

function unknownGroup(name: string, node: LoweredSet['node'], schedule: Schedule, report: Report): void {
  const { scenario, declaration } = schedule;
  const suggestions = nearest(
    name,
    scenario.topology.groups.map((group) => group.name),
  );
  report({
    code: 'name/unknown',
    message: `\`${declaration.name}\` names the group \`${name}\`, which the topology of \`${scenario.name}\` does not have.${didYouMean(suggestions)}`,
    node,
    suggestions,
  });
}

function sidesMustBeDisjoint({ fault, sides }: LoweredFault, { scenario }: Schedule, report: Report): void {
  if (fault.kind !== 'partition') return;
  sides.forEach((side, index) => {
    for (const { set, node } of side) {
      const other = sides.slice(0, index).flat();
      if (other.some((earlier) => haveCommonNode(earlier.set, set, scenario.topology.groups)))
        report({
          code: 'faults/overlap',
          message: `${textOf(node)} is on two sides of the partition; a node can be on only one.`,
          node,
        });
    }
  });
}

function faultShouldHappen({ fault, node }: LoweredFault, { scenario }: Schedule, report: Report): void {
  if (fault.from < scenario.duration) return;
  report({
    code: 'faults/never',
    message: `This fault begins after ${quantityText(fault.from, TIME)}, but \`${scenario.name}\` ends after ${quantityText(scenario.duration, TIME)}: it never happens.`,
    node,
  });
}

/** A node that is down cannot crash, and a node is Byzantine in one way at a time. */
function nodesMustFailOnce(kind: 'crash' | 'byzantine', { faults, scenario }: Schedule, report: Report): void {
  const sets = faults.flatMap(({ fault, sides }) =>
    fault.kind === kind ? sides.flat().map((set) => ({ ...set, period: fault as Period })) : [],
  );
  sets.forEach(({ set, node, period }, index) => {
    const earlier = sets.slice(0, index).filter((other) => periodsOverlap(other.period, period));
    const clash = earlier.find((other) => haveCommonNode(other.set, set, scenario.topology.groups));
    if (!clash) return;
    const what = kind === 'crash' ? 'down' : 'Byzantine';
    report({
      code: 'faults/overlap',
      message: `${textOf(node)} overlaps ${textOf(clash.node)}, which is already ${what} at that time.`,
      node,
      related: [{ node: clash.node, message: 'It is named here first.' }],
    });
  });
}

/** With more than f Byzantine nodes a run shows what breaks, so this is a warning, not an error. */
function byzantineShouldBeTolerated({ scenario, declaration, faults, place }: Schedule, report: Report): void {
  const { topology, primary, management } = scenario;
  const sets = faults.flatMap(({ fault, sides }) => (fault.kind === 'byzantine' ? sides.flat() : []));
  const count = (wanted: boolean) =>
    sets.reduce((sum, { set }) => sum + ((set.kind === 'twins') === wanted ? membersOf(set, topology.groups) : 0), 0);
  const chains = [
    { what: 'twins', found: count(true), chain: management, nodes: countOfChoice(management.nodes, topology.groups) },
    { what: 'nodes', found: count(false), chain: primary, nodes: countOfChoice(primary.validators, topology.groups) },
  ];
  for (const { what, found, chain, nodes } of chains) {
    const most = byzantineTolerated(faultModelOf(chain, nodes));
    if (found <= most) continue;
    report({
      code: 'faults/byzantine',
      message: `\`${declaration.name}\` makes ${found} ${what} Byzantine, but of ${nodes} only ${most} ${most === 1 ? 'is' : 'are'} tolerated; the run will show what breaks.`,
      ...place,
      related: [{ node: declaration, property: 'name', message: `\`${declaration.name}\` is declared here.` }],
    });
  }
}
