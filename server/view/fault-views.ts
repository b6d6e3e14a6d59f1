import * as l10n from '@vscode/l10n';
import type { FaultAtom } from '../../engine/model/faults.js';
import { nodeName } from '../../engine/model/node-name.js';
import type { Results } from '../../engine/model/results.js';
import type { FaultView } from '../protocol/fault-view.js';
import { counted, percent } from '../protocol/quantities.js';
import { numbersOf, textsOf } from './columns.js';

/** Up to this many nodes are named one by one. */
const MAX_NAMED = 2;

/** The faults of the simulated part of a run, in the order in which they began. */
export function faultViews(results: Results): FaultView[] {
  const groups = groupsOf(results);
  const places = textsOf(results, 'nodes', 'place');
  const named = (nodes: readonly number[]) => nodesText(nodes, groups, places);
  return (results.faults ?? [])
    .filter(({ from }) => from < results.simulatedSeconds)
    .map((atom) => faultView(atom, named))
    .sort((a, b) => a.from - b.from);
}

function faultView(atom: FaultAtom, named: (nodes: readonly number[]) => string): FaultView {
  const { from, to } = atom;
  const disturbance = (title: string, nodes: number[] = []): FaultView => ({
    kind: 'disturbance',
    from,
    to,
    title,
    nodes,
  });
  switch (atom.kind) {
    case 'crash': {
      const title = atom.losesVotes
        ? l10n.t('{0} down, losing votes', named(atom.nodes))
        : l10n.t('{0} down', named(atom.nodes));
      return { kind: 'crash', from, to, title, nodes: atom.nodes };
    }
    case 'partition':
      return {
        kind: 'partition',
        from,
        to,
        title: l10n.t('Partition {0}', atom.sides.map(named).join(atom.oneWay ? ' → ' : ' | ')),
        nodes: cutOff(atom.sides),
      };
    case 'byzantine': {
      return { kind: 'byzantine', from, to, title: byzantineTitle(atom, named(atom.nodes)), nodes: atom.nodes };
    }
    case 'drop':
      return disturbance(l10n.t('{0} of messages dropped', percent(atom.share)));
    case 'duplicate':
      return disturbance(l10n.t('{0} of messages duplicated', percent(atom.share)));
    case 'delay':
      return disturbance(l10n.t('{0} of messages delayed', percent(atom.share)));
    case 'slow':
      return disturbance(l10n.t('{0} slower by {1}', named(atom.nodes), atom.factor), atom.nodes);
    case 'change':
      return disturbance(l10n.t('Other {0}', Object.keys(atom.change).join(', ')));
  }
}

function byzantineTitle({ chain, nodes }: Extract<FaultAtom, { kind: 'byzantine' }>, names: string): string {
  if (chain === 'management')
    return nodes.length === 1 ? l10n.t('Byzantine twin: {0}', names) : l10n.t('Byzantine twins: {0}', names);
  return nodes.length === 1 ? l10n.t('Byzantine node: {0}', names) : l10n.t('Byzantine nodes: {0}', names);
}

/** The nodes outside the largest side (the first of several equally large ones). */
function cutOff(sides: readonly (readonly number[])[]): number[] {
  const most = Math.max(...sides.map((side) => side.length));
  const main = sides.findIndex((side) => side.length === most);
  return sides.filter((_, side) => side !== main).flat();
}

type Groups = ReadonlyMap<string, readonly number[]>;

function groupsOf(results: Results): Groups {
  const groups = new Map<string, number[]>();
  const names = textsOf(results, 'nodes', 'group');
  numbersOf(results, 'nodes', 'node').forEach((node, row) => {
    groups.set(names[row], [...(groups.get(names[row]) ?? []), node]);
  });
  return groups;
}

/** Nodes as text: whole groups by name, a few nodes by name, many as a count: `Banks, Hamburg 3`, `5 nodes`. */
function nodesText(nodes: readonly number[], groups: Groups, places: readonly string[]): string {
  const left = new Set(nodes);
  const whole: string[] = [];
  for (const [name, members] of groups) {
    if (groups.size === 1 || !members.every((member) => left.has(member))) continue;
    whole.push(name);
    for (const member of members) left.delete(member);
  }
  const rest =
    left.size <= MAX_NAMED
      ? Array.from(left, (node) => nodeName(places[node], node))
      : [whole.length > 0 ? l10n.t('{0} others', left.size) : counted(left.size, 'node')];
  return [...whole, ...rest].join(', ');
}
