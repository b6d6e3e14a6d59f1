import type { FaultAtom } from '../../engine/model/faults.js';
import { nodeName } from '../../engine/model/node-name.js';
import type { Results } from '../../engine/model/results.js';
import type { FaultView } from '../protocol/fault-view.js';
import { percent } from '../protocol/quantities.js';
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
      const amnesia = atom.losesVotes ? ', losing votes' : '';
      return { kind: 'crash', from, to, title: `${named(atom.nodes)} down${amnesia}`, nodes: atom.nodes };
    }
    case 'partition':
      return {
        kind: 'partition',
        from,
        to,
        title: `Partition ${atom.sides.map(named).join(atom.oneWay ? ' → ' : ' | ')}`,
        nodes: cutOff(atom.sides),
      };
    case 'byzantine': {
      const who = atom.chain === 'management' ? 'twin' : 'node';
      const kinds = atom.nodes.length === 1 ? who : `${who}s`;
      return { kind: 'byzantine', from, to, title: `Byzantine ${kinds}: ${named(atom.nodes)}`, nodes: atom.nodes };
    }
    case 'drop':
      return disturbance(`${percent(atom.share)} of messages dropped`);
    case 'duplicate':
      return disturbance(`${percent(atom.share)} of messages duplicated`);
    case 'delay':
      return disturbance(`${percent(atom.share)} of messages delayed`);
    case 'slow':
      return disturbance(`${named(atom.nodes)} slower by ${atom.factor}`, atom.nodes);
    case 'change':
      return disturbance(`Other ${Object.keys(atom.change).join(', ')}`);
  }
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
      : [whole.length > 0 ? `${left.size} others` : `${left.size} nodes`];
  return [...whole, ...rest].join(', ');
}
