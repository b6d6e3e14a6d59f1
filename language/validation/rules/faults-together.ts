import { byzantineTolerated, crashesTolerated } from '../../../engine/consensus/fault-model.js';
import { faultModelOf } from '../../../engine/consensus/protocols.js';
import { durationText } from '../../../engine/model/duration-text.js';
import type { Chain, NodeSet } from '../../../engine/model/faults.js';
import { countOfChoice, type NodeChoice } from '../../../engine/model/node-choice.js';
import type { Group } from '../../../engine/model/scenario.js';
import type { LoweredFault } from '../../lowering/faults.js';
import type { Report } from '../report.js';
import { membersOf, type Schedule } from './schedule.js';

/** The most voters of a chain that fail at any moment. */
interface Failing {
  down: number;
  byzantine: number;
}

/**
 * A chain makes no progress while the voters that are neither down nor Byzantine are fewer than a quorum, and more
 * Byzantine ones than tolerated can break it. Both are counted together, over time, for each chain. The finding is
 * reported once, at the fault with which too many fail for the first time.
 */
export function failuresShouldBeTolerated(schedule: Schedule, report: Report): void {
  for (const chain of ['management', 'primary'] as const) failuresOf(chain, schedule, report);
}

function failuresOf(chain: Chain, { scenario, faults, declaration }: Schedule, report: Report): void {
  const settings = scenario[chain];
  const choice = chain === 'management' ? scenario.management.nodes : scenario.primary.validators;
  const { groups } = scenario.topology;
  const voters = countOfChoice(choice, groups);
  const model = faultModelOf(settings, voters);
  const failing = (at: number): Failing => {
    const count = (kind: 'crash' | 'byzantine') =>
      Math.min(
        voters,
        sum(faults.map((fault) => (isNow(fault, kind, at) ? votersAmong(fault, chain, choice, groups) : 0))),
      );
    return { down: count('crash'), byzantine: count('byzantine') };
  };
  const starts = faults.filter(({ fault }) => fault.from < scenario.duration);
  const first = starts
    .sort((a, b) => a.fault.from - b.fault.from)
    .find(({ fault }) => {
      const { down, byzantine } = failing(fault.from);
      // Too many Byzantine nodes alone are reported where the scenario names the schedule.
      return byzantine <= byzantineTolerated(model) && down + byzantine > crashesTolerated(model);
    });
  if (!first) return;
  const { from } = first.fault;
  const { down, byzantine } = failing(from);
  const ends = faults
    .map(({ fault }) => fault.to)
    .filter((to) => to > from)
    .sort((a, b) => a - b);
  const until = ends.find((to) => {
    const later = failing(to);
    return later.down + later.byzantine <= crashesTolerated(model);
  });
  const tolerated = crashesTolerated(model);
  const what = chain === 'management' ? 'twins' : 'validators';
  const all = Math.min(voters, down + byzantine);
  const parts = byzantine > 0 ? ` (${down} down, ${byzantine} Byzantine)` : '';
  const time = `From ${durationText(from)} to ${durationText(Math.min(until ?? scenario.duration, scenario.duration))}`;
  const means = chain === 'management' ? 'no configuration can be agreed' : 'no block can become final';
  report({
    code: 'faults/together',
    message: `${time}, up to ${all} of the ${voters} ${what} fail at once${parts}; ${tolerated} ${tolerated === 1 ? 'is' : 'are'} tolerated, and with more ${means}.`,
    node: first.node,
    related: [{ node: declaration, property: 'name', message: `\`${declaration.name}\` is declared here.` }],
  });
}

function isNow({ fault }: LoweredFault, kind: 'crash' | 'byzantine', at: number): boolean {
  return fault.kind === kind && fault.from <= at && at < fault.to;
}

/** The most nodes of a fault that can be voters of a chain: nodes drawn at random may all be. */
function votersAmong(
  { fault, sides }: LoweredFault,
  chain: Chain,
  choice: NodeChoice,
  groups: readonly Group[],
): number {
  const sets = sides
    .flat()
    .filter(({ set }) => fault.kind === 'crash' || (set.kind === 'twins') === (chain === 'management'));
  return sum(sets.map(({ set }) => Math.min(membersOf(set, groups), votersIn(set, choice, groups))));
}

/** The number of voters among the nodes that a set is drawn from. */
function votersIn(set: NodeSet, choice: NodeChoice, groups: readonly Group[]): number {
  const group = set.kind === 'group' || set.kind === 'node' ? set.group : undefined;
  if (group === undefined || choice.kind !== 'groups') return countOfChoice(choice, groups);
  return countOfChoice({ ...choice, parts: choice.parts.filter((part) => part.group === group) }, groups);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
